"""What an export holds: one kind of row, one file. What stays behind is in `left_behind`; a test forgets no table."""

from dataclasses import dataclass

from django.db import models
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from dateline.comments.models import Comment, Distinction, EarlierText, MailRecipient
from dateline.delivery.models import Place
from dateline.moderation.models import (
    Appeal,
    AuthorityTold,
    Ban,
    CheckOpinion,
    Clause,
    CommentScore,
    Decision,
    HouseRules,
    LayerInUse,
    Learning,
    LegalHold,
    ListedWord,
    Pass,
    ReaderRequest,
    Report,
    Threat,
    Threshold,
    WordList,
)
from dateline.people.models import User
from dateline.stories.models import (
    Appearance,
    ChainLink,
    ContactPoint,
    Contributor,
    CorrectionRequest,
    Edition,
    Handover,
    LaterVersion,
    Limit,
    MenuLink,
    Notice,
    PassageNote,
    Photo,
    ReadsInHour,
    ReadsOnDay,
    Section,
    Story,
    Topic,
    TopicName,
    Version,
)
from dateline.wire.models import Arrival, OldAddress


@dataclass(frozen=True)
class Kind:
    """One file: the rows of a model, a line each, every field under its own name.

    `lists` are many-to-many fields, written as lists of names. `personal` fields go along only when they are asked
    for, `kept_back` ones never.
    """

    name: str
    model: type[models.Model]
    lists: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    kept_back: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.jsonl"

    def fields(self, *, personal: bool) -> list[models.Field]:
        """The columns that go along."""
        left = self.kept_back if personal else (*self.kept_back, *self.personal)
        return [field for field in self.model._meta.concrete_fields if field.name not in left and not _links_up(field)]


PHOTOS = Kind("photos", Photo, lists=("tags",), kept_back=("collection",))
KINDS = (
    Kind("staff", User, lists=("groups",), personal=("email", "last_login"), kept_back=("password",)),
    Kind("editions", Edition),
    Kind("sections", Section),
    Kind("limits", Limit),
    Kind("topics", Topic),
    Kind("topic-names", TopicName),
    PHOTOS,
    Kind("appearances", Appearance),
    Kind("menu-links", MenuLink),
    Kind("contact-points", ContactPoint),
    Kind("stories", Story, lists=("topics",)),
    Kind("contributors", Contributor),
    Kind("versions", Version),
    Kind("notices", Notice),
    Kind("correction-requests", CorrectionRequest, personal=("told_by",)),
    Kind("revisions", Revision),
    Kind("handovers", Handover),
    Kind("reads-by-hour", ReadsInHour),
    Kind("reads-by-day", ReadsOnDay),
    Kind("later-versions", LaterVersion),
    Kind("passage-notes", PassageNote),
    Kind("places", Place),
    Kind("house-rules", HouseRules),
    Kind("clauses", Clause),
    Kind("thresholds", Threshold),
    Kind("learnings", Learning),
    Kind("layers-in-use", LayerInUse),
    Kind("word-lists", WordList),
    Kind("listed-words", ListedWord),
    Kind("comments", Comment, personal=("email", "fingerprint", "address_hash", "address_expires_at")),
    Kind("earlier-texts", EarlierText),
    Kind("mail-recipients", MailRecipient, personal=("address_mark",)),
    Kind("distinctions", Distinction),
    Kind("opinions", CheckOpinion),
    Kind("scores", CommentScore),
    Kind("decisions", Decision),
    Kind("appeals", Appeal),
    Kind("reports", Report, personal=("name", "email", "address_hash", "address_expires_at")),
    Kind("legal-holds", LegalHold),
    Kind("reader-requests", ReaderRequest),
    Kind("passes", Pass),
    Kind("threats", Threat),
    Kind("authorities-told", AuthorityTold),
    Kind("bans", Ban, personal=("mark",)),
    Kind("chain", ChainLink),
    Kind("arrivals", Arrival),
    Kind("old-addresses", OldAddress),
    Kind("log", ModelLogEntry),
    Kind("places-log", PageLogEntry),
)
"""In the order in which they come in: what others name comes before them."""


def _links_up(field: models.Field) -> bool:
    return bool(field.remote_field and getattr(field.remote_field, "parent_link", False))

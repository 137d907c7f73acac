"""A note on a passage: what a colleague says to words of a story. For the desk alone; it is part of no version."""

import re
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.body import plain_text
from dateline.stories.moves import MAKE_READY

if TYPE_CHECKING:
    from dateline.stories.models.story import Story

LONGEST_PASSAGE = 500
_SPACE = re.compile(r"\s+")


class NotedField(models.TextChoices):
    """The fields of words that a note can be on."""

    HEADLINE = "headline", gettext_lazy("Headline")
    KICKER = "kicker", gettext_lazy("Kicker")
    LEAD = "lead", gettext_lazy("Lead")
    BODY = "body", gettext_lazy("Text")
    PHOTO_CAPTION = "photo_caption", gettext_lazy("Caption")
    BYLINE = "byline", gettext_lazy("Byline")


class PassageNoteQuerySet(models.QuerySet["PassageNote"]):
    def standing(self) -> Self:
        """Those that nobody has called done; answers stand with the note that they answer."""
        return self.filter(answer_to=None, resolved_at=None)


class PassageNote(models.Model):
    """A note, or an answer to one. `passage` is quoted, since the text under it goes on changing."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="passage_notes")
    field = models.CharField(max_length=20, choices=NotedField)
    block = models.CharField(max_length=36, blank=True, help_text="The block of the body, by its id.")
    passage = models.CharField(max_length=LONGEST_PASSAGE, blank=True)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    answer_to = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="answers")
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    objects = PassageNoteQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"

    def stands_in(self, text: "Story") -> bool:
        """Whether the words that it is about are still in this text of the story."""
        return _plain(self.passage) in words_of(text, self.field)

    def answer(self, *, by: User, text: str) -> "PassageNote":
        """Add to the thread. Raises `ValidationError` without words, `PermissionDenied` once it is called done."""
        if self.resolved_at:
            raise PermissionDenied(_("This note is done. Write another one."))
        facts: dict[str, Any] = {"story": self.story, "field": self.field, "answer_to": self.answer_to or self}
        return PassageNote.objects.create(text=_said(text), author=by, at=clock.now(), **facts)

    def resolve(self, *, by: User) -> None:
        """Call it done: who wrote it, or an editor of where the story stands.

        Raises `PermissionDenied` with a sentence for anybody else, and when it is done already.
        """
        if self.author != by and self.story._lacks_right(MAKE_READY, by):
            raise PermissionDenied(_("Who wrote a note calls it done, or an editor of the story’s section."))
        standing = PassageNote.objects.standing().filter(pk=self.pk)
        if not standing.update(resolved_by=by, resolved_at=clock.now()):
            raise PermissionDenied(_("This note is done already."))
        self.refresh_from_db()


class Notable:
    """What a story can be told about its words by colleagues."""

    def note_on(self: Any, passage: str, *, field: str, text: str, by: User, block: str = "") -> PassageNote:
        """Write a note on words of the newest saved text.

        Raises `ValidationError` with a sentence without words of its own, and for a passage that is not there.
        """
        quoted = _plain(passage)
        if not quoted or len(quoted) > LONGEST_PASSAGE:
            longest = {"most": LONGEST_PASSAGE}
            raise ValidationError(_("Quote the words that you mean, at most %(most)d characters.") % longest)
        if quoted not in words_of(self.get_latest_revision_as_object(), field):
            raise ValidationError(_("These words are not in this field of the newest saved text. Copy them from it."))
        facts: dict[str, Any] = {"story": self, "field": field, "block": block, "passage": quoted}
        return PassageNote.objects.create(text=_said(text), author=by, at=clock.now(), **facts)


def words_of(text: "Story", field: str) -> str:
    """Return the words of a field as notes quote them: no markup, one space between two."""
    return _plain(plain_text(text.body) if field == NotedField.BODY else getattr(text, field))


def _plain(words: str) -> str:
    return _SPACE.sub(" ", words).strip()


def _said(text: str) -> str:
    if not text.strip():
        raise ValidationError(_("Write what you have to say to these words."))
    return text.strip()

"""A reader's comment, the texts it had before, and the receipt that only its writer can open."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce

from dateline.comments.emptying import empty
from dateline.comments.mail import Event, Mail, MailRecipient, tell
from dateline.comments.privacy import receipt_digest, receipt_token
from dateline.comments.signals import turned
from dateline.comments.states import Rank, State
from dateline.lib.noted import NotedQuerySet
from dateline.people.models import User
from dateline.stories import tags
from dateline.stories.beats import on_stories
from dateline.stories.models import Story

__all__ = ["Comment", "CommentQuerySet", "Distinction", "EarlierText", "Mail", "MailRecipient", "Rank", "State"]

LONGEST_NAME = 60
LONGEST_TEXT = 3000
LONGEST_EMAIL = 254


class CommentQuerySet(NotedQuerySet["Comment"]):
    in_general = "comments"

    def shown(self) -> Self:
        """Comments that readers may see: a decision to show them was made, and readers see what they stand under.

        Everything public asks this.
        """
        return self.filter(models.Q(thread=None) | models.Q(thread__state=State.SHOWN), state=State.SHOWN)

    def shown_under(self, story: Story) -> Self:
        """Those that readers may see under a story, noted as its comments."""
        return self.shown().filter(story=story).noted(tags.comments(story.news_id))

    def for_right(self, user: User, right: str) -> Self:
        """Comments on stories in the sections where this member of staff has a right, written `app.codename`."""
        return self.filter(on_stories(user, right))

    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def not_read_yet(self) -> Self:
        """Those that a program showed and nobody has read."""
        return self.filter(unread_since__isnull=False)

    def oldest_first(self) -> Self:
        """Those whose present text came first, before others."""
        return self.order_by("sent_at", "pk")

    def in_threads(self) -> Self:
        """The first comment of each thread in the order in which they came, its replies after it. Sets `place`."""
        return self.annotate(place=Coalesce("thread_id", "pk")).order_by("place", "pk")

    def of_receipt(self, token: str) -> Self:
        """The comment whose receipt has this token."""
        return self.filter(receipt_digest=receipt_digest(token))


class Comment(models.Model):
    """What a reader wrote under a story. Held until a decision shows or refuses it (`moderation.judging`)."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="comments")
    thread = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="replies",
        help_text="Of a reply: the comment of the first level that it stands under.",
    )
    answers = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Of a reply: the comment that it answers, on either level.",
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who of the newsroom wrote it; empty for a reader's.",
    )
    name = models.CharField(max_length=LONGEST_NAME)
    text = models.TextField(max_length=LONGEST_TEXT)
    email = models.EmailField(max_length=LONGEST_EMAIL, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, editable=False)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(help_text="When the present text came: later than the comment, if it was changed.")
    decided_at = models.DateTimeField(null=True, editable=False, help_text="Since when it has waited no more.")
    unread_since = models.DateTimeField(null=True, editable=False, help_text="Shown by a program, read by nobody yet.")
    rank = models.PositiveSmallIntegerField(choices=Rank, default=Rank.PLAIN, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False, help_text="Since when its words are gone for good.")
    key = models.CharField(max_length=32, unique=True, help_text="Random; the receipt's token is made from it.")
    receipt_digest = models.CharField(max_length=64, unique=True, help_text="Finds the comment by its token.")
    fingerprint = models.CharField(max_length=64, db_index=True, help_text="Keyed hash: the same words sent again.")
    address_hash = models.CharField(max_length=64, blank=True, help_text="Keyed hash of the reader's address.")
    address_expires_at = models.DateTimeField(null=True, help_text="When the address hash is forgotten.")

    objects = CommentQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        permissions = [("pick_comment", "Can mark a comment as an editors’ pick or a right of reply")]
        indexes = [
            models.Index("story", "state", Coalesce("thread", "id"), "id", name="comments_in_threads"),
            models.Index(fields=["state", "sent_at"], name="comments_queue"),
            models.Index(
                fields=["unread_since"], condition=models.Q(unread_since__isnull=False), name="comments_not_read_yet"
            ),
            models.Index(
                fields=["address_expires_at"],
                condition=models.Q(address_expires_at__isnull=False),
                name="comments_to_forget",
            ),
            models.Index(fields=["story", "rank"], condition=models.Q(rank__gt=0), name="comments_marked"),
            models.Index(
                fields=["decided_at"], condition=models.Q(state="refused", erased_at=None), name="comments_to_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def receipt_token(self) -> str:
        """The unguessable part of the receipt's address. Never logged, never stored."""
        return receipt_token(self.key)

    @property
    def is_changed(self) -> bool:
        """Whether its writer has put another text in the place of the first."""
        return self.sent_at != self.created_at

    @property
    def is_marked(self) -> bool:
        return self.rank != Rank.PLAIN

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING

    @property
    def is_shown(self) -> bool:
        return self.state == State.SHOWN

    @property
    def is_refused(self) -> bool:
        return self.state == State.REFUSED

    @property
    def is_taken_back(self) -> bool:
        """Whether its writer has taken it back; of one that is erased too."""
        return self.state == State.TAKEN_BACK

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def is_seen(self) -> bool:
        """Whether readers see it: it is shown, and so is the comment that it stands under."""
        return self.is_shown and (self.thread is None or self.thread.is_shown)

    def text_at(self, moment: datetime) -> str:
        """Return what the comment said then."""
        earlier = self.earlier_texts.filter(sent_at__lte=moment, replaced_at__gt=moment).first()
        return earlier.text if earlier else self.text

    def locked(self) -> "Comment":
        """Return the row as it stands, to be changed by nobody else until the transaction under way ends."""
        return (
            Comment.objects.select_for_update(of=("self",))
            .select_related("story__edition", "story__section")
            .get(pk=self.pk)
        )

    def turn(self, state: State, *, at: datetime) -> None:
        """Take on the state that a decision gave. Only `moderation` calls this, with its row."""
        was = self.state
        self.state, self.decided_at, self.unread_since = state, at, None
        self.save(update_fields=["state", "decided_at", "unread_since"])
        tell(self, Event.DECIDED, of=at)
        turned.send(type(self), comment=self, was=was)

    def suspend(self) -> None:
        """Go off the page until a person has ruled. Only `moderation` calls this, with its row."""
        was = self.state
        self.state, self.decided_at, self.unread_since = State.WAITING, None, None
        self.save(update_fields=["state", "decided_at", "unread_since"])
        turned.send(type(self), comment=self, was=was)

    def show_unread(self, *, at: datetime) -> None:
        """Be shown before a person has read it; the desk is told. Only `moderation` calls this, with its row."""
        was = self.state
        self.state, self.decided_at, self.unread_since = State.SHOWN, at, at
        self.save(update_fields=["state", "decided_at", "unread_since"])
        tell(self, Event.DECIDED, of=at)
        turned.send(type(self), comment=self, was=was)

    def note_read(self) -> None:
        """Be read by a person after it was shown. Only `moderation` calls this, with its row."""
        self.unread_since = None
        self.save(update_fields=["unread_since"])

    def rewrite(self, text: str, *, mark: str, at: datetime) -> None:
        """Put another text in the place of the present one, which is kept for the desk, and wait to be read again.

        `mark` is the fingerprint of the new one. `comments.rewriting` calls this.
        """
        was = self.state
        self.end_distinction(by=None, at=at)  # it was for what stood there
        EarlierText.objects.create(comment=self, text=self.text, sent_at=self.sent_at, replaced_at=at)
        self.text, self.fingerprint, self.sent_at = text, mark, at
        self.state, self.decided_at, self.unread_since, self.rank = State.WAITING, None, None, Rank.PLAIN
        self.save(update_fields=["text", "fingerprint", "sent_at", "state", "decided_at", "unread_since", "rank"])
        tell(self, Event.CHANGED, of=at)
        turned.send(type(self), comment=self, was=was)

    def take_back(self, *, at: datetime) -> None:
        """Be seen by nobody from now on, as the writer wants. `comments.taking_back` calls this."""
        was = self.state
        self.end_distinction(by=None, at=at)
        self.state, self.decided_at, self.unread_since, self.rank = State.TAKEN_BACK, at, None, Rank.PLAIN
        self.save(update_fields=["state", "decided_at", "unread_since", "rank"])
        turned.send(type(self), comment=self, was=was)

    def erase(self, *, at: datetime) -> None:
        """Forget what the writer gave, for good, and be taken back. `moderation.erasing` calls this."""
        was = self.state
        self.end_distinction(by=None, at=at)
        self.state, self.decided_at, self.rank = State.TAKEN_BACK, self.decided_at or at, Rank.PLAIN
        empty(self, at=at)
        turned.send(type(self), comment=self, was=was)

    def end_distinction(self, *, by: User | None, at: datetime) -> None:
        """Write down that its mark, if it has one, is over. `comments.distinguishing` calls this."""
        if self.is_marked:
            self.distinctions.filter(ended_at=None).update(ended_by=by, ended_at=at)


class EarlierText(models.Model):
    """A text that a comment had until its writer changed it: what decisions until then were about. For the desk."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="earlier_texts")
    text = models.TextField()
    sent_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["replaced_at", "pk"]

    def __str__(self) -> str:
        return f"earlier text {self.pk} of comment {self.comment_id}"


class Distinction(models.Model):
    """A mark that a comment got at the desk: which, from whom, when; and who ended it, None where its writer did."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="distinctions")
    rank = models.PositiveSmallIntegerField(choices=Rank)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=models.Q(ended_at__isnull=True), name="a_comment_is_marked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_rank_display()}: comment {self.comment_id}"

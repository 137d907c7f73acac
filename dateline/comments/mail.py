"""Mail about a comment, or a report on one: to whom it goes, and each piece that is owed (an outbox).

A mail is written in the transaction of the step that it tells of; `delivery/mail/sending.py` sends it
(`docs/decisions/0048-mail-about-a-comment.md`).
"""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models, transaction

from dateline.comments.privacy import email_mark, mail_digest, mail_token
from dateline.lib import mail

if TYPE_CHECKING:
    from dateline.comments.models import Comment

PAUSE = timedelta(seconds=30)
"""After a step, before its mail goes: a decision that is changed meanwhile is not told."""
CLAIMED = timedelta(minutes=10)
"""A mail under way is left to its sender for so long; then it is not known whether it went."""
FIRST_AGAIN, LAST_AGAIN = timedelta(minutes=1), timedelta(hours=4)
"""Pauses between two tries: each is twice as long as the one before."""
GIVEN_UP = timedelta(days=3)
"""A mail that could not be sent for so long is not sent any more. The receipt tells the same."""
MOST_PROOFS, PROOFS_WITHIN = 3, timedelta(days=1)
"""So often is an address asked for its proof, whoever enters it: nobody's mailbox is filled through our form."""


class Event(models.TextChoices):
    """What a mail tells. The first asks whether the address is the writer's; no other goes before it is proved."""

    PROOF = "proof"
    RECEIVED = "received"
    CHANGED = "changed"
    DECIDED = "decided"
    APPEALED = "appealed"


class Fate(models.TextChoices):
    """What became of a mail that is not due any more."""

    SENT = "sent"
    OVERTAKEN = "overtaken"
    STOPPED = "stopped"
    TOO_MANY = "too many"
    REFUSED = "refused"
    UNSURE = "unsure"
    LATE = "late"


class MailRecipientQuerySet(models.QuerySet["MailRecipient"]):
    def reachable(self) -> Self:
        """Those who have proved their address and want mail."""
        return self.filter(proved_at__isnull=False, stopped_at=None)

    def ask_for_proof(self, address: str, *, now: datetime, comment: "Comment | None" = None) -> "MailRecipient":
        """Make the recipient of mail to an address, and owe the mail that asks whether it is theirs."""
        recipient = MailRecipient(comment=comment, address_mark=email_mark(address), key=secrets.token_hex(16))
        recipient.digest = mail_digest(recipient.token)
        recipient.save()
        recipient.owe(Event.PROOF, of=now, due=now)
        return recipient

    def of_token(self, token: str) -> Self:
        """Who got this token by mail."""
        return self.filter(digest=mail_digest(token))

    def forget_erased(self, now: datetime) -> None:
        """Delete those of comments that were deleted for good.

        A day later: else whoever deletes what they sent could have an address asked again and again.
        """
        self.filter(comment__erased_at__lt=now - PROOFS_WITHIN).delete()


class MailRecipient(models.Model):
    """The address that somebody gave, which stands in the comment or report, and whether mail may go there.

    Of who reported a comment, `comment` is empty: the report names its recipient (`moderation.reporter_mail`).
    """

    comment = models.OneToOneField("comments.Comment", null=True, on_delete=models.PROTECT, related_name="recipient")
    address_mark = models.CharField(max_length=64, db_index=True, help_text="Keyed hash of the e-mail address.")
    key = models.CharField(max_length=32, unique=True, help_text="Random; the token in the mails is made from it.")
    digest = models.CharField(max_length=64, unique=True, help_text="Finds the recipient by the token.")
    proved_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects = MailRecipientQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"recipient {self.pk}"

    @property
    def token(self) -> str:
        """The unguessable part of the address that mails carry. Never logged, never stored."""
        return mail_token(self.key)

    def owe(self, event: Event, *, of: datetime, due: datetime) -> None:
        """Owe a mail about a step: once for each event and moment, however often this is called."""
        owed = Mail(recipient=self, event=event, of=of, made_at=due, due_at=due)
        Mail.objects.bulk_create([owed], ignore_conflicts=True)

    def prove(self, *, now: datetime) -> None:
        """The address is the writer's: mail goes there from now on, first of where the comment stands."""
        assert self.comment, "Of a report, `moderation.reporter_mail` proves the address."
        with transaction.atomic():
            self.comment.locked()  # first, as who decides on the comment and then tells of it
            fresh = MailRecipient.objects.select_for_update(of=("self",)).select_related("comment").get(pk=self.pk)
            comment = fresh.comment
            if comment is None or comment.is_erased:
                return
            is_first = fresh.take_proof(now=now)
            if comment.is_taken_back:
                return
            if is_first and comment.decided_at is None:
                fresh.owe(Event.RECEIVED, of=comment.sent_at, due=now)
            elif is_first and comment.decided_at:
                fresh.owe(Event.DECIDED, of=comment.decided_at, due=max(now, comment.decided_at + PAUSE))

    def take_proof(self, *, now: datetime) -> bool:
        """Let mail go there from now on, also after it was stopped, and return whether this is the first proof."""
        is_first = self.proved_at is None
        self.proved_at, self.stopped_at = self.proved_at or now, None
        self.save(update_fields=["proved_at", "stopped_at"])
        return is_first

    def stop(self, *, now: datetime) -> None:
        """No further mail goes to this address about this comment or report. Twice is harmless."""
        MailRecipient.objects.filter(pk=self.pk, stopped_at=None).update(stopped_at=now)


class MailQuerySet(models.QuerySet["Mail"]):
    def claim(self, now: datetime) -> "Mail | None":
        """Give the first that is due to who asks, and to nobody else.

        One whose sender never came back may have gone: it is not sent again, and passed over.
        """
        due = self.filter(due_at__lte=now).order_by("due_at", "pk")
        while due.exists():
            with transaction.atomic():
                mail = due.select_for_update(skip_locked=True).first()
                if mail is None:
                    return None
                if mail.begun_at:
                    mail.settle(Fate.UNSURE)
                    continue
                mail.begun_at, mail.due_at, mail.tries = now, now + CLAIMED, mail.tries + 1
                mail.save(update_fields=["begun_at", "due_at", "tries"])
                return mail
        return None

    def proofs_lately(self, address_mark: str, now: datetime) -> Self:
        """The proofs that an address was asked for within a day, sent or under way."""
        asked = models.Q(sent_at__gt=now - PROOFS_WITHIN) | models.Q(begun_at__gt=now - PROOFS_WITHIN)
        return self.filter(asked, event=Event.PROOF, recipient__address_mark=address_mark)


class Mail(models.Model):
    """One mail that is owed, or what became of it: once for each recipient, event and moment of the event."""

    recipient = models.ForeignKey(MailRecipient, on_delete=models.CASCADE, related_name="mails")
    event = models.CharField(max_length=10, choices=Event)
    of = models.DateTimeField(help_text="The moment of the step that it tells.")
    made_at = models.DateTimeField(help_text="When it was first to go.")
    due_at = models.DateTimeField(null=True, help_text="When it is tried next; empty once it is settled.")
    begun_at = models.DateTimeField(null=True, help_text="Since when a sender has it.")
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    fate = models.CharField(max_length=10, choices=Fate, blank=True)
    fault = models.CharField(max_length=60, blank=True, help_text="The kind of the last fault, never its words.")

    objects = MailQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="mail_due")]
        constraints = [models.UniqueConstraint(fields=["recipient", "event", "of"], name="a_mail_goes_once")]

    def __str__(self) -> str:
        return f"mail {self.pk}"

    def acknowledge(self, now: datetime) -> None:
        """The mail server has taken it."""
        self.sent_at = now
        self.settle(Fate.SENT)

    def settle(self, fate: Fate, *, fault: str = "") -> None:
        """It is not tried again."""
        self.fate, self.fault, self.due_at, self.begun_at = fate, fault, None, None
        self.save(update_fields=["fate", "fault", "due_at", "begun_at", "sent_at"])

    def put_off(self, fault: str, now: datetime) -> None:
        """It has certainly not gone: again after a pause that doubles each time, and after three days never."""
        again = now + min(FIRST_AGAIN * 2 ** min(self.tries - 1, 20), LAST_AGAIN)
        if again > self.made_at + GIVEN_UP:
            return self.settle(Fate.LATE, fault=fault)
        self.begun_at, self.due_at, self.fault = None, again, fault
        self.save(update_fields=["begun_at", "due_at", "fault"])
        return None


def ask_for_proof(comment: "Comment", *, now: datetime) -> None:
    """Owe the mail that asks whether the address of a new comment is its writer's; nothing where no mail is sent."""
    if not comment.email or not mail.is_set_up():
        return
    MailRecipient.objects.ask_for_proof(comment.email, now=now, comment=comment)


def tell(comment: "Comment", event: Event, *, of: datetime) -> None:
    """Owe a comment's writer a mail about a step, in the transaction under way; nothing where none may be sent."""
    if not comment.email or not mail.is_set_up():
        return
    recipient = MailRecipient.objects.reachable().filter(comment=comment).first()
    if recipient:
        recipient.owe(event, of=of, due=of + PAUSE)


def withdraw(comment: "Comment", event: Event, *, of: datetime) -> bool:
    """Let a mail about a step never go, and tell whether that was in time: not where it went, or may have gone."""
    own = Mail.objects.filter(recipient_id__in=_recipients(comment), event=event, of=of)
    own.filter(begun_at=None, due_at__isnull=False).update(fate=Fate.OVERTAKEN, due_at=None)
    return not own.filter(models.Q(begun_at__isnull=False) | models.Q(fate__in=[Fate.SENT, Fate.UNSURE])).exists()


def tell_after_all(comment: "Comment", event: Event, *, of: datetime, now: datetime) -> None:
    """Owe a mail anew that was overtaken by a step which is undone. One that went is not sent again."""
    own = Mail.objects.filter(recipient_id__in=_recipients(comment), event=event, of=of, fate=Fate.OVERTAKEN)
    own.update(fate="", made_at=now + PAUSE, due_at=now + PAUSE, begun_at=None)


def _recipients(comment: "Comment") -> list[int]:
    # By number: whoever updates rows that another sender has just taken must see what that one wrote.
    return list(MailRecipient.objects.filter(comment=comment).values_list("pk", flat=True)) if comment.email else []

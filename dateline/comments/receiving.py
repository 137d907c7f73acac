"""Taking a comment in: stored as waiting, the same words once, a receipt either way."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db import transaction
from django.db.models import CharField, DateTimeField

from dateline.comments.mail import ask_for_proof
from dateline.comments.models import Comment, State
from dateline.comments.privacy import address_hash, fingerprint, receipt_digest, receipt_token
from dateline.lib.database import one_at_a_time
from dateline.lib.prepared import Given, Prepared, PreparedInsert
from dateline.lib.taming import tamed
from dateline.people.models import User
from dateline.stories.models import Story

REPEAT_WINDOW = timedelta(hours=24)
ADDRESS_LIFE = timedelta(days=30)
REPEATED = Prepared(
    lambda: (
        Comment.objects.filter(
            fingerprint=Given("mark", CharField()),
            created_at__gt=Given("since", DateTimeField()),
            state__in=[State.WAITING, State.SHOWN],
        )
        .order_by("pk")
        .values_list("pk")
    )
)
"""Comments whose words may not be sent again: looked for before each one is stored."""
_STORING = PreparedInsert(Comment)


@dataclass(frozen=True)
class Submission:
    """What a reader sent, cleaned by the form, and which shown comment of the same story it answers.

    `staff` is who of the newsroom sent it, at the desk. `trap` is a field that readers do not see, `form_made_at` when
    the page with the form was made, in Unix time, if the form told.
    """

    name: str
    text: str
    email: str
    address: str
    answers: Comment | None = None
    staff: User | None = None
    trap: str = ""
    form_made_at: int | None = None

    @cached_property
    def sender(self) -> str:
        """The keyed hash of the address."""
        return address_hash(self.address)


def receive(story: Story, submission: Submission, *, now: datetime) -> Comment:
    """Store a comment as waiting and return it.

    The same name and words for the same story from the same address within 24 hours are one comment: the earlier one
    is returned, so the reader finds the same receipt. Not one that was refused or taken back. Of a shown one the words
    are public, and somebody behind the same address can repeat them: nobody may get its receipt by that.
    """
    return receive_once(story, submission, now=now)[0]


def receive_once(story: Story, submission: Submission, *, now: datetime) -> tuple[Comment, bool]:
    """Do as `receive` does, and tell whether the comment is new: what follows from a comment follows once."""
    mark = _mark(story, submission)
    with transaction.atomic(savepoint=False):
        one_at_a_time(mark)
        if known := _known(mark, now=now):
            return known, False
        return _store(story, submission, mark=mark, now=now), True


def received_before(story: Story, submission: Submission, *, now: datetime) -> Comment | None:
    """Return the comment that `receive` would return as the earlier one, without storing anything."""
    return _known(_mark(story, submission), now=now)


def mark_of(story: Story, name: str, text: str, *, sender: str, answered: int | None) -> str:
    """Return the fingerprint by which the same words of the same sender are known again, in the same place."""
    place = [str(story.news_id)] if answered is None else [str(story.news_id), str(answered)]
    return fingerprint(*place, name, text, sender)


def _mark(story: Story, submission: Submission) -> str:
    by = f"staff {submission.staff.pk}" if submission.staff else submission.sender
    answered = submission.answers.pk if submission.answers else None
    return mark_of(story, tamed(submission.name), tamed(submission.text), sender=by, answered=answered)


def _known(mark: str, *, now: datetime) -> Comment | None:
    rows = REPEATED.rows(mark=mark, since=now - REPEAT_WINDOW)
    return Comment.objects.get(pk=rows[0][0]) if rows else None


def _store(story: Story, submission: Submission, *, mark: str, now: datetime) -> Comment:
    answers = submission.answers
    comment = Comment(
        story=story,
        thread_id=(answers.thread_id or answers.pk) if answers else None,
        answers=answers,
        staff=submission.staff,
        name=tamed(submission.name),
        text=tamed(submission.text),
        email=submission.email,
        created_at=now,
        sent_at=now,
        key=secrets.token_hex(16),
        fingerprint=mark,
        address_hash=submission.sender,
        address_expires_at=now + ADDRESS_LIFE,
    )
    comment.receipt_digest = receipt_digest(receipt_token(comment.key))
    _STORING.store(comment)
    ask_for_proof(comment, now=now)
    return comment

"""Taking a comment in: stored as waiting, the same words once, a receipt either way."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from dateline.comments.models import Comment, State
from dateline.comments.privacy import address_hash, fingerprint, receipt_digest, receipt_token
from dateline.lib.database import one_at_a_time
from dateline.lib.taming import tamed
from dateline.stories.models import Story

REPEAT_WINDOW = timedelta(hours=24)
ADDRESS_LIFE = timedelta(days=30)


@dataclass(frozen=True)
class Submission:
    """What a reader sent, cleaned by the form, and how: `trap` is a field that readers do not see.

    `form_made_at` is when the page with the form was made, in Unix time, if the form told.
    """

    name: str
    text: str
    email: str
    address: str
    trap: str = ""
    form_made_at: int | None = None


def receive(story: Story, submission: Submission, *, now: datetime) -> Comment:
    """Store a comment as waiting and return it.

    The same name and words for the same story from the same address within 24 hours are one comment: the earlier one
    is returned, so the reader finds the same receipt. Not of a refused one. Of a shown one the words are public, and
    somebody behind the same address can repeat them: nobody may get its receipt by that.
    """
    return receive_once(story, submission, now=now)[0]


def receive_once(story: Story, submission: Submission, *, now: datetime) -> tuple[Comment, bool]:
    """Do as `receive` does, and tell whether the comment is new: what follows from a comment follows once."""
    sender = address_hash(submission.address)
    mark = mark_of(story, tamed(submission.name), tamed(submission.text), sender=sender)
    with transaction.atomic():
        one_at_a_time(mark)
        if known := _known(mark, now=now):
            return known, False
        return _store(story, submission, sender=sender, mark=mark, now=now), True


def received_before(story: Story, submission: Submission, *, now: datetime) -> Comment | None:
    """Return the comment that `receive` would return as the earlier one, without storing anything."""
    sender = address_hash(submission.address)
    return _known(mark_of(story, tamed(submission.name), tamed(submission.text), sender=sender), now=now)


def _known(mark: str, *, now: datetime) -> Comment | None:
    repeated = Comment.objects.filter(fingerprint=mark, created_at__gt=now - REPEAT_WINDOW)
    return repeated.exclude(state=State.REFUSED).first()


def mark_of(story: Story, name: str, text: str, *, sender: str) -> str:
    """Return the fingerprint by which the same words of the same sender under a story are known again."""
    return fingerprint(str(story.news_id), name, text, sender)


def _store(story: Story, submission: Submission, *, sender: str, mark: str, now: datetime) -> Comment:
    comment = Comment(
        story=story,
        name=tamed(submission.name),
        text=tamed(submission.text),
        email=submission.email,
        created_at=now,
        sent_at=now,
        key=secrets.token_hex(16),
        fingerprint=mark,
        address_hash=sender,
        address_expires_at=now + ADDRESS_LIFE,
    )
    comment.receipt_digest = receipt_digest(receipt_token(comment.key))
    comment.save()
    return comment

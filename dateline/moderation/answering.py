"""The newsroom's own comments: written at the desk by who may decide, and shown at once by a decision of theirs."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission, receive
from dateline.moderation import judging
from dateline.moderation.models import Decision
from dateline.moderation.models.decision import DECIDE
from dateline.people.models import User
from dateline.stories.models import Story


def write_as_newsroom(
    story: Story, *, name: str, text: str, answers: Comment | None = None, by: User, now: datetime
) -> Decision:
    """Put a comment of the newsroom under a story, by itself or in answer to a shown one, and return the decision.

    The same words again are the same comment. Raises `PermissionDenied` with a sentence for who may not decide there,
    where comments are closed, and where readers do not see the story or what is answered.
    """
    if refusal := refusal_of(story, answers, by=by, now=now):
        raise PermissionDenied(refusal)
    submission = Submission(name=name, text=text, email="", address="", answers=answers, staff=by)
    with transaction.atomic():
        comment = receive(story, submission, now=now)
        return judging.show(comment, by=by, now=now)


def refusal_of(story: Story, answers: Comment | None, *, by: User, now: datetime) -> str:
    """Return why somebody may not write there as the newsroom, in a sentence; empty where they may."""
    if not Story.objects.for_right(by, DECIDE).filter(pk=story.pk).exists():
        return _("Only moderators and desk chiefs rule on comments.")
    if not Story.objects.public(now).filter(pk=story.pk).exists():
        return _("Readers do not see this story.")
    if not story.commenting(now).takes:
        return _("Comments on this story are closed.")
    if answers and not Comment.objects.shown().filter(pk=answers.pk, story=story).exists():
        return _("Only a comment that readers see is answered. Show it first.")
    return ""

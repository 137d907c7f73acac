"""Puts out the later versions that are due, each in a transaction of its own. Called again and again by every server.

A row is claimed, then published and settled together: a second worker, one that took over from a dead one too, finds it
settled. What cannot go out is marked with the sentence that says why, and the next goes on.
"""

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models.correction_request import CorrectionRequest
from dateline.stories.models.later_version import LaterVersion, Outcome
from dateline.stories.models.story import Story

logger = logging.getLogger(__name__)


def put_out_due() -> int:
    """Put out everything that is due now, one after another, and return how many were dealt with.

    Raises `OperationalError` while the database is away: what was claimed then is taken up again.
    """
    count = 0
    while later := LaterVersion.objects.claim(clock.now()):
        _deal_with(later)
        count += 1
    return count


def _deal_with(later: LaterVersion) -> None:
    try:
        _put_out(later.pk)
    except (OperationalError, InterfaceError):
        raise
    except (PermissionDenied, ValidationError) as refusal:
        _fail(later, " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal))
    except Exception:
        # Whatever is wrong with this one, the others must go out.
        logger.exception("Later version %s did not go out.", later.pk)
        _fail(later, _("The text could not be put out: an error, which stands in the server’s log."))


def _put_out(pk: int) -> None:
    with transaction.atomic():
        later = LaterVersion.objects.waiting().select_for_update().filter(pk=pk).first()
        now = clock.now()
        if later is None or later.at > now:
            return  # done by another, cancelled, or moved since it was claimed
        story = Story.objects.select_for_update().get(pk=later.story_id)
        _publish(later, story, now)
        later.outcome, later.settled_at = Outcome.OUT, now
        later.save(update_fields=["outcome", "settled_at"])


def _publish(later: LaterVersion, story: Story, now: datetime) -> None:
    by = _refuse_unless_allowed(later, story, now)
    stage, is_newest = story.stage, story.latest_revision_id == later.revision_id
    answers = CorrectionRequest.objects.filter(pk__in=later.answers)
    words = {"note": later.note, "kind": later.kind, "reason": later.reason}
    story.correct(later.revision, by=by, answers=answers, now=now, **words)
    if not is_newest:
        # A newer text is being worked on, and is as far as it was.
        Story.objects.filter(pk=story.pk).update(stage=stage)


def _refuse_unless_allowed(later: LaterVersion, story: Story, now: datetime) -> User:
    story.refuse_unless_replaceable(now)
    if story.version != later.over:
        said = _("Version %(number)s went out meanwhile, and the timed text was not put over it. Compare the two.")
        raise PermissionDenied(said % {"number": story.version})
    if later.by is None:
        raise PermissionDenied(_("Who arranged it has no account any more."))
    if not beat_of(later.by, "stories.correct_story").covers(story.edition_id, story.section_id):
        raise PermissionDenied(_("Who arranged it may not correct this story any more."))
    return later.by


def _fail(later: LaterVersion, sentence: str) -> None:
    waiting = LaterVersion.objects.waiting().filter(pk=later.pk)
    waiting.update(outcome=Outcome.FAILED, settled_at=clock.now(), failure=sentence)

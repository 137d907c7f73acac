"""What the sample's desk does with a story: publish, time, submit or keep it, by the verbs that people use.

Called by `stories`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, Value
from django.db.models.functions import Least
from wagtail.models import ModelLogEntry, Revision

from dateline.people.models import User
from dateline.site.sample import notices
from dateline.site.sample.plan import StoryPlan
from dateline.stories.models import Story


@dataclass(frozen=True)
class Turn:
    """A story and the moment at which it was written, in the world of the sample."""

    plan: StoryPlan
    story: Story
    at: datetime
    amended: Story | None = None
    """The same story as it reads since it was amended, unsaved."""


def bring_to_state(turn: Turn, staff: dict[str, User], now: datetime) -> None:
    """Save the story's text and do with it what its plan says, dated back to its moment."""
    reporter, editor = staff["rolf"], staff["ines"]
    story, planned = turn.story, turn.plan
    revision = story.save_revision(user=reporter, clean=False)
    if planned.embargo_in is not None:
        story.embargo(now + timedelta(hours=planned.embargo_in), by=editor)
    if planned.publish_in is not None:
        story.schedule(now + timedelta(hours=planned.publish_in), by=editor)
    if planned.state == "in_review":
        story.submit(by=reporter)
    elif planned.state != "draft":
        story.publish(revision, user=editor, now=turn.at)
    _date_back(story, revision, turn.at)
    if planned.state == "updated":
        _update(turn, at=now - timedelta(hours=planned.updated_age), by=editor)
    elif planned.state == "changed":
        story.headline = planned.changed_headline
        story.save_revision(user=reporter, clean=False, log_action=True)
    _speak_of(turn, staff, now)


def _speak_of(turn: Turn, staff: dict[str, User], now: datetime) -> None:
    story, planned = turn.story, turn.plan
    if planned.amended and turn.amended:
        for name in ("headline", "lead", "photo_caption", "body"):
            setattr(story, name, getattr(turn.amended, name))
        _date_back(story, *notices.amend(story, planned.amended, now=now, by=staff["ines"]))
    if planned.taken_back:
        notices.take_back(story, planned.taken_back, now=now, by=staff["piet"])


def _update(turn: Turn, *, at: datetime, by: User) -> None:
    turn.story.lead = turn.plan.updated_lead
    revision = turn.story.save_revision(user=by, clean=False)
    turn.story.publish(revision, user=by, now=at)
    _date_back(turn.story, revision, at)


def _date_back(story: Story, revision: Revision, at: datetime) -> None:
    # Wagtail dates its own rows by the clock; the desk's history should tell the story's times.
    story.revisions.filter(pk=revision.pk).update(created_at=at)
    entries = ModelLogEntry.objects.for_instance(story).filter(Q(revision=revision) | Q(revision=None))
    entries.update(timestamp=at)
    dated = {"last_published_at": at} if story.live else {}
    Story.objects.filter(pk=story.pk).update(created_at=Least("created_at", Value(at)), **dated)

"""What the sample's desk did to stories that readers knew: corrected, held, killed by their verbs. `desk` calls it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from wagtail.models import ModelLogEntry, Revision

from dateline.people.models import User
from dateline.site.sample.plan import Amendment, StoryPlan, TakingBack
from dateline.stories.models import Story


def as_first_published(planned: StoryPlan) -> StoryPlan:
    """Return the plan of the text that readers saw before it was amended; of any other story the plan itself."""
    if planned.amended is None:
        return planned
    body = [_as_it_was(block, planned.amended.reworded) for block in planned.body]
    facts: dict[str, Any] = planned.amended.was
    return replace(planned, body=[block for block in body if block], amended=None, **facts)


def amend(story: Story, amended: Amendment, *, now: datetime, by: User) -> tuple[Revision, datetime]:
    """Put out the text that the story holds now, as the newest version; return its revision, and when that was."""
    at = now - timedelta(hours=amended.age)
    revision = story.save_revision(user=by, clean=False)
    story.correct(revision, by=by, note=amended.note, kind=amended.kind, reason=amended.reason, now=at)
    return revision, at


def take_back(story: Story, taking: TakingBack, *, now: datetime, by: User) -> None:
    """Hold or kill the story."""
    at = now - timedelta(hours=taking.age)
    verb = {"hold": story.hold, "kill": story.kill}[taking.verb]
    verb(by=by, reason=taking.reason, ground=taking.ground, text=taking.text, now=at)
    ModelLogEntry.objects.for_instance(story).filter(action=f"dateline.{taking.verb}").update(timestamp=at)


def _as_it_was(block: Any, reworded: list[list[str]]) -> Any:
    for was, now_is in reworded:
        block = block.replace(now_is, was) if isinstance(block, str) else block
    return block

"""The states of a story as the desk says them: one word each, the same in lists, filters and figures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dateline.lib import clock
from dateline.stories.models import Story
from dateline.stories.moves import Stage
from dateline.stories.queries import StoryQuerySet


@dataclass(frozen=True)
class StoryState:
    """A word, the mark that goes with it, and which stories are in it now."""

    code: str
    word: Promise
    which: Callable[[StoryQuerySet, datetime], StoryQuerySet]


DRAFT = StoryState("draft", _("Draft"), lambda stories, now: stories.drafts())
REVIEW = StoryState("review", _("In review"), lambda stories, now: stories.in_review())
READY = StoryState("ready", _("Ready"), lambda stories, now: stories.ready())
TIMED = StoryState("timed", _("Timed"), lambda stories, now: stories.timed(now))
CHANGED = StoryState("changed", _("Published, with changes"), lambda stories, now: stories.public(now).with_changes())
PUBLISHED = StoryState("published", _("Published"), lambda stories, now: stories.public(now))
WITHHELD = StoryState("withheld", _("Withheld"), lambda stories, now: stories.filter(pub_status="withheld"))
KILLED = StoryState("killed", _("Killed"), lambda stories, now: stories.filter(pub_status="canceled"))

STATES = (DRAFT, REVIEW, READY, TIMED, CHANGED, PUBLISHED, WITHHELD, KILLED)
BY_CODE = {state.code: state for state in STATES}


def state_of(story: Story) -> StoryState:
    """Return the state of a story: what bars it first, then how far its newest text is, then what readers have."""
    if story.pub_status != "usable":
        return KILLED if story.pub_status == "canceled" else WITHHELD
    if story.stage in (Stage.REVIEW, Stage.READY):
        return BY_CODE[story.stage]
    if not story.live:
        return DRAFT
    if story.is_timed(clock.now()):
        return TIMED
    return CHANGED if story.has_unpublished_changes else PUBLISHED

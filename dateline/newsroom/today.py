"""What comes out by itself before the day is over: embargoes that end, publication times that are reached."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dateline.people.models import User
from dateline.stories.models import LaterVersion, Story

LONGEST_DAY = timedelta(hours=25)
MOST = 100
"""Stories that are looked at: the desk of a whole agency has a few."""


@dataclass(frozen=True)
class Coming:
    """An instant of today, on the clocks of the story's edition, and what happens then."""

    at: datetime
    what: Promise
    story: Story


def coming_today(user: User, now: datetime) -> list[Coming]:
    """Return what is still to come on the day that each story's edition has, the first one first.

    Stories whose times this person may set; one that is not approved too, since its time passes without it. The
    last bar of two is what counts: before it nothing comes out. Five queries.
    """
    later = LaterVersion.objects.for_right(user, "stories.correct_story").waiting()
    texts = later.filter(at__lt=now + LONGEST_DAY).prefetch_related("story__edition")
    near = Story.objects.timeable_by(user).with_a_time_between(now, now + LONGEST_DAY)
    found = [_coming(story) for story in near.prefetch_related("edition")[:MOST]]
    found += [Coming(text.at, _("Another text goes out"), text.story) for text in texts[:MOST]]
    return sorted((each for each in found if _is_today(each, now)), key=lambda each: each.at)


def _coming(story: Story) -> Coming:
    embargo, own = story.embargoed_until, story.publish_at
    if embargo and (own is None or embargo >= own):
        return Coming(embargo, _("Embargo ends"), story)
    assert own
    return Coming(own, _("Comes out"), story)


def _is_today(coming: Coming, now: datetime) -> bool:
    zone = coming.story.edition.zone
    return coming.at > now and coming.at.astimezone(zone).date() == now.astimezone(zone).date()

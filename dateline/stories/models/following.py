"""A flash, and the story that follows it: a headline is out in seconds, its text comes under a number of its own."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.lib import clock
from dateline.lib.database import one_at_a_time
from dateline.people.models import User
from dateline.stories.models.comments_door import CommentsDoor
from dateline.stories.models.edition import Edition, Section
from dateline.stories.models.genre import Genre
from dateline.stories.moves import PUBLISH

if TYPE_CHECKING:
    from dateline.stories.models.story import Story

FLASH_URGENCY, FOLLOWING_URGENCY = 1, 2
TWICE_WITHIN = timedelta(minutes=10)
"""The same words of the same person again so soon are one flash: Enter was pressed twice, or the line was slow."""


class Followed:
    """What a story knows of the one that goes on where it ends."""

    def follow(self: Any, *, by: User) -> "Story":
        """Return the draft of the story that follows this one, begun now or before.

        It carries headline, place, section and topics, and is the update of this one. Raises `PermissionDenied` with a
        sentence for a killed story.
        """
        if self.is_killed:
            raise PermissionDenied(_("A killed story is not followed by another."))
        with transaction.atomic():
            flash = self._locked()
            begun: Story | None = flash.updates.filter(live=False).order_by("pk").first()
            return begun or _begin(flash, by=by)


def flash(headline: str, *, edition: Edition, section: Section | None, place: str, by: User) -> "Story":
    """Put a headline out at once, of the highest urgency; of somebody who may not publish, hand it in.

    The same words again within ten minutes are the flash that is there.
    """
    from dateline.stories.models.story import Story

    with transaction.atomic():
        one_at_a_time("flash")
        words = " ".join(headline.split())
        before = Story.objects.filter(genre=Genre.FLASH, edition=edition, headline=words, latest_revision__user=by)
        known: Story | None = before.filter(created_at__gte=clock.now() - TWICE_WITHIN).first()
        if known:
            return known
        facts: dict[str, Any] = {"genre": Genre.FLASH, "urgency": FLASH_URGENCY, "comments_door": CommentsDoor.CLOSED}
        story = Story(edition=edition, section=section, headline=words, dateline_place=place.strip(), **facts)
        story.save()
        revision = story.save_revision(user=by)
        if story.refusal(PUBLISH, by=by):
            story.submit(by=by)
        else:
            story.publish(revision, user=by)
        return story


def _begin(flash: Any, *, by: User) -> "Story":
    carried = {name: getattr(flash, name) for name in ("edition", "section", "headline", "dateline_place", "slugline")}
    story: Story = type(flash)(update_of=flash, urgency=FOLLOWING_URGENCY, **carried)
    story.topics.set(flash.topics.all())
    story.save()
    story.save_revision(user=by)
    return story

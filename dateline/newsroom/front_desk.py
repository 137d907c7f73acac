"""The desk's front page: what waits for this person, as figures that lead to their rows, and as the rows themselves.

Everything is asked for the right by which this person would do something about it, and in bounded queries whose number
does not grow with what waits: the rows of all tables are completed together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Revision

from dateline.lib import clock, whereabouts
from dateline.newsroom import states
from dateline.newsroom.figures import figures
from dateline.newsroom.most_read import most_read_lately
from dateline.newsroom.today import Coming, coming_today
from dateline.people.models import User
from dateline.stories.beats import Beat, beat_of
from dateline.stories.models import CorrectionRequest, Edition, Genre, LaterVersion, Story

ROWS = 12
MOST_READ = 5
FOLLOWED_WITHIN = timedelta(days=1)
"""A flash that nobody has followed for longer needs no story any more."""


@dataclass
class Row:
    """A story and why it stands there: an instant that matters more than its own time, and words of somebody."""

    story: Story
    words: str = ""
    since: datetime | None = None
    coming: Coming | None = None
    address: str = ""
    """Where something is done about it, if that is not the story's editor."""
    state: states.StoryState = field(init=False)

    @property
    def time(self) -> datetime:
        return self.since or self.story.first_published_at or self.story.created_at  # type: ignore[no-any-return]

    def complete(self, writing: Beat) -> None:
        """Add what follows from the story, once it is loaded whole."""
        self.state = states.state_of(self.story)
        may_write = writing.covers(self.story.edition_id, self.story.section_id)
        own = "stories:edit" if may_write else "newsroom-story-handing"
        self.address = self.address or reverse(own, args=[self.story.pk])


@dataclass
class Table:
    """Rows under a title. One that `waits` is somebody's next work; the others are for looking around."""

    title: Promise
    rows: Sequence[Row]
    waits: bool = True


class FrontDesk(Component):
    """The whole page, since only all of it together can say that nothing waits."""

    order = 0
    template_name = "newsroom/front/desk.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, now = parent_context["request"].user, clock.now()
        tables = list(_tables(user, now))
        _complete(user, [row for table in tables for row in table.rows])
        shown = figures(user, now)
        waiting = [row for table in tables if table.waits for row in table.rows]
        return {
            "figures": shown,
            "tables": [table for table in tables if table.rows],
            "is_quiet": not waiting and not any(figure.count for figure in shown),
            "may_begin": bool(beat_of(user, "stories.add_story")),
            "now": now,
            "clocks": _zones(user),
        }


def _tables(user: User, now: datetime) -> Iterator[Table]:
    mine = Story.objects.changeable_by(user)
    seen = Story.objects.visible_to(user)
    review = Story.objects.reviewable_by(user).in_review()
    ready = Story.objects.publishable_by(user).ready()
    yield Table(_("Taken back, and still live"), _still_live(user, now))
    yield Table(_("Sent back to you"), _rows(mine.sent_back_to(user).order_by("-latest_revision")))
    yield Table(_("Did not go out"), [_failed(each) for each in _failures(user)])
    yield Table(_("Corrections asked for"), [_asked(each) for each in _requests(user)])
    yield Table(_("Awaiting your review"), _rows(review.order_by("urgency", "latest_revision")))
    yield Table(_("Ready to be published"), _rows(ready.order_by("latest_revision")))
    yield Table(_("Flashes without a story"), [_to_follow(each) for each in _flashes(user, now)])
    yield Table(_("Still to come today"), [Row(each.story, coming=each) for each in coming_today(user, now)[:ROWS]])
    mine_elsewhere = [row for stage in (seen.in_review(), seen.ready()) for row in _rows(stage.handed_in_by(user))]
    yield Table(_("Yours, with somebody else"), mine_elsewhere)
    yield Table(_("Being written"), _rows(mine.drafts().order_by("-latest_revision")), waits=False)
    yield Table(_("Latest stories"), _rows(seen.filter(live=True).newest_first()), waits=False)
    read = most_read_lately(user, now, MOST_READ)
    yield Table(_("Most read in the last 24 hours"), [_read(*each) for each in read], waits=False)


def _read(story: Story, count: int) -> Row:
    words = ngettext("%(count)s read", "%(count)s reads", count) % {"count": count}
    return Row(story, words=words, address=reverse("newsroom-story-reads", args=[story.pk]))


def _rows(stories: Iterable[Story]) -> list[Row]:
    return [Row(story) for story in stories[:ROWS]]  # type: ignore[index]


def _still_live(user: User, now: datetime) -> list[Row]:
    right = "stories.hold_story"
    if not beat_of(user, right):
        return []
    overdue = whereabouts.overdue(now)
    mine = Story.objects.for_right(user, right).in_bulk([each.story for each in overdue])
    return [_overdue(mine[each.story], each) for each in overdue if each.story in mine][:ROWS]


def _overdue(story: Story, overdue: whereabouts.Overdue) -> Row:
    address = reverse("newsroom-story-deliveries", args=[story.pk])
    return Row(story, words=", ".join(overdue.keepers), since=overdue.since, address=address)


def _requests(user: User) -> Iterable[CorrectionRequest]:
    mine = CorrectionRequest.objects.for_right(user, "stories.correct_story").open()
    # Two queries rather than a join: SQLite would begin at the stories.
    return mine.prefetch_related("story")[:ROWS]


def _asked(request: CorrectionRequest) -> Row:
    address = reverse("newsroom-story-asked", args=[request.story_id])
    return Row(request.story, words=request.text, since=request.asked_at, address=address)


def _failures(user: User) -> Iterable[LaterVersion]:
    mine = LaterVersion.objects.for_right(user, "stories.correct_story").failed()
    return mine.prefetch_related("story")[:ROWS]


def _failed(later: LaterVersion) -> Row:
    address = reverse("newsroom-story-later", args=[later.story_id])
    return Row(later.story, words=str(_(later.failure)), since=later.at, address=address)


def _flashes(user: User, now: datetime) -> Iterable[Story]:
    new = Story.objects.for_right(user, "stories.add_story").filter(first_published_at__gte=now - FOLLOWED_WITHIN)
    followed = Story.objects.filter(update_of=OuterRef("pk"))
    alone = new.filter(~Exists(followed), genre=Genre.FLASH, live=True, pub_status="usable")
    return alone.newest_first()[:ROWS]


def _to_follow(flash: Story) -> Row:
    return Row(flash, address=reverse("newsroom-story-follow", args=[flash.pk]))


def _complete(user: User, rows: list[Row]) -> None:
    # Not joined: SQLite would begin at the editions, and sort every story there is.
    texts = Prefetch("latest_revision", Revision.objects.defer("content").select_related("user"))
    prefetch_related_objects([row.story for row in rows], "section", "edition", "locked_by", texts)
    writing = beat_of(user, "stories.change_story")
    for row in rows:
        row.complete(writing)


def _zones(user: User) -> list[str]:
    """The clocks of the newsroom: those of the editions in which this person sees stories."""
    seen = Edition.objects.filter(beat_of(user, "stories.view_story").asks_reached("pk"))
    return list(dict.fromkeys(seen.values_list("time_zone", flat=True)))

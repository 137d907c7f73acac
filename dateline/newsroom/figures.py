"""The figures at the top of the desk's front page: how many wait for this person, of what, each leading to its rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import Comment, State
from dateline.lib import troubles
from dateline.moderation.models import Appeal, Pass, Report, Threat
from dateline.newsroom import states
from dateline.newsroom.photos import works_with_photos
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models import Photo, Story


@dataclass(frozen=True)
class Figure:
    """How many wait, of what, where they are, and since when the oldest of them does."""

    count: int
    label: Promise | str
    address: str
    since: datetime | None = None
    is_fault: bool = False


OF_STORIES = (
    (states.REVIEW, "stories.review_story", _("stories in review")),
    (states.READY, "stories.publish_story", _("ready to be published")),
    (states.DRAFT, "stories.change_story", _("drafts")),
    (states.CHANGED, "stories.change_story", _("published, with changes not out")),
    (states.TIMED, "stories.time_story", _("stories whose time is to come")),
)
"""A state, the right by which somebody does something about it, and its words."""


def figures(user: User, now: datetime) -> list[Figure]:
    """Return the figures of what this person may act on; none of a kind that their role does not do."""
    found: list[Figure] = []
    if user.has_perm("moderation.decide_comment"):
        found += [_comments(user), *_unread(user), *_reports(user, now), *_appeals(user), *_asked(user)]
    found += [_stories(user, state, right, label, now) for state, right, label in OF_STORIES if beat_of(user, right)]
    if beat_of(user, "stories.change_story"):
        unread = Story.objects.changeable_by(user).filter(headline_is_derived=True).count()
        address = _list(headline_is_derived="true", may="change_story")
        found.append(Figure(unread, _("headlines made by rule"), address))
    if works_with_photos(user):
        missing = Photo.objects.missing().count()
        found.append(Figure(missing, _("photos without their file"), reverse("newsroom-missing-photos")))
    if user.has_perm("stories.change_edition"):
        found += _troubles(now)
    return found


def _comments(user: User) -> Figure:
    waiting = Comment.objects.for_right(user, "moderation.decide_comment").waiting()
    row: Any = waiting.aggregate(count=Count("pk"), oldest=Min("sent_at"))
    return Figure(row["count"], _("comments wait"), reverse("newsroom-comments"), since=row["oldest"])


def _reports(user: User, now: datetime) -> list[Figure]:
    """The reports that wait, if there are any; a fault where one of libel has waited longer than it may."""
    waiting = Report.objects.for_right(user, "moderation.decide_comment").waiting()
    row: Any = waiting.aggregate(count=Count("pk"), oldest=Min("filed_at"), due=Min("due_at"))
    if not row["count"]:
        return []
    late = bool(row["due"] and row["due"] <= now)
    label = _("reports wait, one of libel for too long") if late else _("reports wait")
    return [Figure(row["count"], label, reverse("newsroom-reports"), since=row["oldest"], is_fault=late)]


def _unread(user: User) -> list[Figure]:
    """What a program showed and nobody has read, if there is any."""
    unread = Comment.objects.for_right(user, "moderation.decide_comment").not_read_yet()
    row: Any = unread.aggregate(count=Count("pk"), oldest=Min("unread_since"))
    address = f"{reverse('newsroom-comments')}?state=unread"
    return [Figure(row["count"], _("shown, not read yet"), address, since=row["oldest"])] if row["count"] else []


def _appeals(user: User) -> list[Figure]:
    """The appeals that wait for this person, if there are any; not those that others must answer."""
    waiting = Appeal.objects.for_right(user, "moderation.decide_comment").waiting().answerable_by(user)
    row: Any = waiting.aggregate(count=Count("pk"), oldest=Min("filed_at"))
    address = reverse("newsroom-appeals")
    return [Figure(row["count"], _("appeals wait"), address, since=row["oldest"])] if row["count"] else []


def _asked(user: User) -> list[Figure]:
    """What colleagues have passed to this person, and the threats to life of which no authority has been told."""
    threats = Threat.objects.for_right(user, "moderation.decide_comment").open().filter(told=None)
    passes = Pass.objects.for_right(user, "moderation.decide_comment").standing().to(user)
    rows: list[Any] = [
        threats.aggregate(count=Count("pk"), oldest=Min("raised_at")),
        passes.exclude(comment__state=State.TAKEN_BACK).aggregate(count=Count("pk"), oldest=Min("passed_at")),
    ]
    address, labels = reverse("newsroom-passed"), (_("threats to life, nobody told yet"), _("passed to you"))
    figures = [
        Figure(row["count"], label, f"{address}?of={name}", since=row["oldest"], is_fault=name == "threats")
        for row, label, name in zip(rows, labels, ("threats", "mine"), strict=True)
    ]
    return [figure for figure in figures if figure.count]


def _stories(user: User, state: states.StoryState, right: str, label: Promise, now: datetime) -> Figure:
    count = state.which(Story.objects.for_right(user, right), now).count()
    return Figure(count, label, _list(state=state.code, may=right.removeprefix("stories.")))


def _troubles(now: datetime) -> list[Figure]:
    found = troubles.all_at(now)
    if not found:
        return []
    count = sum(each.count for each in found)
    return [Figure(count, _("not delivered"), reverse("newsroom-troubles"), since=found[0].since, is_fault=True)]


def _list(**narrowed: str) -> str:
    return f"{reverse('stories:list')}?{urlencode(narrowed)}"

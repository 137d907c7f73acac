"""The desk's front page: what waits for this person, as figures that lead to their rows, and the latest stories."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.newsroom import states
from dateline.newsroom.photos import works_with_photos
from dateline.people.models import User
from dateline.stories.beats import Beat, beat_of
from dateline.stories.models import Photo, Story
from dateline.stories.queries import StoryQuerySet

ROWS = 12


@dataclass(frozen=True)
class Figure:
    """How many wait, of what, and where they are."""

    count: int
    label: str
    address: str


def figures(user: User) -> list[Figure]:
    """Return the figures of this person's own work; none of a kind that their role does not do."""
    found: list[Figure] = []
    if user.has_perm("moderation.decide_comment"):
        waiting = Comment.objects.for_right(user, "moderation.decide_comment").waiting()
        found.append(Figure(waiting.count(), "comments wait", reverse("newsroom-comments")))
    if user.has_perm("stories.change_story"):
        found += [_stories(user, state, label) for state, label in STORY_FIGURES]
        unread = Story.objects.visible_to(user).filter(headline_is_derived=True).count()
        found.append(Figure(unread, "headlines made by rule", _list(headline_is_derived="true")))
    if works_with_photos(user):
        missing = Photo.objects.missing().count()
        found.append(Figure(missing, "photos without their file", reverse("newsroom-missing-photos")))
    return found


STORY_FIGURES = (
    (states.REVIEW, "stories in review"),
    (states.READY, "ready to be published"),
    (states.DRAFT, "drafts"),
    (states.CHANGED, "published, with changes not out"),
    (states.TIMED, "stories whose time is to come"),
)


def _stories(user: User, state: states.StoryState, label: str) -> Figure:
    stories = state.which(Story.objects.visible_to(user), clock.now())
    return Figure(stories.count(), label, _list(state=state.code))


def _list(**narrowed: str) -> str:
    return f"{reverse('stories:list')}?{urlencode(narrowed)}"


class Figures(Component):
    order = 10
    template_name = "newsroom/front/figures.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"figures": figures(parent_context["request"].user)}


class StoryRows(Component):
    """A table of stories under a title."""

    template_name = "newsroom/front/story_rows.html"
    title: Any = ""

    def rows(self, user: User) -> StoryQuerySet:
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        # Not joined: SQLite would begin at the editions, and sort every story there is.
        stories = self.rows(user).prefetch_related("section", "edition", "locked_by", "latest_revision__user")
        writing = beat_of(user, "stories.change_story")
        rows = [(story, states.state_of(story), _may(writing, story)) for story in stories[:ROWS]]
        return {"title": self.title, "rows": rows}


class SentBack(StoryRows):
    order = 12
    title = _("Sent back to you")

    def rows(self, user: User) -> StoryQuerySet:
        return Story.objects.changeable_by(user).sent_back_to(user).order_by("-latest_revision")


class InReview(StoryRows):
    order = 14
    title = _("Awaiting your review")

    def rows(self, user: User) -> StoryQuerySet:
        return Story.objects.reviewable_by(user).in_review().order_by("latest_revision")


class Ready(StoryRows):
    order = 16
    title = _("Ready to be published")

    def rows(self, user: User) -> StoryQuerySet:
        return Story.objects.publishable_by(user).ready().order_by("latest_revision")


class NotOut(StoryRows):
    order = 20
    title = "Being written"

    def rows(self, user: User) -> StoryQuerySet:
        return Story.objects.visible_to(user).drafts().order_by("-latest_revision")


class Latest(StoryRows):
    order = 30
    title = "Latest stories"

    def rows(self, user: User) -> StoryQuerySet:
        return Story.objects.visible_to(user).filter(live=True).newest_first()


def _may(beat: Beat, story: Story) -> bool:
    return beat.covers(story.edition_id, story.section_id)


PANELS = (Figures, SentBack, InReview, Ready, NotOut, Latest)

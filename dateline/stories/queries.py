"""Which stories: the questions that pages, feeds, search and the desk ask.

`public(now)` is the one place that knows whether a reader may see a story (decisions/0003).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Lead
from wagtail.search.queryset import SearchableQuerySetMixin

from dateline.lib.noted import NotedQuerySet
from dateline.lib.periods import midnight
from dateline.people.models import User
from dateline.stories import tags
from dateline.stories.beats import beat_of
from dateline.stories.moves import MAKE_READY, PUBLISH, SEND_BACK, SUBMIT, Stage

FEW = 500
"""Stories of a topic that are read and sorted rather than met on a walk through the newest."""


OF_THE_TEXT = ("body", "version", "version_created", "related_stories")
"""What a story's own page shows beyond what lists do: with none of it loaded, a row is a headline."""


class NeverDeleted(PermissionDenied):
    """What readers know is never deleted: stories, versions, topics. Its text is a sentence for a person."""


class CountOf(Subquery):
    """The number of rows of a subquery, which may be cut short."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


class StoryQuerySet(SearchableQuerySetMixin, NotedQuerySet):
    in_general = tags.STORIES

    def public(self, now: datetime | models.Expression) -> Self:
        """Stories that a reader may see at `now`: published, usable, their time come, no embargo."""
        return self.filter(
            Q(publish_at=None) | Q(publish_at__lte=now),
            Q(embargoed_until=None) | Q(embargoed_until__lte=now),
            live=True,
            pub_status="usable",
        )

    def findable(self, now: datetime) -> Self:
        """Public stories that search engines may find."""
        return self.public(now).filter(unlisted_since=None)

    def out_of_sight(self, now: datetime) -> Self:
        """Stories that were published and that no reader may see at `now`: with `public` these are all of them.

        Few in any archive. Put together of parts that each have a small index, so it can be asked for columns and no
        more. Ask it of all stories: told the edition, SQLite would read all of that.
        """
        published = self.filter(version__gt=0).order_by()
        return published.filter(publish_at__gt=now).union(
            published.filter(embargoed_until__gt=now),
            published.filter(live=False),
            published.exclude(pub_status="usable"),
        )

    def for_right(self, user: User, right: str) -> Self:
        """Stories in the sections where this member of staff has a right, written `app.codename`."""
        beat = beat_of(user, right)
        return self.filter(beat.asks()) if beat else self.none()

    def taken_back(self) -> Self:
        """Held or killed stories that readers knew. At their addresses stands a notice; of any other, nothing."""
        notices: Any = self.model._meta.get_field("notices").related_model
        knew = notices._base_manager.filter(story=OuterRef("pk"), readers_knew=True)
        return self.filter(Exists(knew), live=True, pub_status__in=["withheld", "canceled"])

    def visible_to(self, user: User) -> Self:
        """Stories that this member of staff may see at the desk."""
        return self.for_right(user, "stories.view_story")

    def changeable_by(self, user: User) -> Self:
        """Stories whose text this member of staff may change."""
        return self.for_right(user, "stories.change_story")

    def reviewable_by(self, user: User) -> Self:
        """Stories that this member of staff may make ready or send back."""
        return self.for_right(user, MAKE_READY.right)

    def publishable_by(self, user: User) -> Self:
        """Stories that this member of staff may put out."""
        return self.for_right(user, PUBLISH.right)

    def timeable_by(self, user: User) -> Self:
        """Stories whose publication time and embargo this member of staff may set."""
        return self.for_right(user, "stories.time_story")

    def sent_back_to(self, user: User) -> Self:
        """Drafts that this person handed in and got back, with a note."""
        handovers = self._handovers()
        # From what this person handed in: an archive that came in as drafts has a hundred thousand of them.
        own = self.drafts().filter(pk__in=handovers.filter(verb=SUBMIT.verb, by=user).values("story"))
        last = handovers.filter(story=OuterRef("pk")).values("verb")[:1]
        return own.annotate(last_verb=Subquery(last)).filter(last_verb=SEND_BACK.verb)

    def handed_in_by(self, user: User) -> Self:
        """Stories that this person once handed in. Ask it of the few in one stage."""
        return self.filter(Exists(self._handovers().filter(story=OuterRef("pk"), verb=SUBMIT.verb, by=user)))

    def _at(self, stage: Stage) -> Self:
        # By their numbers from the small index of the stage: told more, SQLite goes through an edition or every text.
        few = self.model._base_manager.filter(stage=stage).order_by().values("pk")
        return self.filter(pk__in=few, pub_status="usable")

    def _handovers(self) -> Any:
        return self.model.handovers.rel.related_model.objects  # type: ignore[attr-defined]

    def drafts(self) -> Self:
        """Never out, and nobody reads them before publication: started, or sent back."""
        return self.filter(live=False, pub_status="usable", stage=Stage.DRAFT)

    def in_review(self) -> Self:
        """Handed in by their writer, and read by an editor before they go out."""
        return self._at(Stage.REVIEW)

    def ready(self) -> Self:
        """Approved, and waiting for somebody with the right to publish."""
        return self._at(Stage.READY)

    def timed(self, now: datetime) -> Self:
        """Published, and hidden until their time comes."""
        return self.filter(Q(publish_at__gt=now) | Q(embargoed_until__gt=now), live=True, pub_status="usable")

    def with_a_time_between(self, start: datetime, end: datetime) -> Self:
        """Those that may be used, with a publication time or the end of an embargo after `start` and before `end`."""
        near = Q(publish_at__gt=start, publish_at__lt=end) | Q(embargoed_until__gt=start, embargoed_until__lt=end)
        return self.filter(near, pub_status="usable")

    def with_changes(self) -> Self:
        """Out, with a newer text that is not."""
        return self.filter(live=True, has_unpublished_changes=True)

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-news_id")

    def on_day(self, day: date, zone: Any) -> Self:
        """Stories first published on a day of the time zone given, from midnight to midnight there."""
        return self.between(midnight(day, zone), midnight(day + timedelta(days=1), zone))

    def between(self, start: datetime, end: datetime) -> Self:
        """Stories first published from `start` until before `end`."""
        return self.filter(first_published_at__gte=start, first_published_at__lt=end)

    def counted_between(self, starts: Sequence[datetime]) -> list[int]:
        """Return how many stories were first published from each instant to the next. One query.

        The database groups by the instants themselves, so both engines agree on where a day begins.
        """
        within = self.between(starts[0], starts[-1]).order_by()
        counts = dict(within.annotate(span=_span(starts, 0)).values_list("span").annotate(count=Count("*")))
        return [counts.get(number, 0) for number in range(len(starts) - 1)]

    def on_topic(self, topic: Any) -> Self:
        """Stories on a topic. One small query at once, because few and many stories are found in two ways.

        A few are read and sorted. Among many the newest are met soon on a walk through the edition, which SQLite takes
        whenever it is told the edition; for a few it would go through the whole archive.
        """
        through = self.model.topics.through  # type: ignore[attr-defined]
        on_it = through.objects.filter(topic=topic).values_list("story", flat=True)
        few = list(on_it[: FEW + 1])
        if len(few) <= FEW:
            return self.filter(pk__in=few)
        return self.filter(topics=topic, edition=topic.edition_id)

    def gaps(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of news IDs between two that no story has, each by its first and last number."""
        following = Window(Lead("news_id"), order_by=F("news_id").asc())
        rows = self.filter(news_id__range=(first, last)).annotate(following=following)
        before_gaps = rows.filter(following__gt=F("news_id") + 1).order_by("news_id")
        for number, following_number in before_gaps.values_list("news_id", "following").iterator():
            yield number + 1, following_number - 1

    def for_lists(self) -> Self:
        """What a headline list shows, with no text: section, edition and photo loaded in one query."""
        return self.select_related("section", "edition", "photo").defer(*OF_THE_TEXT, "ed_note")

    def delete(self) -> Any:
        """Refuse: a story that was ever out is held or killed, and its number answers for ever."""
        raise NeverDeleted("A story is never deleted. Hold it or kill it.")


def _span(starts: Sequence[datetime], number: int) -> Case | Value:
    """Tell between which two instants a story lies, from `number` on: halved, as twenty years have 240 months."""
    if len(starts) == 2:
        return Value(number)
    half = len(starts) // 2
    earlier = When(first_published_at__lt=starts[half], then=_span(starts[: half + 1], number))
    return Case(earlier, default=_span(starts[half:], number + half))

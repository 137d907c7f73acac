"""Which tags a change of a story makes untrue. Called by `purging`, with what readers knew before and know after.

A story that leaves a list stood on its pages, and they carry its headline's tag. One that enters was on none, so the
lists it enters are named here: their first page if it is among the newest, a later page by the month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from dateline.delivery import archive
from dateline.delivery.sitemaps import NEWS_FOR, PART
from dateline.lib.periods import midnight, month_of, year_of
from dateline.stories import tags
from dateline.stories.models import Edition, Story, Topic
from dateline.stories.shown import Shown

FIRST = 50
"""At least as many stories as stand on the first page of any list that is paged, or in a feed."""


@dataclass(frozen=True)
class Change:
    """One story, before and after, and the instant at which lists are compared."""

    story: Story
    was: Shown
    now_is: Shown
    at: datetime

    @property
    def is_seen(self) -> bool:
        return self.was.is_public or self.now_is.is_public

    @property
    def turned(self) -> bool:
        """Whether the story came before readers or went from them."""
        return self.was.is_public != self.now_is.is_public

    @property
    def moved(self) -> bool:
        """Whether it stands at another time or in another edition than before."""
        before, after = self.was, self.now_is
        return (before.first_published_at, before.edition_id) != (after.first_published_at, after.edition_id)

    @property
    def enters(self) -> bool:
        return self.now_is.is_public and (self.turned or self.moved)

    @property
    def leaves(self) -> bool:
        return self.was.is_public and (self.turned or self.moved)


def tags_of(change: Change) -> set[str]:
    """Return the tags that the change makes untrue; none for a story that readers neither saw nor see."""
    return set(_named(change)) if change.is_seen else set()


def _named(change: Change) -> Iterator[str]:
    story = change.story
    yield tags.story(story.news_id)
    yield tags.SITEMAP  # with the time of each part's newest change
    yield tags.sitemap_of_stories(story.news_id // PART)
    if change.turned or change.moved or change.was.lists_show != change.now_is.lists_show:
        yield tags.headline(story.news_id)
        yield tags.STORIES
        yield from _newest_news(change)
        if story.update_of_id:
            yield tags.updates(story.update_of_id)
    if change.was.is_listed != change.now_is.is_listed:
        yield from (*_newest_news(change), *_translations(story))
    if change.turned:
        yield tags.unseen(story.pk)
        yield from _translations(story)
        yield from (tags.old_address(old.path) for old in story.old_addresses.all())
    yield from _sections(change)
    yield from _topics(change)
    if change.enters:
        yield from _dates(change.now_is, story, change.at)
        yield from entering(tags.front(story.edition.code), _public(story, change.at), story)
    if change.leaves:
        yield from _dates(change.was, story, change.at)


def entering(of_list: str, public: Any, story: Story) -> Iterator[str]:
    """The pages of a list on which a story stands that has just come to it."""
    moment, number = story.first_published_at, story.news_id
    newer = public.filter(Q(first_published_at__gt=moment) | Q(first_published_at=moment, news_id__gt=number))
    above = newer.order_by()[:FIRST].count()
    if above < FIRST:
        yield of_list
    if above:
        yield tags.within(of_list, moment)
        yield tags.across(of_list)
        if not public.filter(first_published_at__lt=moment).exists():
            yield tags.end_of(of_list)


def _public(story: Story, at: datetime) -> Any:
    return Story.objects.public(at).filter(edition=story.edition_id)


def _newest_news(change: Change) -> Iterator[str]:
    moments = (change.was.first_published_at, change.now_is.first_published_at)
    if any(moment and moment > change.at - NEWS_FOR for moment in moments):
        yield tags.NEWS_SITEMAP


def _translations(story: Story) -> Iterator[str]:
    first = story.translation_of_id or story.pk
    yield tags.translations(first)
    same = Story.objects.filter(Q(pk=first) | Q(translation_of=first)).values_list("news_id", flat=True)
    yield from (tags.sitemap_of_stories(news_id // PART) for news_id in same)


def _sections(change: Change) -> Iterator[str]:
    section = change.story.section
    if section and change.now_is.is_public and (change.enters or change.was.section_id != section.pk):
        of_section = _public(change.story, change.at).filter(section=section)
        yield from entering(tags.section(section.slug, change.story.edition.code), of_section, change.story)
    if change.turned or change.moved or change.was.section_id != change.now_is.section_id:
        yield from _newest_of_pages(change)


def _newest_of_pages(change: Change) -> Iterator[str]:
    """The sitemap of fronts and sections tells when each had its newest story."""
    story = change.story
    places = Q(section__in=[change.was.section_id, change.now_is.section_id])
    newest = Story.objects.public(change.at).filter(places).exclude(pk=story.pk).newest_first()
    moment = newest.values_list("first_published_at", flat=True).first()
    if moment is None or story.first_published_at is None or story.first_published_at >= moment:
        yield tags.SITEMAP_PAGES


def _topics(change: Change) -> Iterator[str]:
    """Lists of the topics it came to or left. The sitemap names a topic only while a story is on it."""
    before = change.was.topics if change.was.is_public else frozenset()
    after = change.now_is.topics if change.now_is.is_public else frozenset()
    affected = before | after if change.moved else before ^ after
    for topic in Topic.objects.filter(pk__in=affected).select_related("edition"):
        on_it = Story.objects.public(change.at).on_topic(topic)
        yield from entering(tags.topic(topic.slug, topic.edition.code), on_it, change.story)
        if not on_it.exclude(pk=change.story.pk).exists():
            yield tags.sitemap_of_topics(topic.pk // PART)
            yield tags.SITEMAP


def _dates(place: Shown, story: Story, at: datetime) -> Iterator[str]:
    """The archive: the list of the day, the counts of month and year; for a day's only story, the way past it."""
    if place.first_published_at is None:
        return
    edition = Edition.objects.get(pk=place.edition_id)
    day, code = place.first_published_at.astimezone(edition.zone).date(), edition.code
    if day.year not in archive.YEARS:
        return
    others = _public(story, at).on_day(day, edition.zone)
    yield from entering(tags.day(day, code), others, story)
    yield tags.month(month_of(day, edition.calendar).first, code)
    yield tags.year(year_of(day, edition.calendar).first, code)
    yield tags.years(code)
    if not others.exclude(pk=story.pk).exists():
        yield tags.SITEMAP_PAGES
        yield from (tags.day_after(day, code), tags.day_before(day, code))  # its neighbours lead to it
        yield tags.day_after(archive.day_before(edition, midnight(day, edition.zone), at), code)
        yield tags.day_before(archive.day_after(edition, midnight(day + timedelta(days=1), edition.zone), at), code)

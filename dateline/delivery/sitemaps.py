"""What the sitemaps list (sitemaps.org, protocol 0.9), in parts bounded by number. `views/sitemaps.py` asks.

A part holds the stories whose news IDs share all but the last four digits, so a million stories make a hundred
parts, each costs the same, and a story never moves to another one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.urls import reverse

from dateline.delivery.models import Place
from dateline.delivery.pictures import absolute
from dateline.delivery.syndication import changed_at
from dateline.moderation.models import HouseRules
from dateline.stories.models import Edition, Section, Story, Topic

PART = 10_000
"""Addresses in a part at most; the protocol allows 50,000, with their translations this stays near 5 MB."""
NEWS_FOR = timedelta(days=2)
MOST_NEWS = 1000
"""Google's limits for news: the last two days, a thousand addresses."""


@dataclass(frozen=True)
class Address:
    """One `<url>`: where, changed when, and the same in other languages (hreflang, address)."""

    loc: str
    lastmod: datetime | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """One `<sitemap>` of the index."""

    loc: str
    lastmod: datetime | None = None


def parts(now: datetime) -> list[Part]:
    """Return every part that has something in it. Always at least the one of fronts and sections. Two queries."""
    public = Story.objects.public(now).order_by()
    stories = (
        public.annotate(part=F("news_id") / PART)
        .values("part")
        .annotate(first=Max("first_published_at"), latest=Max("version_created"))
        .order_by("part")
    )
    topics = _topics(now).annotate(part=F("pk") / PART).order_by("part").values_list("part", flat=True).distinct()
    return [
        Part(absolute(reverse("sitemap-pages"))),
        *(Part(absolute(reverse("sitemap-topics", args=[number]))) for number in topics),
        *(
            Part(
                absolute(reverse("sitemap-stories", args=[row["part"]])),
                max(filter(None, [row["first"], row["latest"]])),
            )
            for row in stories
        ),
    ]


def stories_of(number: int, now: datetime) -> list[Address]:
    """Return the public stories of a part, each with its public translations. Three queries."""
    public = Story.objects.public(now).select_related("edition")
    public = public.only("news_id", "slug", "first_published_at", "version_created", "translation_of", "edition")
    here = Q(news_id__gte=number * PART, news_id__lt=(number + 1) * PART)
    found = list(public.filter(here).order_by("news_id"))
    said_before = Story.objects.filter(here, translation_of__isnull=False).values("translation_of")
    same = public.filter(
        Q(translation_of__in=Story.objects.filter(here).order_by().values("pk"), translation_of__isnull=False)
        | Q(translation_of__in=said_before)
        | Q(pk__in=said_before)
    )
    families = _families([*found, *same])
    return [
        Address(
            absolute(story.get_absolute_url()),
            changed_at(story),
            alternates(story, families[_first_of(story)].values()),
        )
        for story in found
    ]


def alternates(story: Story, family: Iterable[Story]) -> list[tuple[str, str]]:
    """Return language and address of a story and its translations, the first edition's also as `x-default`.

    One an edition, because a language has one address; none for a story that was never translated.
    """
    of_editions = {other.edition_id: other for other in family} | {story.edition_id: story}
    if len(of_editions) < 2:
        return []
    ordered = sorted(of_editions.values(), key=lambda other: (other.edition.order, other.edition.code))
    links = [(other.edition.language, absolute(other.get_absolute_url())) for other in ordered]
    return [*links, ("x-default", links[0][1])]


def pages(now: datetime) -> list[Address]:
    """Return fronts, sections, house rules and places of every edition."""
    editions = list(Edition.objects.all())
    if not editions:
        return [Address(absolute("/"))]
    fronts = [(edition.language, absolute(edition.get_absolute_url())) for edition in editions]
    same = [*fronts, ("x-default", fronts[0][1])] if len(fronts) > 1 else []
    return [
        address
        for edition in editions
        for address in [
            Address(absolute(edition.get_absolute_url()), _newest(edition, now), same),
            *_sections(edition, now),
            *_house_rules(edition),
            *_places(edition),
        ]
    ]


def topics_of(number: int, now: datetime) -> list[Address]:
    """Return the topics of a part that a public story is on. One query."""
    topics = _topics(now).filter(pk__gte=number * PART, pk__lt=(number + 1) * PART)
    return [Address(absolute(topic.get_absolute_url())) for topic in topics.select_related("edition").order_by("pk")]


def news(now: datetime) -> list[Story]:
    """Return the stories first published in the last two days, newest first."""
    recent = Story.objects.public(now).filter(first_published_at__gt=now - NEWS_FOR).newest_first()
    wanted = recent.select_related("edition").only(
        "news_id", "slug", "headline", "first_published_at", "version_created", "edition"
    )
    return list(wanted[:MOST_NEWS])


def _topics(now: datetime) -> Any:
    on_it = Story.topics.through.objects.filter(topic_id=OuterRef("pk"), story__in=Story.objects.public(now))
    return Topic.objects.filter(Exists(on_it))


def _families(stories: Iterable[Story]) -> dict[int, dict[int, Story]]:
    families: dict[int, dict[int, Story]] = defaultdict(dict)
    for story in stories:
        families[_first_of(story)][story.edition_id] = story
    return families


def _first_of(story: Story) -> int:
    return int(story.translation_of_id or story.pk)


def _newest(edition: Edition, now: datetime) -> datetime | None:
    public = Story.objects.public(now).filter(edition=edition)
    moment: datetime | None = public.newest_first().values_list("first_published_at", flat=True).first()
    return moment


def _sections(edition: Edition, now: datetime) -> list[Address]:
    public = Story.objects.public(now).filter(section=OuterRef("pk")).newest_first()
    sections = Section.objects.filter(edition=edition).select_related("edition")
    sections = sections.annotate(newest=Subquery(public.values("first_published_at")[:1]))
    return [Address(absolute(section.get_absolute_url()), section.newest) for section in sections]


def _house_rules(edition: Edition) -> list[Address]:
    rules = HouseRules.objects.in_force(edition)
    return [Address(absolute(reverse("house-rules", args=[edition.code])), rules.published_at)] if rules else []


def _places(edition: Edition) -> list[Address]:
    return [
        Address(absolute(reverse("place", args=[edition.code, place.slug])), place.last_published_at)
        for place in Place.objects.of(edition).order_by("path")
    ]

"""What the sitemaps list (sitemaps.org, protocol 0.9), in parts by number. `views/sitemaps.py` asks.

A part holds the stories of one thousand of news IDs. A story never moves to another part, and what comes later changes
no byte of an older one: an entry names only translations that its own part or an older part lists. The page of a
story names all of them. The index asks for the first story and the newest change of each part by their indexes, and
reads no part for it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse

from dateline.delivery import archive
from dateline.delivery.addresses import Addresses
from dateline.delivery.models import Place
from dateline.delivery.pictures import absolute, addresses_made
from dateline.delivery.syndication import changed_at
from dateline.lib import reading
from dateline.lib.periods import year_of
from dateline.lib.text import plain
from dateline.moderation.models import HouseRules
from dateline.stories import tags
from dateline.stories.models import Edition, Section, Story, Topic
from dateline.stories.news_ids import Thousand

PART = 1000
"""Numbers in a part, the divisor of `Thousand`: a part is written in less time than a few story pages."""
NEWS_FOR = timedelta(days=2)
MOST_NEWS = 1000
"""Google's limits for news: the last two days, a thousand addresses."""


@dataclass(frozen=True)
class Address:
    """One `<url>`: where, changed when, the same in other languages (hreflang, address), and its photo."""

    loc: str
    lastmod: datetime | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)
    image: str = ""


@dataclass(frozen=True)
class Part:
    """One `<sitemap>` of the index."""

    loc: str
    lastmod: datetime | None = None


@dataclass(frozen=True)
class News:
    """One `<url>` of the news sitemap."""

    loc: str
    name: str
    language: str
    published: datetime
    title: str


def parts(now: datetime) -> list[Part]:
    """Return every part that has something in it. Always at least the one of fronts and sections. Three queries."""
    reading.note(tags.SITEMAP)
    topics = _topics(now).annotate(part=F("pk") / PART).order_by("part").values_list("part", flat=True).distinct()
    return [
        Part(absolute(reverse("sitemap-pages"))),
        *(Part(absolute(reverse("sitemap-topics", args=[number]))) for number in topics),
        *(
            Part(absolute(reverse("sitemap-stories", args=[number])), changed)
            for number, changed in _story_parts(now)
            if changed
        ),
    ]


def _story_parts(now: datetime) -> Any:
    """Each thousand that has stories, and when one that readers may see last changed; None when they may see none."""
    inside = Story.objects.findable(now).annotate(part=Thousand("news_id")).filter(part=OuterRef("part"))
    newest = inside.annotate(changed=Greatest("first_published_at", "version_created")).order_by("-changed")
    firsts = Story.objects.noted().filter(news_id__in=_first_of_each_part()).annotate(part=Thousand("news_id"))
    rows = firsts.annotate(changed=Subquery(newest.values("changed")[:1])).order_by("part")
    return rows.values_list("part", "changed")


def _first_of_each_part() -> list[int]:
    # From one part's first number to the next one's, each a step down the index: no query of the ORM walks like this.
    numbers = Story._meta.db_table
    walk = f"""WITH RECURSIVE firsts (news_id) AS (
        SELECT min(news_id) FROM {numbers}
        UNION ALL
        SELECT (SELECT min(news_id) FROM {numbers} WHERE news_id >= (firsts.news_id / {PART} + 1) * {PART})
        FROM firsts WHERE firsts.news_id IS NOT NULL
    ) SELECT news_id FROM firsts WHERE news_id IS NOT NULL"""  # noqa: S608 - a table's name and a number of ours
    with connection.cursor() as cursor:
        cursor.execute(walk)
        return [news_id for (news_id,) in cursor.fetchall()]


def stories_of(number: int, now: datetime) -> list[Address]:
    """Return the public stories of a part that search engines may find. Four queries."""
    reading.note(tags.SITE, tags.sitemap_of_stories(number))
    with reading.unnoted():  # one tag stands for a thousand rows
        return _stories_of(number, now)


def _stories_of(number: int, now: datetime) -> list[Address]:
    editions = Edition.objects.in_bulk()
    addresses = Addresses(editions)
    here = Q(news_id__gte=number * PART, news_id__lt=(number + 1) * PART)
    found = _rows(Story.objects.findable(now).filter(here))
    older = _rows(Story.objects.findable(now).filter(_translations_of(found), news_id__lt=number * PART))
    pictures = addresses_made({story.photo_id for story in found if story.photo_id})
    families: dict[int, dict[Edition, str]] = defaultdict(dict)
    for story in [*older, *found]:
        families[_first_of(story)][editions[story.edition_id]] = addresses.of(story)
    return [
        Address(
            loc := addresses.of(story),
            changed_at(story),
            alternates(families[_first_of(story)] | {editions[story.edition_id]: loc}),
            pictures.get(story.photo_id, ""),
        )
        for story in found
    ]


def alternates(links: Mapping[Edition, str]) -> list[tuple[str, str]]:
    """Return language and address of what says the same, the first edition's also as `x-default`.

    One an edition, because a language has one address; none for what is in one language alone.
    """
    if len(links) < 2:
        return []
    ordered = sorted(links.items(), key=lambda link: (link[0].order, link[0].code))
    return [*((edition.language, address) for edition, address in ordered), ("x-default", ordered[0][1])]


def pages(now: datetime) -> list[Address]:
    """Return fronts, sections, house rules, places, and the archive's years and months, of every edition."""
    reading.note(tags.SITE, tags.SITEMAP_PAGES)
    editions = list(Edition.objects.all())
    if not editions:
        return [Address(absolute("/"))]
    same = alternates({edition: absolute(edition.get_absolute_url()) for edition in editions})
    return [
        address
        for edition in editions
        for address in [
            Address(absolute(edition.get_absolute_url()), _newest(edition, now), same),
            *_sections(edition, now),
            *_house_rules(edition),
            *_places(edition),
            *_archive(edition, now),
        ]
    ]


def topics_of(number: int, now: datetime) -> list[Address]:
    """Return the topics of a part that a public story is on. One query."""
    reading.note(tags.SITE, tags.sitemap_of_topics(number))
    with reading.unnoted():
        return _topics_of(number, now)


def _topics_of(number: int, now: datetime) -> list[Address]:
    topics = _topics(now).filter(pk__gte=number * PART, pk__lt=(number + 1) * PART)
    return [Address(absolute(topic.get_absolute_url())) for topic in topics.select_related("edition").order_by("pk")]


def news(now: datetime) -> list[News]:
    """Return the stories first published in the last two days, newest first. Two queries."""
    reading.note(tags.NEWS_SITEMAP)
    editions = Edition.objects.in_bulk()
    addresses = Addresses(editions)
    recent = Story.objects.findable(now).filter(first_published_at__gt=now - NEWS_FOR).newest_first()
    wanted = recent.only("news_id", "slug", "headline", "edition_id", "first_published_at")
    found = [_news(story, editions[story.edition_id], addresses) for story in wanted.noted()[:MOST_NEWS]]
    if found:
        reading.note_until(found[-1].published + NEWS_FOR)
    return found


def news_language(tag: str) -> str:
    """Return a language as Google News wants it: ISO 639 alone, but for the two scripts of Chinese."""
    given = tag.lower()
    return given if given in ("zh-cn", "zh-tw") else given.split("-")[0]


def _news(story: Story, edition: Edition, addresses: Addresses) -> News:
    return News(
        loc=addresses.of(story),
        name=plain(edition.agency_name),
        language=news_language(edition.language),
        published=story.first_published_at,
        title=plain(story.headline),
    )


def _topics(now: datetime) -> Any:
    return Topic.objects.filter(Exists(Story.objects.public(now).filter(topics=OuterRef("pk"))))


def _rows(stories: Any) -> list[Any]:
    # Rows, not stories: making a thousand objects took longer than all the rest of a part.
    facts = ["pk", "news_id", "slug", "edition_id", "photo_id", "translation_of_id"]
    times = ["version", "first_published_at", "version_created"]
    return list(stories.order_by("news_id").values_list(*facts, *times, named=True))


def _translations_of(rows: list[Any]) -> Q:
    """What says the same as these stories, whichever of them was first.

    By their numbers: given a question instead, PostgreSQL would try it on every older story.
    """
    originals = {row.translation_of_id for row in rows if row.translation_of_id}
    return Q(pk__in=originals) | Q(translation_of__in={_first_of(row) for row in rows})


def _first_of(row: Any) -> int:
    return int(row.translation_of_id or row.pk)


def _newest(edition: Edition, now: datetime) -> datetime | None:
    public = Story.objects.public(now).noted().filter(edition=edition)
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


def _archive(edition: Edition, now: datetime) -> list[Address]:
    """Return the years and months that have stories, and the index of years. Three queries."""
    months = [each.period for each in archive.months(edition, now)]
    if not months:
        return []
    years = dict.fromkeys(year_of(month.first, edition.calendar).year for month in months)
    return [
        _part_of_archive("archive", edition),
        *(_part_of_archive("archive-year", edition, year) for year in years),
        *(_part_of_archive("archive-month", edition, month.month.year, month.month.month) for month in months),
    ]


def _part_of_archive(name: str, edition: Edition, *numbers: int) -> Address:
    return Address(absolute(reverse(name, args=[edition.code, *numbers])))

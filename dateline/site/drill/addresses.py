"""Every address of readers that could show a story, by the name of its route: the open list.

A new route needs a row, or the build fails (`tests/site/drill/test_addresses.py` walks the resolver). Routes that show
no story are asked too: that they show none is what is tried.
"""

from collections.abc import Callable, Iterable, Iterator

from django.urls import reverse

from dateline.site.drill.asking import Question
from dateline.site.drill.search_questions import searches
from dateline.site.drill.target import Target

Addresses = Callable[[Target], Iterable[str]]

FEEDS = ("rss", "atom", "json")
PART = 1000


def _slugs(target: Target) -> list[str]:
    return [target.story.slug or "-", "-", "other-words"]


def _numbers(target: Target) -> list[int]:
    """Its news ID, and what somebody tries who guesses."""
    number = target.story.news_id
    return [number, number - 1, number + 1]


def _short(target: Target) -> Iterator[str]:
    yield from (f"/news/{number}" for number in _numbers(target))
    yield f"/news/0{target.story.news_id}"


def _without_slug(target: Target) -> Iterator[str]:
    yield from (f"{target.front}news/{number}" for number in _numbers(target))


def _pages(target: Target) -> Iterator[str]:
    yield from (f"{target.front}news/{target.story.news_id}/{slug}" for slug in _slugs(target))
    yield f"{target.page}/"
    yield from (story.get_absolute_url() for story in target.neighbours)


def _under(*endings: str) -> Addresses:
    """Pages that stand under the story's own."""
    return lambda target: [f"{target.page}/{ending}" for ending in endings]


def _lists(target: Target, part: str) -> list[str]:
    rows = target.sections if part == "section" else target.topics
    return [reverse(part, args=[target.edition.code, row.slug]) for row in rows]


def _topics(target: Target) -> Iterator[str]:
    yield from _lists(target, "topic")
    names = {name.slug for topic in target.topics for name in topic.names.all()}
    yield from (reverse("topic", args=[target.edition.code, slug]) for slug in sorted(names))


def _feeds(places: Iterable[str]) -> list[str]:
    return [f"{place}/feed.{kind}" for place in places for kind in FEEDS]


def _cards(target: Target) -> list[str]:
    return [
        f"{target.front}news/{target.story.news_id}/card-{version}.jpg"
        for version in range(1, max(1, target.story.version) + 1)
    ][-3:]


def _archive(name: str, parts: int) -> Addresses:
    def addresses(target: Target) -> list[str]:
        days = [(day.year, day.month, day.day)[:parts] for day in target.days]
        return [reverse(name, args=[target.edition.code, *day]) for day in dict.fromkeys(days)]

    return addresses


def _part(name: str, number: int) -> str:
    return reverse(name, args=[number // PART])


ADDRESSES: dict[str, Addresses] = {
    "story": _pages,
    "story-without-slug": _without_slug,
    "story-short": _short,
    "comments": _under("comments", "comments?after=1"),
    "comment": lambda target: [f"{target.page}/comments/{pk}" for pk in target.comments],
    "comments-in-order": _under("comments/newest", "comments/picked", "comments/picked?after=1-1-1"),
    "versions": _under("versions"),
    "version": _under("versions/1", "versions/2"),
    "card": _cards,
    "home": lambda target: ["/"],
    "front": lambda target: [target.front],
    "section": lambda target: _lists(target, "section"),
    "topic": _topics,
    "feed": lambda target: [f"{target.front}feed.{kind}" for kind in FEEDS],
    "section-feed": lambda target: _feeds(_lists(target, "section")),
    "topic-feed": lambda target: _feeds(_lists(target, "topic")),
    "archive": lambda target: [f"{target.front}archive"],
    "archive-year": _archive("archive-year", 1),
    "archive-month": _archive("archive-month", 2),
    "archive-day": _archive("archive-day", 3),
    "search": searches,
    "corrections": lambda target: [f"{target.front}corrections"],
    "moderation-log": lambda target: [f"{target.front}moderation-log"],
    "sitemap": lambda target: ["/sitemap.xml"],
    "sitemap-pages": lambda target: ["/sitemap-pages.xml"],
    "sitemap-stories": lambda target: [_part("sitemap-stories", target.story.news_id)],
    "sitemap-topics": lambda target: sorted({_part("sitemap-topics", topic.pk) for topic in target.topics}),
    "news-sitemap": lambda target: ["/news-sitemap.xml"],
    "receipt": lambda target: [f"/receipts/{token}" for token in target.receipts],
    "receipt-appeal": lambda target: [f"/receipts/{token}/appeal" for token in target.receipts],
    "receipt-text": lambda target: [f"/receipts/{token}/text" for token in target.receipts],
    "receipt-answer": lambda target: [f"/receipts/{token}/answer" for token in target.receipts],
    "report": _under(*(f"comments/{number}/report" for number in range(1, 4))),
    "report-receipt": lambda target: [f"/receipts/reports/{token}" for token in target.receipts],
    "report-reply": lambda target: [f"/receipts/reports/{token}/reply" for token in target.receipts],
    "receipt-take-back": lambda target: [f"/receipts/{token}/take-back" for token in target.receipts],
    "receipt-delete": lambda target: [f"/receipts/{token}/delete" for token in target.receipts],
    "mail": lambda target: [f"/mail/{token}" for token in target.mail],
    "mail-confirm": lambda target: [f"/mail/{token}/confirm" for token in target.mail],
    "mail-stop": lambda target: [f"/mail/{token}/stop" for token in target.mail],
    "place": lambda target: [f"{target.front}{slug}" for slug in target.places],
    "colours": lambda target: [f"{target.front}colours.css"],
    "house-rules": lambda target: [f"{target.front}house-rules"],
    "house-rules-version": lambda target: [f"{target.front}house-rules/1"],
    "robots": lambda target: ["/robots.txt"],
}
"""The addresses of each route of readers, by its name."""

WITHOUT_ROUTE: dict[str, Addresses] = {
    "old address": lambda target: target.old_paths,
    "for machines": _under("story.ninjs.json", "story.newsml.xml", "amp", "print", "story.json"),
    "nothing": _under("nothing/at/all"),
}
"""What is no route, or not yet: answered by the page of what is not there, which asks for old addresses."""


def questions_of(target: Target) -> Iterator[Question]:
    """Yield every question that a stranger asks of a story, each once."""
    asked: dict[Question, None] = {}
    for kind, addresses in (ADDRESSES | WITHOUT_ROUTE).items():
        asked.update(dict.fromkeys(Question(kind, address) for address in addresses(target)))
    heads = [Question("HEAD", question.address, "HEAD") for question in asked if question.kind in OWN]
    yield from asked
    yield from heads
    yield Question("comment sent", f"{target.page}/comments", "POST")


OWN = {
    "story",
    "story-without-slug",
    "story-short",
    "comment",
    "comments",
    "card",
    "old address",
    "versions",
    "version",
}
"""Kinds that are also asked for their headers alone."""

"""Asks the index. Only stories handed in are ever found, so that `public(now)` alone decides what may be."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from dateline.stories.search import engine
from dateline.stories.search.wanted import Wanted

COUNTED = 10_000
"""Matches that are counted; more are only said to be more."""
RANKED = 2000
"""Newest matches that are ranked by how well they fit (decisions/0015)."""


@dataclass(frozen=True)
class Finding:
    """What is found among `stories`."""

    matches: engine.Matches
    stories: Any

    def newest(self, size: int) -> list[Any]:
        """Return the newest matches, each with its `place` in time, below which the next page begins."""
        return list(self.matches.newest(self.stories.annotate(place=F("search_entry__place")))[:size])

    def number(self, *, most: int = COUNTED) -> int:
        """Return how many match; `most + 1` for more than `most`."""
        return self.matches.number(self.stories, most=most)

    def best(self) -> list[tuple[int, int]]:
        """Return key and place of the newest `RANKED` matches, the best fitting first, among equals the newest."""
        newest = self.matches.newest(self.stories).values_list("pk", "search_entry__place")[:RANKED]
        found: list[tuple[int, int]] = list(newest)
        if not found:
            return []
        fits = self.matches.fits([place for _pk, place in found])
        return sorted(found, key=lambda match: (-fits.get(match[1], 0.0), -match[1]))


@contextmanager
def finding(stories: Any, wanted: Wanted) -> Iterator[Finding]:
    """Ask for what is wanted among `stories`; ask all within the context."""
    matches = engine.matches(wanted)
    with matches.planned():
        yield Finding(matches, _within(stories, wanted))


def _within(stories: Any, wanted: Wanted) -> Any:
    # The index knows these facts too, and is quick by them; the rows are what is true.
    stories = stories.filter(edition=wanted.edition)
    if wanted.section:
        stories = stories.filter(section=wanted.section)
    if wanted.genre:
        stories = stories.filter(genre=wanted.genre)
    if wanted.since:
        stories = stories.filter(first_published_at__gte=wanted.since)
    if wanted.until:
        stories = stories.filter(first_published_at__lt=wanted.until)
    return stories

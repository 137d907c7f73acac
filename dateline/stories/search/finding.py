"""Asks the index. Only stories handed in are ever found, so that `public(now)` alone decides what may be."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dateline.stories.search import engine
from dateline.stories.search.wanted import Found, Wanted

COUNTED = 10_000
"""Matches that are counted; more are only said to be more."""
RANKED = 2000
"""Newest matches that are ranked by how well they fit (decisions/0015)."""


@dataclass(frozen=True)
class Finding:
    """What is found among `stories`."""

    matches: engine.Matches
    stories: Any

    def newest(self, most: int) -> list[tuple[int, Any]]:
        """Return the newest matches, each after its place in time, below which the next page begins."""
        return self.loaded(self.matches.newest(self.stories, most=most))

    def number(self, *, most: int = COUNTED) -> int:
        """Return how many match; `most + 1` for more than `most`."""
        return self.matches.number(self.stories, most=most)

    def best(self) -> list[Found]:
        """Return the newest `RANKED` matches, the best fitting first, among equals the newest."""
        newest = self.matches.newest(self.stories, most=RANKED)
        fits = self.matches.fits([place for place, _pk in newest]) if newest else {}
        return sorted(newest, key=lambda match: (-fits.get(match[0], 0.0), -match[0]))

    def loaded(self, matches: list[Found]) -> list[tuple[int, Any]]:
        """Return matches with the stories themselves."""
        rows = self.stories.in_bulk([pk for _place, pk in matches])
        return [(place, rows[pk]) for place, pk in matches if pk in rows]


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

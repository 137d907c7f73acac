"""Asks the index for readers. `public(now)` decides what is shown, and what it leaves out is not counted either."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from dateline.stories.models import Story
from dateline.stories.search import engine
from dateline.stories.search.wanted import Found, Wanted

COUNTED = 10_000
"""Matches that are counted; more are only said to be more."""
RANKED = 2000
"""Newest matches that are ranked by how well they fit (decisions/0015)."""


@dataclass(frozen=True)
class Archive:
    """The stories that readers may find at one instant, and the places of those in the index that they may not."""

    public: Any
    hidden: Set[int]

    @classmethod
    def at(cls, now: datetime) -> Self:
        """Return what readers may find at `now`. One query."""
        places = Story.objects.out_of_sight(now).values_list("search_entry__place", flat=True)
        return cls(Story.objects.public(now), frozenset(filter(None, places)))


@dataclass(frozen=True)
class Finding:
    """What is found in an archive."""

    matches: engine.Matches
    stories: Any
    hidden: Set[int]

    def newest(self, most: int) -> list[tuple[int, Any]]:
        """Return the newest matches, each after its place in time, below which the next page begins."""
        return self.loaded(self.matches.newest(self.stories, most=most))

    def number(self, *, most: int = COUNTED) -> int:
        """Return how many match; `most + 1` for more than `most`.

        The index is asked alone: looking each match up among the stories would take longer than all the rest.
        """
        return self.matches.number(most=most, but=self.hidden)

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
def finding(archive: Archive, wanted: Wanted) -> Iterator[Finding]:
    """Ask for what is wanted in an archive; ask all within the context."""
    matches = engine.matches(wanted)
    with matches.planned():
        yield Finding(matches, _within(archive.public, wanted), archive.hidden)


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

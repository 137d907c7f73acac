"""What an import brought: counted while it runs, told at the end. Called by `dateline ingest`.

It keeps numbers and kinds of reasons, never one entry a page: an archive of any size is counted in little memory.
"""

import csv
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from dateline.lib.spreadsheets import safe_cell
from dateline.stories.models import Story
from dateline.wire.importing import Outcome
from dateline.wire.intake import Landing

STATES = ("created", "updated", "unchanged", "refused")
MOST_GAPS_SHOWN = 50
_PARTICULAR = re.compile(r"“[^”]*”|\d[\d:,.-]*\d|\d")
"""What differs from page to page in a sentence of one kind."""


class Topics:
    """How many topics were met, on how many stories."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.keys: set[int] = set()
        self.stories = 0

    def add(self, topics: Iterable[int]) -> None:
        """Count the topics of one story, if there are any."""
        topics = set(topics)
        self.keys |= topics
        self.stories += bool(topics)

    def __str__(self) -> str:
        return f"{len(self.keys):,}, on stories: {self.stories:,}"


class Report:
    """Counts what became of the pages of one import. Rows for `table`, a CSV file, are written as they come."""

    def __init__(self, zone: ZoneInfo, table: TextIO | None = None) -> None:
        self.zone = zone
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.missing_photos = 0
        self.on_topics, self.offered = Topics("set"), Topics("named, not set")
        self.dates: list[datetime] = []
        self.numbers: list[int] = []
        self._began = time.monotonic()
        self._table = csv.writer(table) if table else None
        self._row("what", "which", "detail")

    def add(self, outcome: Outcome) -> None:
        """Count one page."""
        landing = outcome.landing
        self.counts[landing.state] += 1
        if landing.story is None:
            self.reasons[_PARTICULAR.sub("…", landing.reason)] += 1
            self._row("refused", outcome.name, landing.reason)
        else:
            self._count_story(landing.story)
            self._count_topics(landing, landing.story)

    def summary(self) -> str:
        """Return the one line that ends every import."""
        return f"{self.counts.total()} read: {', '.join(f'{self.counts[state]} {state}' for state in STATES)}."

    def lines(self) -> Iterator[str]:
        """Yield the report, line by line. Asks the database for the numbers that no story has."""
        yield f"Pages: {self.counts.total():,} in {self._seconds():,.1f} s, {self._rate():,.0f} a second."
        yield f"Photos without their picture: {self.missing_photos:,}."
        if self.numbers:
            first, last = (f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M}" for moment in self.dates)
            yield f"First published: from {first} to {last} ({self.zone.key})."
            yield self._gaps()
        if self.on_topics.stories:
            yield f"Topics set: {self.on_topics}."
        if self.offered.stories:
            yield f"Topics named and not set: {self.offered}. The same command with --topics sets them on drafts."
        if self.reasons:
            yield f"Refused: {self.counts['refused']:,}."
            yield from (f"  {count:,} times: {reason}" for reason, count in self.reasons.most_common(MOST_GAPS_SHOWN))

    def finish_table(self) -> None:
        """Write the rows that only the end knows: counts, dates, rate and every gap."""
        for state in STATES:
            self._row("count", state, self.counts[state])
        self._row("count", "photos without their picture", self.missing_photos)
        for topics in (self.on_topics, self.offered):
            self._row("count", f"topics {topics.what}", len(topics.keys))
            self._row("count", f"stories with topics {topics.what}", topics.stories)
        if self.numbers:
            for which, moment in zip(("first", "last"), self.dates, strict=True):
                self._row("first published", which, moment.isoformat())
            for first, last in Story.objects.gaps(*self.numbers):
                self._row("numbers missing", first, last)
        self._row("rate", "pages a second", round(self._rate(), 1))

    def _count_story(self, story: Story) -> None:
        if story.photo is not None and story.photo.is_missing:
            self.missing_photos += 1
            self._row("photo without its picture", story.news_id, story.photo.caption)
        self.numbers = [min([*self.numbers, story.news_id]), max([*self.numbers, story.news_id])]
        self.dates = [min([*self.dates, story.first_published_at]), max([*self.dates, story.first_published_at])]

    def _count_topics(self, landing: Landing, story: Story) -> None:
        if landing.topics:
            self._row("topics set", story.news_id, "; ".join(topic.name for topic in landing.topics))
        self.on_topics.add(topic.pk for topic in landing.topics)
        self.offered.add(landing.offered)

    def _gaps(self) -> str:
        shown: list[str] = []
        ranges = numbers = 0
        for first, last in Story.objects.gaps(*self.numbers):
            ranges, numbers = ranges + 1, numbers + last - first + 1
            if ranges <= MOST_GAPS_SHOWN:
                shown.append(str(first) if first == last else f"{first}–{last}")
        between = f"Numbers that no story has, between {self.numbers[0]} and {self.numbers[1]}: {numbers:,}"
        if not ranges:
            return f"{between}."
        more = f", and {ranges - MOST_GAPS_SHOWN:,} more ranges" if ranges > MOST_GAPS_SHOWN else ""
        return f"{between}, in {ranges:,} ranges: {', '.join(shown)}{more}."

    def _seconds(self) -> float:
        return max(time.monotonic() - self._began, 0.001)

    def _rate(self) -> float:
        return self.counts.total() / self._seconds()

    def _row(self, *cells: object) -> None:
        if self._table:
            self._table.writerow(map(safe_cell, cells))

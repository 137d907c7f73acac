"""What a reader asks of the search page, read from its address; and the addresses of the same, put otherwise."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Self
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from dateline.delivery.archive import YEARS
from dateline.lib.calendars import typed_day
from dateline.lib.text import plain
from dateline.stories.models import Edition, Genre, Section
from dateline.stories.search.question import Question
from dateline.stories.search.wanted import LAST_PLACE, Wanted

LONGEST_QUESTION = 200
LONGEST_DAY = 30
BY_FIT = "relevance"


@dataclass(frozen=True)
class Asked:
    """A question with its limits, and where in its answers a page begins. Of the two days both are included."""

    edition: Edition
    question: Question
    section: Section | None = None
    genre: str = ""
    since: date | None = None
    until: date | None = None
    by_fit: bool = False
    below: int = LAST_PLACE
    position: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, given: Mapping[str, str], edition: Edition) -> Self:
        """Understand an address. A day that is none is a fault with its sentence; an unknown section or kind, a 404."""
        faults: dict[str, str] = {}
        below, position = _key(given.get("before", ""))
        days = [_day(given, name, edition, faults) for name in ("from", "to")]
        since, until = sorted(filter(None, days)) if all(days) else days
        return cls(
            edition=edition,
            question=Question.read(plain(given.get("q", "")[:LONGEST_QUESTION])),
            section=_section(given.get("section", ""), edition),
            genre=_genre(given.get("kind", "")),
            since=since,
            until=until,
            by_fit=given.get("sort") == BY_FIT,
            below=below,
            position=position,
            faults=faults,
        )

    @property
    def is_limited(self) -> bool:
        return bool(self.section or self.genre or self.since or self.until)

    @property
    def is_anything(self) -> bool:
        """Whether there is something to look for: words, or only limits."""
        return bool(self.question.asked or self.question.excluded or self.is_limited)

    @property
    def is_first_page(self) -> bool:
        return self.below == LAST_PLACE

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            question=self.question,
            edition=self.edition,
            section=self.section,
            genre=self.genre,
            since=self._midnight(self.since),
            until=self._midnight(self.until and self.until + timedelta(days=1)),
            below=self.below,
        )

    def asking(self, question: Question) -> Self:
        """The same with another question, from its first page."""
        return replace(self, question=question, below=LAST_PLACE, position=0)

    def address(self, **other: str) -> str:
        """Return the query of the same question from its first page, some of its parts given another value.

        Days are Gregorian ISO 8601 whatever the edition's calendar.
        """
        parts = {
            "q": self.question.text,
            "section": self.section.slug if self.section else "",
            "kind": self.genre,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "sort": BY_FIT if self.by_fit else "",
        }
        return "?" + urlencode({name: value for name, value in (parts | other).items() if value})

    @property
    def newest_first(self) -> str:
        return self.address(sort="")

    @property
    def best_first(self) -> str:
        return self.address(sort=BY_FIT)

    @property
    def without_limits(self) -> str:
        return replace(self, section=None, genre="", since=None, until=None).address()

    def _midnight(self, day: date | None) -> datetime | None:
        return datetime.combine(day, time.min, tzinfo=self.edition.zone) if day else None


def _key(key: str) -> tuple[int, int]:
    """Return the place in time that a page begins below, and its position in a ranking of what is below."""
    parts = re.fullmatch("([0-9]{1,16})(?:-([0-9]{1,4}))?", key) if key else None
    if key and not parts:
        raise Http404("There is no such page of this list.")
    return (int(parts[1]), int(parts[2] or 0)) if parts else (LAST_PLACE, 0)


def _day(given: Mapping[str, str], name: str, edition: Edition, faults: dict[str, str]) -> date | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        day = typed_day(text[:LONGEST_DAY], edition.calendar)
        if day.year in YEARS:
            return day
    except ValueError:
        pass
    faults[name] = _("This is no day that can be searched, so it was left out.")
    return None


def _section(slug: str, edition: Edition) -> Section | None:
    return get_object_or_404(Section, edition=edition, slug=slug) if plain(slug) else None


def _genre(term: str) -> str:
    if term and term not in Genre.values:
        raise Http404("There is no such kind of story.")
    return term

"""What a reader looks for: a question, and where and when."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from dateline.stories.models.edition import Edition, Section
from dateline.stories.search.question import Question

Found = tuple[int, int]
"""Place in time and key of a story."""
SLOTS = 1024
"""Places in a second. Stories of one second stand in the order of their news IDs, as far as that reaches."""
_BEGINNING = datetime.fromisoformat("0001-01-01T00:00:00+00:00")


def first_place(moment: datetime) -> int:
    """Return the first place in time of a moment's second. Places are whole numbers above nought that order stories."""
    return (moment - _BEGINNING) // timedelta(seconds=1) * SLOTS


LAST_PLACE = first_place(datetime.fromisoformat("9999-12-31T23:59:59+00:00"))


def edition_fact(edition_id: int) -> str:
    return f"=e{edition_id}"


def section_fact(section_id: int) -> str:
    return f"=s{section_id}"


def genre_fact(genre: str) -> str:
    return f"=g{genre.lower()}"


@dataclass(frozen=True)
class Wanted:
    """A question within one edition; `since` is the first moment that counts, `until` the first that no longer does."""

    question: Question
    edition: Edition
    section: Section | None = None
    genre: str = ""
    since: datetime | None = None
    until: datetime | None = None
    below: int = LAST_PLACE

    def asking(self, question: Question) -> Self:
        """The same with another question."""
        return replace(self, question=question)

    def after(self, place: int) -> Self:
        """The same, of what is older than the story in this place."""
        return replace(self, below=place)

    @property
    def places(self) -> tuple[int, int]:
        """The first place in time that counts, and the first that no longer does."""
        first = first_place(self.since) if self.since else 0
        end = first_place(self.until) if self.until else LAST_PLACE
        return first, min(end, self.below)

    @property
    def facts(self) -> list[str]:
        """What a story must be, as words that nobody can type: the index finds them together with the others."""
        facts = [edition_fact(self.edition.pk)]
        if self.section:
            facts.append(section_fact(self.section.pk))
        if self.genre:
            facts.append(genre_fact(self.genre))
        return facts

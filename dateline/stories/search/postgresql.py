"""The words of stories in a column of `stories_search_entry`, under an index that gives matches in no order (GIN).

A few matches are therefore all fetched and sorted, while for many the stories are walked newest first until enough
match. The planner cannot tell which is which: it takes every word that it has no figures on for a rather common one.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from dateline.stories.search.question import Phrase, Term
from dateline.stories.search.row import Row
from dateline.stories.search.wanted import Wanted

FEW = 10_000
"""Matches that are sorted sooner than stories are walked."""
HIDDEN = 1000
"""Matches beyond those asked for, in case some are not public. Where that is too little, four times as many."""
LARGEST_VECTOR = 900_000
"""Bytes of words of one story; PostgreSQL takes a megabyte."""
BY_LENGTH = 1
"""`ts_rank` divides by the logarithm of a text's length."""

_HITS = "SELECT place FROM stories_search_entry WHERE words @@ %s::tsquery AND place >= %s AND place < %s LIMIT %s"
_WALKED = "stories_search_entry.words @@ %s::tsquery"


def put(rows: Iterable[Row]) -> None:
    """Store the words of stories; those that stood in their places are gone."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE stories_search_entry SET words = %s::tsvector WHERE place = %s",
            [(_vector(row), row.place) for row in rows],
        )


def take_out(places: Sequence[int]) -> None:
    """`put` replaces what is there, and the words of an entry go with it."""


class Matches:
    """The stories that match."""

    def __init__(self, wanted: Wanted) -> None:
        self._asked = _expression(wanted.facts, wanted.question.asked, wanted.question.excluded)
        self._words = _expression([], wanted.question.asked, [])
        self._places = wanted.places

    @contextmanager
    def planned(self) -> Iterator[None]:
        """Keep the planner from reading the whole table where it thinks that a limit will soon be reached.

        It does not know that a vector must be fetched and unpacked: 120 ms in place of 10.
        """
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
            yield

    def newest(self, stories: Any) -> Any:
        """Return those of `stories` that match, newest first."""
        if self._held > FEW:
            first, end = self._places
            stories = stories.filter(search_entry__place__gte=first, search_entry__place__lt=end)
            return stories.extra(where=[_WALKED], params=[self._asked]).order_by("-search_entry__place")  # noqa: S610
        return self._among_hits(stories, FEW).order_by("-search_entry__place")

    def number(self, stories: Any, *, most: int) -> int:
        """Return how many of `stories` match; `most + 1` for more than `most`."""
        limit = most + 1 + HIDDEN
        while True:
            found: int = self._among_hits(stories, limit).count()
            if found > most:
                return most + 1
            if self._count(limit) < limit:
                return found
            limit *= 4

    def fits(self, places: Sequence[int]) -> dict[int, float]:
        """Return how well the stories in these places fit, the better the higher."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT place, ts_rank(words, %s::tsquery, %s) FROM stories_search_entry WHERE place = ANY(%s)",
                [self._words, BY_LENGTH, list(places)],
            )
            return dict(cursor.fetchall())

    @cached_property
    def _held(self) -> int:
        return self._count(FEW + 1)

    def _count(self, limit: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({_HITS}) AS hits", [self._asked, *self._places, limit])  # noqa: S608
            return int(cursor.fetchone()[0])

    def _among_hits(self, stories: Any, limit: int) -> Any:
        # Materialized, so that the hits are fetched by their words whatever else is asked.
        hits = RawSQL(  # noqa: S611 - a text of this module; the words go as a parameter
            f"WITH hits AS MATERIALIZED ({_HITS}) SELECT place FROM hits",  # noqa: S608
            [self._asked, *self._places, limit],
        )
        return stories.filter(search_entry__place__in=hits)


def _vector(row: Row) -> str:
    """Return the words as PostgreSQL reads a vector: `'ferry':1A,14 'fares':2A`. No word holds a quotation mark."""
    positions: dict[str, list[str]] = {fact: [] for fact in row.facts}
    position, size = 0, 0
    for field, weight in ((row.headline, "A"), (row.lead, "B"), (row.rest, "D")):
        for words in field:
            for word in words:
                position += 1
                size += len(word.encode()) * (word not in positions) + 4
                if size > LARGEST_VECTOR:
                    break
                positions.setdefault(word, []).append(f"{position}{weight}")
            position += 1  # a phrase does not reach over the gap
    return " ".join(f"'{word}'" + (":" + ",".join(places) if places else "") for word, places in positions.items())


def _expression(facts: Iterable[str], asked: Iterable[Term], excluded: Iterable[Term]) -> str:
    """Return PostgreSQL's way of asking (`tsquery`). Each word stands in quotation marks and holds none."""
    wanted = [*(f"'{fact}'" for fact in facts), *map(_term, asked)]
    return " & ".join([*wanted, *(f"!{_term(term)}" for term in excluded)])


def _term(term: Term) -> str:
    return "(" + " | ".join(_phrase(phrase, term.is_unfinished) for phrase in term.spellings) + ")"


def _phrase(phrase: Phrase, is_unfinished: bool) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in phrase) + ":*" * is_unfinished + ")"

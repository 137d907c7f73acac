"""The words of stories in a table of FTS5. Its rows are numbered by place in time, so it gives matches newest first."""

import json
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from typing import Any

from django.db import connection

from dateline.lib.database import overwriting
from dateline.stories.search.question import Phrase, Term
from dateline.stories.search.row import Field, Row
from dateline.stories.search.wanted import Found, Wanted

STEP = 500
"""Pages merged at a time: some milliseconds in which nobody else writes."""
WEIGHTS = (10.0, 4.0, 1.0, 0.0)
"""How much a word in headline, lead and rest counts for how well a story fits; the facts count nothing."""


def put(rows: Iterable[Row]) -> None:
    """Store the words of stories whose places hold none."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO stories_search (rowid, headline, lead, rest, facts) VALUES (%s, %s, %s, %s, %s)",
            [
                (row.place, _written(row.headline), _written(row.lead), _written(row.rest), " ".join(row.facts))
                for row in rows
            ],
        )


def take_out(places: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM stories_search WHERE rowid = %s", [(place,) for place in places])


def forget_for_good() -> None:
    """Merge both indexes until no word is left that was taken out, in steps in which nobody waits long.

    FTS5 keeps a word that was deleted until the parts of its index are merged that hold it.
    """
    with overwriting(), connection.cursor() as cursor:
        for table in ("stories_search", "wagtailsearch_indexentry_fts"):
            pages = -STEP
            while _merged(cursor, table, pages):
                pages = STEP
        if not connection.in_atomic_block:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what was written before lies in the log


def _merged(cursor: Any, table: str, pages: int) -> bool:
    """Merge so many pages; False once nothing is left to do, which SQLite tells by writing one row only."""
    before = _changes(cursor)
    cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', %s)", [pages])  # noqa: S608 - ours
    return _changes(cursor) - before > 1


def _changes(cursor: Any) -> int:
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])


class Matches:
    """The stories that match."""

    def __init__(self, wanted: Wanted) -> None:
        self._asked = _expression(wanted.facts, wanted.question.asked, wanted.question.excluded)
        self._places = wanted.places

    @contextmanager
    def planned(self) -> Iterator[None]:
        """FTS5 needs no help."""
        yield

    def newest(self, stories: Any, *, most: int) -> list[Found]:
        """Return place and key of the newest `most` of `stories` that match. Walks no more matches than it returns."""
        newest_first = self._matching(stories).extra(order_by=["-stories_search.rowid"])
        return list(newest_first.values_list("search_entry__place", "pk")[:most])

    def number(self, *, most: int, but: Set[int]) -> int:
        """Return how many match in places that `but` does not name; `most + 1` for more than `most`."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM (SELECT 1 FROM stories_search WHERE stories_search MATCH %s"
                " AND rowid >= %s AND rowid < %s AND rowid NOT IN (SELECT value FROM json_each(%s)) LIMIT %s)",
                [self._asked, *self._places, json.dumps(list(but)), most + 1],
            )
            return int(cursor.fetchone()[0])

    def fits(self, places: Sequence[int]) -> dict[int, float]:
        """Return how well the stories in these places fit, the better the higher (BM25)."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid, -bm25(stories_search, %s, %s, %s, %s) FROM stories_search"
                " WHERE stories_search MATCH %s AND rowid BETWEEN %s AND %s",
                [*WEIGHTS, self._asked, min(places), max(places)],
            )
            return dict(cursor.fetchall())

    def _matching(self, stories: Any) -> Any:
        return stories.extra(
            tables=["stories_search"],
            where=[
                "stories_search.rowid = stories_search_entry.place",
                "stories_search MATCH %s AND stories_search.rowid >= %s AND stories_search.rowid < %s",
            ],
            params=[self._asked, *self._places],
        ).filter(search_entry__place__gte=0)


def _written(field: Field) -> str:
    # The mark keeps a phrase from reaching out of its own text. Nobody can type it, for it is no letter.
    return " = ".join(" ".join(words) for words in field)


def _expression(facts: Iterable[str], asked: Iterable[Term], excluded: Iterable[Term]) -> str:
    """Return FTS5's way of asking. Each word stands in quotation marks and holds none."""
    wanted = " AND ".join([*(f'"{fact}"' for fact in facts), *map(_term, asked)])
    unwanted = " OR ".join(map(_term, excluded))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _term(term: Term) -> str:
    return "(" + " OR ".join(_phrase(phrase, term.is_unfinished) for phrase in term.spellings) + ")"


def _phrase(phrase: Phrase, is_unfinished: bool) -> str:
    return f'"{" ".join(phrase)}"' + "*" * is_unfinished

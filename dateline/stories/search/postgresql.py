"""The words of stories in a column of `stories_search_entry`, under an index that gives matches in no order (GIN).

The places of all matches are therefore fetched and sorted, if they are few. If they are many, the stories are walked
newest first until enough match. The planner cannot tell which is which: it takes every word that it has no figures on
for a rather common one.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from dateline.stories.search.question import Phrase, Term
from dateline.stories.search.row import Row
from dateline.stories.search.wanted import LAST_PLACE, Found, Wanted

FEW = 11_000
"""Matches that are sorted sooner than stories are walked; more than are ever counted."""
MANY = 4 * FEW
"""Matches that the planner must expect before they are taken for more than are ever counted."""
PROBED, SHARE = 300, 0.05
"""Newest entries that are looked into, and the share of them that must match, before it is believed."""
HIDDEN = 200
"""Matches looked at beyond those asked for, as some may not be public. Where it is too few, stories are walked."""
LARGEST_VECTOR = 900_000
"""Bytes of words of one story; PostgreSQL takes a megabyte."""
BY_LENGTH = 1
"""`ts_rank` divides by the logarithm of a text's length."""

# Nought is added so that no other index is thought of: each story met by its place would have its words unpacked.
_HITS = (
    "SELECT place, story_id FROM stories_search_entry"
    " WHERE words @@ %s::tsquery AND place + 0 >= %s AND place + 0 < %s LIMIT %s"
)
_EXPECTED = "EXPLAIN (FORMAT JSON) SELECT FROM stories_search_entry WHERE words @@ %s::tsquery"
_PROBE = (
    "SELECT count(*) FILTER (WHERE words @@ %s::tsquery)"
    " FROM (SELECT words FROM stories_search_entry ORDER BY place DESC LIMIT %s) AS newest"
)
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
        self._limit, self._known = 0, list[Found]()
        self._many: bool | None = None

    @contextmanager
    def planned(self) -> Iterator[None]:
        """Keep the planner from reading the whole table where it thinks that a limit will soon be reached.

        It does not know that a vector must be fetched and unpacked: 120 ms in place of 10. With less memory it would
        unpack vectors to look again; and what it would compile for a search has run before that is done.
        """
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL work_mem = '32MB'")
            yield

    def newest(self, stories: Any, *, most: int) -> list[Found]:
        """Return place and key of the newest `most` of `stories` that match."""
        if not self._are_many() and len(hits := self._hits(FEW + 1)) <= FEW:
            looked_at = hits[: most + HIDDEN]
            among = set(_of(looked_at, stories).values_list("pk", flat=True))
            found = [(place, pk) for place, pk in looked_at if pk in among]
            if len(found) >= most or looked_at == hits:
                return found[:most]
        walked = self._walked(stories).order_by("-search_entry__place")
        return list(walked.values_list("search_entry__place", "pk")[:most])

    def number(self, *, most: int, but: Set[int]) -> int:
        """Return how many match in places that `but` does not name; `most + 1` for more than `most`."""
        if self._are_many() and self._places == (0, LAST_PLACE):
            return most + 1
        hits = self._hits(most + 1 + len(but))
        return min(sum(place not in but for place, _pk in hits), most + 1)

    def fits(self, places: Sequence[int]) -> dict[int, float]:
        """Return how well the stories in these places fit, the better the higher."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT place, ts_rank(words, %s::tsquery, %s) FROM stories_search_entry WHERE place = ANY(%s)",
                [self._words, BY_LENGTH, list(places)],
            )
            return dict(cursor.fetchall())

    def _are_many(self) -> bool:
        """Whether there are far more than are ever counted, told without counting; not asked of what is not recent.

        In an archive of a million, to gather all stories that hold a common word takes the index 100 ms. The planner
        has figures on such words, and takes two of them for independent, which those of two languages are not: so the
        newest entries must bear it out.
        """
        if self._many is None:
            self._many = self._places[0] == 0 and self._expected() >= MANY and self._probed() >= SHARE * PROBED
        return self._many

    def _expected(self) -> float:
        with connection.cursor() as cursor:
            cursor.execute(_EXPECTED, [self._asked])
            return float(cursor.fetchone()[0][0]["Plan"]["Plan Rows"])

    def _probed(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(_PROBE, [self._asked, PROBED])
            return int(cursor.fetchone()[0])

    def _hits(self, limit: int) -> list[Found]:
        """Return at least `limit` matches, hidden ones too, the newest of them first; of fewer, all."""
        if self._limit < limit:
            with connection.cursor() as cursor:
                cursor.execute(_HITS, [self._asked, *self._places, limit])
                self._known = sorted(cursor.fetchall(), reverse=True)
            self._limit = limit
        return self._known

    def _walked(self, stories: Any) -> Any:
        first, end = self._places
        met = stories.filter(search_entry__place__gte=first, search_entry__place__lt=end)
        return met.extra(where=[_WALKED], params=[self._asked])  # noqa: S610


def _of(hits: list[Found], stories: Any) -> Any:
    return stories.extra(where=["stories_story.id = ANY(%s)"], params=[[pk for _place, pk in hits]])


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

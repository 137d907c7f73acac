"""Comments in the orders that a reader can choose, each paged by key; a right of reply stands first in all of them."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from django.db.models import Case, Q, When
from django.http import Http404

from dateline.comments.models import Comment, CommentQuerySet, Rank
from dateline.delivery.paging import Leaf, key_of, read_key


class Order(StrEnum):
    """The orders: the first is that of the story's page, the others have addresses of their own."""

    OLDEST = "oldest"
    NEWEST = "newest"
    PICKED = "picked"


def _later(moment: datetime, number: int) -> Q:
    return Q(created_at__gt=moment) | Q(created_at=moment, pk__gt=number)


def _earlier(moment: datetime, number: int) -> Q:
    return Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=number)


SORTED: dict[Order, tuple[str, ...]] = {
    Order.OLDEST: ("created_at", "pk"),
    Order.NEWEST: ("-created_at", "-pk"),
    Order.PICKED: ("-rank", "created_at", "pk"),
}
FOLLOWING: dict[Order, Callable[[int, datetime, int], Q]] = {
    Order.OLDEST: lambda _rank, moment, number: _later(moment, number),
    Order.NEWEST: lambda _rank, moment, number: _earlier(moment, number),
    Order.PICKED: lambda rank, moment, number: Q(rank__lt=rank) | Q(_later(moment, number), rank=rank),
}
"""What comes after a comment of this rank, instant and number."""


def comments_in(order: Order, comments: CommentQuerySet, key: str, *, size: int) -> Leaf:
    """Return the page of `comments` in an order that begins after `key`. Raises `Http404` for a key that is none.

    One query; the first page sorts all that stand under the story, later ones begin at the key.
    """
    rows = comments.filter(FOLLOWING[order](*_read(order, key))) if key else comments
    if order == Order.PICKED:
        rows = rows.order_by(*SORTED[order])
    elif key:
        rows = rows.filter(rank__lt=Rank.REPLY).order_by(*SORTED[order])
    else:
        rows = rows.order_by(Case(When(rank=Rank.REPLY, then=0), default=1), *SORTED[order])
    found = list(rows[: size + 1])
    return Leaf(found[:size], _key_of(order, found[size - 1]) if len(found) > size else "", not key)


def _key_of(order: Order, row: Comment) -> str:
    key = key_of(row.created_at, row.pk)
    return f"{row.rank}-{key}" if order == Order.PICKED else key


def _read(order: Order, key: str) -> tuple[int, datetime, int]:
    if order != Order.PICKED:
        return Rank.PLAIN, *read_key(key)
    rank, _mark, rest = key.partition("-")
    if rank not in map(str, Rank.values):
        raise Http404("There is no such page of this list.")
    return int(rank), *read_key(rest)

"""Comments in the orders that a reader can choose, thread by thread, each paged by key.

A thread stands where its first comment does, its replies after that in the order in which they came. One whose first
comment is a right of reply stands before all others in every order.
"""

import re
from enum import StrEnum
from typing import Any

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404

from dateline.comments.models import CommentQuerySet, Rank
from dateline.delivery.paging import Leaf


class Order(StrEnum):
    """The orders: the first is that of the story's page, the others have addresses of their own."""

    OLDEST = "oldest"
    NEWEST = "newest"
    PICKED = "picked"


_REPLY_FIRST = Case(When(Q(thread=None, rank=Rank.REPLY) | Q(thread__rank=Rank.REPLY), then=1), default=Value(0))
LEADS: dict[Order, Any] = {
    Order.OLDEST: _REPLY_FIRST,
    Order.NEWEST: _REPLY_FIRST,
    Order.PICKED: Coalesce("thread__rank", "rank"),
}
"""What makes a thread stand before others, whenever it came."""
IN_TIME: dict[Order, tuple[str, ...]] = {
    Order.OLDEST: ("place", "pk"),
    Order.NEWEST: ("-place", "pk"),
    Order.PICKED: ("place", "pk"),
}


def comments_in(order: Order, comments: CommentQuerySet, key: str, *, size: int) -> Leaf:
    """Return the page of `comments` in an order that begins after `key`. Raises `Http404` for a key that is none.

    One query; the first page sorts all that stand under the story, later ones begin at the key. A thread that does not
    fit goes on at the top of the next page.
    """
    rows: Any = comments.in_threads().select_related("thread", "answers").annotate(lead=LEADS[order])
    lead = 1
    if key:
        lead, place, number = _read(key)
        after = _after(order, place, number)
        rows = rows.filter(Q(lead__lt=lead) | Q(after, lead=lead)) if lead else rows.filter(after, lead=0)
    rows = rows.order_by("-lead", *IN_TIME[order]) if lead else rows.order_by(*IN_TIME[order])
    found = list(rows[: size + 1])
    return Leaf(found[:size], _key_of(found[size - 1]) if len(found) > size else "", not key)


def _after(order: Order, place: int, number: int) -> Q:
    in_thread = Q(place=place, pk__gt=number)
    if order == Order.NEWEST:
        return Q(Q(place__lt=place) | in_thread, place__lte=place)  # the second for the index
    return Q(Q(place__gt=place) | in_thread, place__gte=place)


def _key_of(row: Any) -> str:
    return f"{row.lead}-{row.place}-{row.pk}" if row.lead else f"{row.place}-{row.pk}"


def _read(key: str) -> tuple[int, int, int]:
    numbers = re.fullmatch(r"(?:([1-2])-)?([0-9]{1,18})-([0-9]{1,18})", key)
    if not numbers:
        raise Http404("There is no such page of this list.")
    return int(numbers[1] or 0), int(numbers[2]), int(numbers[3])

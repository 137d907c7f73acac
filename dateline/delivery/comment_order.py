"""Comments in the orders that a reader can choose, thread by thread, each paged by key.

A thread stands where its first comment does, its replies after that in the order in which they came. One whose first
comment is a right of reply stands before all others in every order.
"""

import re
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404

from dateline.comments.models import CommentQuerySet, Rank
from dateline.delivery.paging import Leaf


class Order(StrEnum):
    """The orders: the first is that of the story's page, the others have addresses of their own."""

    OLDEST = "oldest"
    NEWEST = "newest"
    PICKED = "picked"


SORTED: dict[Order, tuple[str, ...]] = {
    Order.OLDEST: ("place", "pk"),
    Order.NEWEST: ("-place", "pk"),
    Order.PICKED: ("-mark", "place", "pk"),
}


def comments_in(order: Order, comments: CommentQuerySet, key: str, *, size: int) -> Leaf:
    """Return the page of `comments` in an order that begins after `key`. Raises `Http404` for a key that is none.

    A thread that does not fit goes on at the top of the next page.
    """
    rows: Any = comments.in_threads().select_related("thread", "answers")
    first: list[Any] = []
    if order == Order.PICKED:
        rows = rows.annotate(mark=Coalesce("thread__rank", "rank"))
    elif pinned := list(comments.filter(rank=Rank.REPLY, thread=None).values_list("pk", flat=True)):
        first = [] if key else list(rows.filter(place__in=pinned))
        rows = rows.exclude(place__in=pinned)
    rows = rows.order_by(*SORTED[order])
    if key:
        rows = rows.filter(_after(order, key))
    room = max(size - len(first), 1)
    found = list(rows[: room + 1])
    return Leaf(first + found[:room], _key_of(order, found[room - 1]) if len(found) > room else "", not key)


def _key_of(order: Order, row: Any) -> str:
    return f"{row.mark}-{row.place}-{row.pk}" if order == Order.PICKED else f"{row.place}-{row.pk}"


def _after(order: Order, key: str) -> Q:
    numbers = re.fullmatch(r"(?:([0-2])-)?([0-9]{1,18})-([0-9]{1,18})", key)
    if not numbers or (numbers[1] is not None) != (order == Order.PICKED):
        raise Http404("There is no such page of this list.")
    place, number = int(numbers[2]), int(numbers[3])
    in_thread = Q(place=place, pk__gt=number)
    if order == Order.NEWEST:
        return Q(Q(place__lt=place) | in_thread, place__lte=place)  # the second for the index
    later = Q(Q(place__gt=place) | in_thread, place__gte=place)
    return later if order == Order.OLDEST else Q(mark__lt=int(numbers[1])) | Q(later, mark=int(numbers[1]))

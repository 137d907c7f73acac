"""Paging by key: the next page begins after the last row seen, so new rows shift nothing and page 500 costs no more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404

from dateline.lib import reading
from dateline.moderation.models import Decision
from dateline.stories import tags
from dateline.stories.models import Notice, Story

WIDE = 24
"""Months that a page names one by one."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Leaf:
    """One page of a list, and the key of the page after it; empty when it is the last."""

    rows: list[Any]
    next_key: str
    is_first: bool


def older_stories(stories: Any, key: str, *, size: int, tag: str) -> Leaf:
    """Return the page of `stories`, newest first, that begins below `key`. Raises `Http404` for a key that is none.

    Notes `tag` for the first page. A later one shows months of its own, so that a new story does not drop an archive.
    """
    rows = stories.noted().newest_first()
    if key:
        moment, number = _read(key)
        rows = rows.filter(
            Q(first_published_at__lt=moment) | Q(first_published_at=moment, news_id__lt=number),
            first_published_at__lte=moment,  # lets the index begin at the key
        )
    found = list(rows[: size + 1])
    reading.note(*(_tags_beyond_the_first(tag, moment, found, size) if key else [tag]))
    return Leaf(found[:size], _key_of(found[size - 1]) if len(found) > size else "", not key)


def older_notices(notices: Any, key: str, *, size: int) -> Leaf:
    """Return the page of `notices`, newest first, that begins below `key`. Raises `Http404` for a key that is none."""
    rows = notices.order_by("-at", "-pk")
    if key:
        moment, number = _read(key)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=number))
    found = list(rows[: size + 1])
    return Leaf(found[:size], _key_of(found[size - 1]) if len(found) > size else "", not key)


def older_decisions(decisions: Any, key: str, *, size: int) -> Leaf:
    """Return the page of `decisions`, newest first, that begins below `key`. Raises `Http404` as the others do."""
    rows = decisions.order_by("-decided_at", "-pk")
    if key:
        moment, number = _read(key)
        below = Q(decided_at__lt=moment) | Q(decided_at=moment, pk__lt=number)
        rows = rows.filter(below, decided_at__lte=moment)  # lets the index begin at the key
    found = list(rows[: size + 1])
    return Leaf(found[:size], _key_of(found[size - 1]) if len(found) > size else "", not key)


def _tags_beyond_the_first(tag: str, below: datetime, found: list[Story], size: int) -> Iterator[str]:
    """The months from the key down to the first story of the next page; the end of the list where there is none."""
    lowest = found[-1].first_published_at if found else below
    months = range(_month(lowest), _month(below) + 1)
    if len(months) > WIDE:
        yield tags.across(tag)
    else:
        yield from (tags.within(tag, datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)) for number in months)
    if len(found) <= size:
        yield tags.end_of(tag)


def _month(moment: datetime) -> int:
    moment = moment.astimezone(UTC)
    return moment.year * 12 + moment.month - 1


def _key_of(row: Story | Notice | Decision) -> str:
    moment, number = _place_of(row)
    return f"{(moment - _EPOCH) // _MICROSECOND}-{number}"


def _place_of(row: Story | Notice | Decision) -> tuple[datetime, int]:
    if isinstance(row, Story):
        return row.first_published_at, row.news_id
    return (row.at if isinstance(row, Notice) else row.decided_at), row.pk


def _read(key: str) -> tuple[datetime, int]:
    match = re.fullmatch(r"(-?[0-9]{1,17})-([0-9]{1,16})", key)
    if not match:
        raise Http404("There is no such page of this list.")
    try:
        return _EPOCH + int(match[1]) * _MICROSECOND, int(match[2])
    except OverflowError as fault:
        raise Http404("There is no such page of this list.") from fault

"""Which item somebody reads next: the next in the order in which they read, that nobody else has open."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import appealing, leasing
from dateline.moderation.models import Appeal
from dateline.newsroom import queue_rows
from dateline.newsroom.queue import editions_of
from dateline.newsroom.queue_asked import Asked, Key, read
from dateline.newsroom.queue_reader import Reader, reader_of
from dateline.newsroom.queue_row import Row
from dateline.people.models import User

AHEAD = 8
"""Rows looked at together. Seldom do more colleagues read at once."""
MOST_LOOKS = 10


def asked_by(request: Any) -> Asked:
    """Return how somebody goes through the queue, as the address says it."""
    return replace(read(request.GET, editions_of(request.user)), state="")


def after(key: Key | None, comment_id: int, *, asked: Asked, user: User, now: datetime) -> str:
    """Take the lease of what is read after this comment, and return its address; the queue's where nothing is left.

    `key` is where the comment stood. After the last the first comes again. The comment's own lease is given back.
    """
    query = asked.query() if asked.is_carried else ""
    begins, reader = [key, None] if key else [None], reader_of(user)
    for begin in begins:
        for row in _ahead(replace(asked, after=begin), reader):
            is_free = row.comment_id != comment_id and _may_be_read(row, user)
            if is_free and leasing.take(row.comment_id, by=user, now=now, leaving=comment_id):
                return _with(row.address, query)
    leasing.release(comment_id, by=user)
    return _with(reverse("newsroom-comments"), query)


def goes_on(request: Any, place: tuple[Key | None, int]) -> str:
    """Return what is read after an answered report or appeal by who came to it from the queue; empty for others."""
    asked = asked_by(request)
    if not asked.is_carried:
        return ""
    return after(place[0], place[1], asked=asked, user=request.user, now=clock.now())


def place_of_report(request: Any, comment: Comment) -> tuple[Key | None, int]:
    """Return where the reports on a comment stand in the queue, while they are answered."""
    if request.method != "POST":
        return None, comment.pk
    return queue_rows.key_of_report(comment, reader_of(request.user)), comment.pk


def place_of_appeal(appeal: Appeal) -> tuple[Key | None, int]:
    """Return where an appeal stands in the queue, answered or not."""
    return queue_rows.key_of_appeal(appeal), appeal.decision.comment_id


def next_one(request: Any) -> HttpResponse:
    """Go on to what is read after the comment that the address names, or to the first."""
    text = request.GET.get("from", "")
    found = Comment.objects.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 16 else None
    asked, now = asked_by(request), clock.now()
    key = queue_rows.key_of(found) if found else None
    return redirect(after(key, found.pk if found else 0, asked=asked, user=request.user, now=now))


def pane(request: Any, comment: Comment, *, key: Key | None, most: int) -> dict[str, Any]:
    """Return what stands beside the comment that is read: the queue from there on, as the address asks for it.

    `key` is where the comment stands in it.
    """
    asked, reader, now = asked_by(request), reader_of(request.user), clock.now()
    rows = queue_rows.rows(_from_here(asked, key), reader, most=most)[:most]
    return {
        "pane": queue_rows.counted(queue_rows.completed(rows, reader, now=now), asked, reader),
        "pane_query": asked.query(),
        "following": f"{reverse('newsroom-next')}?{asked.query()}&from={comment.pk}",
    }


def _from_here(asked: Asked, key: Key | None) -> Asked:
    # From the comment itself on: from just before it.
    return replace(asked, after=replace(key, pk=key.pk - 1)) if key else replace(asked, after=None)


def _ahead(asked: Asked, reader: Reader) -> Any:
    for _look in range(MOST_LOOKS):
        found = queue_rows.rows(asked, reader, most=AHEAD)
        yield from found[:AHEAD]
        if len(found) <= AHEAD:
            return
        asked = replace(asked, after=found[AHEAD - 1].key)


def _may_be_read(row: Row, user: User) -> bool:
    return row.appeal is None or not appealing.refusal_of(row.appeal, by=user)


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address

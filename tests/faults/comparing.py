"""What is there after a kill, against all that was ever acknowledged. Called by `kill_server.py`."""

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count
from load import WORDS, Acknowledged
from serving import get

from dateline.comments.models import Comment
from dateline.stories.models import Story


@dataclass(frozen=True)
class Found:
    """Numbers of comments and stories together; all but the last two must be nought."""

    lost: int
    twice: int
    unopened: int
    unacknowledged: int
    integrity: str

    @property
    def is_whole(self) -> bool:
        return not (self.lost or self.twice or self.unopened) and self.integrity == "ok"

    def __str__(self) -> str:
        return (
            f"{self.lost} lost, {self.twice} twice, {self.unopened} receipts unopened,"
            f" {self.unacknowledged} stored but never acknowledged, integrity {self.integrity}"
        )


def compare(acknowledged: Acknowledged, port: int, *, first_id: int, receipts: list[tuple[str, str]]) -> Found:
    """Look for everything in the database, and open these receipts."""
    comments = Counter(Comment.objects.filter(text__startswith=WORDS).values_list("text", flat=True))
    stories = _stories(first_id)
    given, printed = set(acknowledged.receipts), Counter(acknowledged.news_ids)
    found = Found(
        lost=len(given - comments.keys()) + len(printed.keys() - stories.keys()),
        twice=sum(times > 1 for many in (comments, stories, printed) for times in many.values()),
        unopened=sum(not _opens(port, text, receipt) for text, receipt in receipts),
        unacknowledged=len(comments.keys() - given) + len(stories.keys() - printed.keys()),
        integrity=_integrity(),
    )
    connection.close()
    return found


def _stories(first_id: int) -> dict[int, int]:
    """How often each page came in, of those that are out: a story of which a part is missing counts as lost."""
    rows = Story.objects.filter(news_id__gte=first_id, live=True, version=1)
    counted = rows.annotate(texts=Count("versions", distinct=True), times=Count("arrivals", distinct=True))
    return {
        news_id: max(texts, times)
        for news_id, texts, times in counted.values_list("news_id", "texts", "times")
        if texts and times
    }


def _opens(port: int, text: str, receipt: str) -> bool:
    status, page = get(port, receipt)
    return status == 200 and text in page


def _integrity() -> str:
    if connection.vendor != "sqlite":
        return "ok"  # PostgreSQL was not killed
    with connection.cursor() as cursor:
        return str(cursor.execute("PRAGMA integrity_check(1)").fetchone()[0])

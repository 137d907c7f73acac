"""What is there after a kill, against all that was ever acknowledged. Called by `kill_server.py`."""

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Exists, OuterRef
from load import WORDS, Acknowledged
from serving import get

from dateline.comments.models import Comment, State
from dateline.moderation.models import Decision
from dateline.stories.models import Notice, Story, Version
from dateline.stories.models.chain import verify


@dataclass(frozen=True)
class Found:
    """Numbers of comments, rulings and stories together; all but the last two must be nought."""

    lost: int
    twice: int
    unopened: int
    unruled: int
    unacknowledged: int
    integrity: str

    @property
    def is_whole(self) -> bool:
        return not (self.lost or self.twice or self.unopened or self.unruled) and self.integrity == "ok"

    def __str__(self) -> str:
        return (
            f"{self.lost} lost, {self.twice} twice, {self.unopened} receipts unopened,"
            f" {self.unruled} turned without a decision,"
            f" {self.unacknowledged} stored but never acknowledged, integrity {self.integrity}"
        )


def compare(acknowledged: Acknowledged, port: int, *, first_id: int, receipts: list[tuple[str, str]]) -> Found:
    """Look for everything in the database, and open these receipts."""
    comments = Counter(Comment.objects.filter(text__startswith=WORDS).values_list("text", flat=True))
    stories = _stories(first_id)
    given, printed = set(acknowledged.receipts), Counter(acknowledged.news_ids)
    ruled, made = _rulings(), acknowledged.decisions
    lost = [key for key, sentence in made.items() if sentence not in ruled.get(key, [])]
    found = Found(
        lost=len(given - comments.keys()) + len(printed.keys() - stories.keys()) + len(lost),
        twice=sum(times > 1 for many in (comments, stories, printed) for times in many.values())
        + sum(len(sentences) > 1 for sentences in ruled.values()),
        unopened=sum(not _opens(port, text, receipt) for text, receipt in receipts),
        unruled=_unruled(),
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


def _rulings() -> dict[int, list[str]]:
    """The sentence of each decision on a reader's comment; of one that shows it, none."""
    found: dict[int, list[str]] = {}
    for key, sentence in Decision.objects.filter(comment__text__startswith=WORDS).values_list("comment", "sentence"):
        found.setdefault(key, []).append(sentence)
    return found


def _unruled() -> int:
    """How many are shown or refused without a decision, or wait beside one."""
    rows, whole = Comment.objects.filter(text__startswith=WORDS), Decision.objects.filter(comment=OuterRef("pk"))
    turned = rows.exclude(state=State.WAITING).annotate(
        shown=Exists(whole.filter(outcome="show")), refused=Exists(whole.filter(outcome="refuse"))
    )
    astray = turned.filter(state=State.SHOWN, shown=False) | turned.filter(state=State.REFUSED, refused=False)
    return astray.count() + rows.filter(Exists(whole), state=State.WAITING).count()


def _opens(port: int, text: str, receipt: str) -> bool:
    status, page = get(port, receipt)
    return status == 200 and text in page


def _integrity() -> str:
    if verify({"version": Version, "notice": Notice, "decision": Decision}).breaks:
        return "of the chain broken"
    if connection.vendor != "sqlite":
        return "ok"  # PostgreSQL was not killed
    with connection.cursor() as cursor:
        return str(cursor.execute("PRAGMA integrity_check(1)").fetchone()[0])

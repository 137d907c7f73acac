"""The rows of the queue in their order: comments that are to be read, those reported, and appeals, in one list.

Comments alike are one row. Each page costs the same wherever it stands: rows are found by where the last one stood.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timesince import timesince

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import leasing, risk
from dateline.moderation.checks.opinion import Verdict
from dateline.moderation.models import Appeal, CheckOpinion, Queued, QueuedKind, Report, ReportKind, Threat
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom.bounded import MOST
from dateline.newsroom.queue_asked import AGE, APPEALS, REPORTS, RISK, STORY, UNAVAILABLE, Asked, Key
from dateline.newsroom.queue_reader import Reader
from dateline.newsroom.queue_row import Row
from dateline.stories.models import Story

Rows = TypeVar("Rows", bound="QuerySet[Any]")

A_PAGE = 50
AT_ONCE = 200
"""Most rows looked at together. Each look is twice the last: where floods are, one brings few rows."""
MOST_LOOKS = 40
COMMENTS, REPORTED, APPEALED = range(3)
"""Sources of rows, in the order in which those of one instant stand."""
WHOLE = {RISK: Q(risk__gte=0), STORY: Q(story__gte=0), AGE: Q(since__gte=datetime.min.replace(tzinfo=UTC))}
"""True of every row. It has the planner walk the index of this order, where it would sort all of an edition."""
OF_REPORT = {ReportKind.LIBEL: risk.LIBEL, ReportKind.LAW: risk.UNLAWFUL, ReportKind.RULES: risk.REPORTED}
OF_A_ROW = ["story", "name", "text", "state", "answers", "created_at", "sent_at", "decided_at"]
OF_A_ROW += ["unread_since", "erased_at"]
OF_A_STORY = Prefetch("story", Story.objects.select_related("edition").only("headline", "news_id", "edition"))
"""Once for all comments on a story, and without its text, which is long and stands in no row."""


def rows(asked: Asked, reader: Reader, *, most: int = A_PAGE) -> list[Row]:
    """Return the next rows that are asked for, and one more where there are more, without their comments."""
    found: list[Row] = []
    if asked.kind not in (REPORTS, APPEALS):
        found += _queued(asked, reader, most + 1)
    if reader.has_reports and not asked.alike and asked.kind in ("", REPORTS):
        found += _reported(asked, reader)
    if reader.has_appeals and not asked.alike and asked.kind in ("", APPEALS):
        found += _appealed(asked, reader)
    if asked.after:
        last = asked.after.under(asked.sort)
        found = [row for row in found if row.key.under(asked.sort) > last]
    return sorted(found, key=lambda row: row.key.under(asked.sort))[: most + 1]


def completed(found: list[Row], reader: Reader, *, now: datetime) -> list[Row]:
    """Give rows their comments with story and opinions, who reads them, and how many are alike."""
    keys = [row.comment_id for row in found]
    known = Comment.objects.only(*OF_A_ROW).prefetch_related(_seen(), OF_A_STORY).in_bulk(keys)
    held = leasing.held_by_others(keys, user=reader.user, now=now)
    for row in found:
        row.comment, row.lease = known[row.comment_id], held.get(row.comment_id)
        row.waits = timesince(row.key.since, now, depth=1)
    return found


def counted(found: list[Row], asked: Asked, reader: Reader) -> list[Row]:
    """Say of each group how many comments are in it."""
    groups = [row.alike for row in found if row.alike]
    members = _alike(queued(asked, reader), groups).order_by().values_list("alike").annotate(Count("pk"))
    counts = dict(members) if groups and not asked.alike else {}
    for row in found:
        row.count = counts.get(row.alike, row.count)
    return found


def queued(asked: Asked, reader: Reader) -> "QuerySet[Queued]":
    """Comments to be read, as they are asked for; those that are reported stand among the reports.

    What was passed to others is left to them, of all sources.
    """
    mine = Queued.objects.for_right(reader.user, DECIDE).exclude(Q(comment__in=reader.reported))
    if asked.kind:
        mine = mine.filter(kind=asked.kind)
    if asked.alike:
        mine = _alike(mine, [asked.alike])
    return _narrowed(reader.left(mine), asked, story="story", comment="comment")


def reported(asked: Asked, reader: Reader) -> "QuerySet[Report]":
    """Reports that wait, as they are asked for."""
    mine = reader.left(Report.objects.for_right(reader.user, DECIDE).waiting(), by="comment")
    return _narrowed(mine, asked, story="comment__story", comment="comment")


def appealed(asked: Asked, reader: Reader) -> "QuerySet[Appeal]":
    """Appeals that wait, as they are asked for."""
    mine = reader.left(Appeal.objects.for_right(reader.user, DECIDE).waiting(), by="decision__comment")
    return _narrowed(mine, asked, story="decision__comment__story", comment="decision__comment")


def decided(asked: Asked, reader: Reader) -> "QuerySet[Comment]":
    """Comments of one state that are decided on, those that came last first."""
    mine = Comment.objects.for_right(reader.user, DECIDE).filter(state=asked.state)
    mine = _narrowed(mine, asked, story="story", comment="").order_by("-sent_at", "-pk")
    if asked.after:
        last = asked.after
        mine = mine.filter(Q(sent_at__lt=last.since) | Q(sent_at=last.since, pk__lt=last.pk), sent_at__lte=last.since)
    return mine.only(*OF_A_ROW).prefetch_related(_seen(), OF_A_STORY)


def key_of(comment: Comment) -> Key | None:
    """Return where a comment stands in the queue, None of one that is in none."""
    row = Queued.objects.filter(pk=comment.pk).first()
    return _key(row) if row else None


def key_of_report(comment: Comment, reader: Reader) -> Key | None:
    """Return where the reports on a comment stand in the queue, None where none waits."""
    rows = [row for row in _reported(Asked(), reader) if row.comment_id == comment.pk]
    return rows[0].key if rows else None


def key_of_appeal(appeal: Appeal) -> Key:
    """Return where an appeal stands in the queue."""
    return Key(risk.APPEALED, appeal.decision.comment.story_id, appeal.filed_at, APPEALED, appeal.pk)


def _seen() -> "Prefetch[Any]":
    return Prefetch("opinions", CheckOpinion.objects.seen_at_the_desk())


def _narrowed(found: Rows, asked: Asked, *, story: str, comment: str) -> Rows:
    to = f"{comment}__" if comment else ""
    if asked.edition:
        found = found.filter(**{f"{story}__edition": asked.edition})
    if asked.section:
        found = found.filter(**{f"{story}__section": asked.section})
    if asked.story:
        found = found.filter(**{f"{story}__news_id": asked.story})
    if asked.label:
        about: Any = {"verdict": Verdict.UNAVAILABLE} if asked.label == UNAVAILABLE else {"check_name": asked.label}
        found = found.filter(
            Exists(CheckOpinion.objects.seen_at_the_desk().filter(comment=OuterRef(f"{to}pk"), **about))
        )
    if asked.words:
        # The first of them alone: no index finds letters in the middle of a word.
        near = found.order_by("-pk" if not comment else "pk").values("pk")[:MOST]
        has = Q(**{f"{to}text__icontains": asked.words}) | Q(**{f"{to}name__icontains": asked.words})
        found = found.filter(has, pk__in=near)
    return found


def _queued(asked: Asked, reader: Reader, most: int) -> list[Row]:
    """Find rows of comments, each group once, where the first of it stands."""
    mine = queued(asked, reader)
    orders = {RISK: ("-risk", "since", "comment"), STORY: ("-story", "since", "comment")}
    mine = mine.order_by(*orders.get(asked.sort, ("since", "comment")))
    found: list[Row] = []
    gone: set[str] = set()
    last = asked.after
    for look in range(MOST_LOOKS):
        at_once = min(AT_ONCE, most * 2 ** (look + 1))
        ahead = mine.filter(_after(last, asked.sort) if last else WHOLE[asked.sort])
        looked = list(ahead.exclude(alike__in=gone)[:at_once] if gone else ahead[:at_once])
        if asked.after and not asked.alike:
            gone |= _stood_before(mine, asked.after, asked.sort, {each.alike for each in looked} - gone - {""})
        for each in looked:
            if each.alike not in gone:
                found.append(Row(_key(each), each.kind, each.alike))
            if each.alike and not asked.alike:
                gone.add(each.alike)
        if len(looked) < at_once or len(found) >= most:
            break
        last = _key(looked[-1])
    return found[:most]


def _stood_before(mine: Any, key: Key, sort: str, groups: Iterable[str]) -> set[str]:
    """Which of these groups had their row on a page before."""
    groups = list(groups)
    if not groups:
        return set()
    before = _alike(mine, groups).exclude(_after(key, sort)).order_by()
    return set(before.values_list("alike", flat=True).distinct())


def _alike(rows: Rows, groups: list[str]) -> Rows:
    # That none is empty says nothing new, but for the planner: the index on groups is of those that are not.
    return rows.filter(alike__in=groups).exclude(alike="")


def _after(key: Key, sort: str) -> Q:
    """The condition on comments that stand after a row in this order."""
    later = Q(since__gt=key.since)
    if key.source == COMMENTS:
        later |= Q(since=key.since, pk__gt=key.pk)
    if sort == RISK:
        return Q(risk__lte=key.risk) & (Q(risk__lt=key.risk) | later)
    if sort == STORY:
        return Q(story__lte=key.story) & (Q(story__lt=key.story) | later)
    return Q(since__gte=key.since) & later


def _key(row: Queued) -> Key:
    return Key(row.risk, row.story_id, row.since, COMMENTS, row.pk)


def _reported(asked: Asked, reader: Reader) -> list[Row]:
    now = clock.now()
    found: dict[int, Row] = {}
    facts = ("comment", "comment__story", "kind", "filed_at", "due_at")
    for comment, story, kind, filed_at, due_at in reported(asked, reader).values_list(*facts)[:MOST]:
        height = OF_REPORT[ReportKind(kind)] + (risk.OVERDUE if due_at and due_at <= now else 0)
        row = Row(Key(height, story, filed_at, REPORTED, comment), REPORTS, due_at=due_at)
        found[comment] = _together(found[comment], row) if comment in found else row
    return list(found.values())


def _together(one: Row, other: Row) -> Row:
    """One row for all reports on a comment: as urgent as the most urgent, as old as the oldest."""
    key = replace(one.key, risk=max(one.key.risk, other.key.risk), since=min(one.key.since, other.key.since))
    due = min((each.due_at for each in (one, other) if each.due_at), default=None)
    return replace(one, key=key, count=one.count + 1, due_at=due)


def _appealed(asked: Asked, reader: Reader) -> list[Row]:
    found = appealed(asked, reader).select_related("decision__comment__story").defer("decision__comment__story__body")
    return [Row(key_of_appeal(each), APPEALS, appeal=each) for each in found[:MOST]]


def oldest(asked: Asked, reader: Reader) -> datetime | None:
    """Return since when the comment waits that waits longest, of those that are asked for and nobody sees.

    Not one under threat: it was shown before, and what it waits for is no reader's answer.
    """
    threatened = Threat.objects.open().values("comment")
    waiting = queued(asked, reader).exclude(kind=QueuedKind.UNREAD).exclude(comment__in=threatened)
    return waiting.order_by("since", "comment").values_list("since", flat=True).first()

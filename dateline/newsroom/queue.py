"""The queue at the desk: whatever a person is to read or answer as one list, and what was decided on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from dateline.comments.models import State
from dateline.lib import clock
from dateline.moderation.checks import CHECKS, name_of
from dateline.moderation.late import late_since
from dateline.moderation.models import Clause, HouseRules, QueuedKind
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom import queue_rows
from dateline.newsroom.bounded import MOST
from dateline.newsroom.headers import header
from dateline.newsroom.instants import instant
from dateline.newsroom.queue_asked import APPEALS, DECIDED, KINDS, REPORTS, SORTS, UNAVAILABLE, Asked, Key, read
from dateline.newsroom.queue_reader import Reader, reader_of
from dateline.newsroom.queue_rows import A_PAGE, COMMENTS
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models import Edition, Section

MOST_NEW = 99
WORDS_OF_A_LABEL = 2


def queue(request: Any) -> HttpResponse:
    """List what waits for a person in the order that is asked for, or comments of one state that are decided on."""
    editions = editions_of(request.user)
    asked, now = read(request.GET, editions), clock.now()
    reader = reader_of(request.user)
    context = header(_("Comments"), icon="comment") | _around(asked, reader, editions, now=now)
    return render(request, "newsroom/comments/queue.html", context | _listed(asked, reader, now=now))


def news(request: Any) -> JsonResponse:
    """Tell a page of the queue that is open what has come since it was made, and how many wait now."""
    asked = read(request.GET, editions_of(request.user))
    since, reader = instant(request.GET.get("since", "")), reader_of(request.user)
    new = _come_since(asked, reader, since) if since else 0
    counts = {kind or "all": count for kind, _label, count in _kinds(asked, reader)}
    return JsonResponse({"new": new, "counts": counts}, headers={"Cache-Control": "no-store"})


def editions_of(user: User) -> list[Edition]:
    """Return the editions in which somebody may decide on some comments."""
    beat = beat_of(user, DECIDE)
    return [edition for edition in Edition.objects.all() if beat.reaches(edition.pk)]


def clauses_for_many(editions: Sequence[Edition]) -> list[tuple[Edition, list[Clause]]]:
    """Return under which clauses many comments can be refused at once: those of no law, by their edition."""
    found = []
    for edition in editions:
        rules = HouseRules.objects.in_force(edition)
        clauses = [clause for clause in rules.clauses_in_force() if not clause.is_legal] if rules else []
        found += [(edition, clauses)] if clauses else []
    return found


def _listed(asked: Asked, reader: Reader, *, now: datetime) -> dict[str, Any]:
    if asked.state:
        comments = list(queue_rows.decided(asked, reader)[: A_PAGE + 1])
        last = comments[A_PAGE - 1] if len(comments) > A_PAGE else None
        after = Key(0, last.story_id, last.sent_at, COMMENTS, last.pk) if last else None
        return {"comments": comments[:A_PAGE], "after": after}
    rows = queue_rows.rows(asked, reader, most=A_PAGE)
    after = rows[A_PAGE - 1].key if len(rows) > A_PAGE else None
    rows = queue_rows.counted(queue_rows.completed(rows[:A_PAGE], reader, now=now), asked, reader)
    late = late_since(now)
    return {"rows": rows, "after": after, "late": late, "oldest": queue_rows.oldest(asked, reader) if late else None}


def _around(asked: Asked, reader: Reader, editions: list[Edition], *, now: datetime) -> dict[str, Any]:
    kinds = _kinds(asked, reader)
    return {
        "asked": asked,
        "query": asked.query(),
        "kinds": [(kind, label, count, asked.query(kind=kind, state="")) for kind, label, count in kinds],
        "states": [(state, state.label, asked.query(kind="", state=state.value)) for state in DECIDED],
        "editions": editions,
        "sections": Section.objects.filter(edition=asked.edition) if asked.edition else [],
        "labels": _labels(),
        "sorts": SORTS,
        "clauses": [] if asked.state else clauses_for_many([asked.edition] if asked.edition else editions),
        "is_taken_back": asked.state == State.TAKEN_BACK,
        "everything": Asked(sort=asked.sort).query(kind=asked.kind, state=asked.state),
        "most": MOST,
        "now": now,
    }


def _kinds(asked: Asked, reader: Reader) -> list[tuple[str, Any, str]]:
    """Each kind of what is to be read with how many there are, counted no further than anybody reads."""
    anything = Asked(edition=asked.edition, section=asked.section, story=asked.story)
    found: dict[str, int] = {
        kind: _count(queue_rows.queued(Asked(**vars(anything) | {"kind": kind}), reader)) for kind in QueuedKind.values
    }
    found[REPORTS] = _count(queue_rows.reported(anything, reader)) if reader.has_reports else 0
    found[APPEALS] = _count(queue_rows.appealed(anything, reader)) if reader.has_appeals else 0
    found[""] = sum(found.values())
    return [(kind, label, _up_to_most(found[kind])) for kind, label in KINDS]


def _count(found: "QuerySet[Any]") -> int:
    return found.order_by()[: MOST + 1].count()


def _up_to_most(count: int) -> str:
    return number_format(min(count, MOST), force_grouping=True) + ("+" if count > MOST else "")


def _labels() -> list[tuple[str, str]]:
    """The checks that may have spoken, each by the first words that it says."""
    known = [(name_of(check), getattr(check, "SAYS", {})) for check in CHECKS]
    labels = [(name, ", ".join(_(word) for word in list(says)[:WORDS_OF_A_LABEL])) for name, says in known if says]
    return [(UNAVAILABLE, _("check unavailable")), *labels]


def _come_since(asked: Asked, reader: Reader, since: datetime) -> int:
    found = 0
    if asked.kind not in (REPORTS, APPEALS):
        found += queue_rows.queued(asked, reader).filter(since__gt=since).order_by()[:MOST_NEW].count()
    if asked.kind in ("", REPORTS):
        found += queue_rows.reported(asked, reader).filter(filed_at__gt=since).aggregate(n=Count("comment"))["n"]
    if asked.kind in ("", APPEALS):
        found += queue_rows.appealed(asked, reader).filter(filed_at__gt=since).count()
    return min(found, MOST_NEW)

"""Answering a reader's request at the desk: what is found, what stands against erasing it, the row of what was done.

Only of what the person who answers may see; `dateline reader` answers for the whole newsroom, and leaves no row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.moderation import queueing, reader_record
from dateline.moderation.models import Appeal, CommentScore, FoundBy, LegalHold, ReaderRequest, Report, RequestKind
from dateline.moderation.models.decision import UNDER_LAW
from dateline.moderation.reader_record import Reader
from dateline.people.models import User
from dateline.stories.beats import beat_of

WAYS = {FoundBy.EMAIL: reader_record.of_address, FoundBy.RECEIPT: reader_record.of_receipt}


@dataclass(frozen=True)
class Found:
    """What a reader sent, as far as somebody may see it, and how much there is elsewhere."""

    found_by: FoundBy
    reader: Reader
    elsewhere: int = 0

    def __bool__(self) -> bool:
        return bool(self.reader.comments or self.reader.reports)

    @property
    def state(self) -> str:
        """What was found, in a word: what is erased must be what was seen."""
        numbers = [*(f"c{each.pk}" for each in self.reader.comments), *(f"r{each.pk}" for each in self.reader.reports)]
        return " ".join(numbers)


@dataclass(frozen=True)
class Against:
    """What stands against erasing a comment or report now."""

    holds: tuple[LegalHold, ...] = ()
    appealed: bool = False
    waiting: bool = False

    def __bool__(self) -> bool:
        return bool(self.holds or self.appealed or self.waiting)


def find(found_by: FoundBy, asked: str, *, by: User) -> Found:
    """Return what is found under an e-mail address or receipt, in the places where this person answers requests.

    Raises `PermissionDenied` with a sentence for who answers them nowhere.
    """
    if not beat_of(by, UNDER_LAW):
        raise PermissionDenied(_("Only desk chiefs and administrators answer a reader’s request."))
    everything = WAYS[found_by](asked)
    of_reports = [each.comment_id for each in everything.reports]
    numbers = {each.pk for each in everything.comments} | set(of_reports)
    mine = set(Comment.objects.for_right(by, UNDER_LAW).filter(pk__in=numbers).values_list("pk", flat=True))
    comments = [each for each in everything.comments if each.pk in mine]
    reports = [each for each in everything.reports if each.comment_id in mine]
    left = len(everything.comments) + len(everything.reports) - len(comments) - len(reports)
    return Found(found_by, Reader(comments, reports), left)


def against(reader: Reader) -> tuple[dict[int, Against], dict[int, Against]]:
    """Return by number which comments and which reports of a reader cannot be erased now, and why. Two queries."""
    numbers = {each.pk for each in reader.comments} | {each.comment_id for each in reader.reports}
    holds: dict[int, list[LegalHold]] = {}
    for hold in LegalHold.objects.filter(comment__in=numbers, lifted_at=None).select_related("held_by", "report"):
        holds.setdefault(hold.comment_id, []).append(hold)
    appealed = set(
        Appeal.objects.waiting().filter(decision__comment__in=numbers).values_list("decision__comment", flat=True)
    )
    of_comments = {
        each.pk: Against(tuple(holds.get(each.pk, ())), each.pk in appealed)
        for each in reader.comments
        if not each.is_erased
    }
    of_reports = {
        each.pk: Against(tuple(holds.get(each.comment_id, ())), waiting=each.is_waiting)
        for each in reader.reports
        if each.explanation
    }
    return _standing(of_comments), _standing(of_reports)


def hand_over(found: Found, *, reason: str, by: User, now: datetime) -> dict[str, Any]:
    """Return all that is kept of a reader, in JSON's types, and write down who had it, when and why.

    The scores are in it: what waits to be read without them is read as any other from then on. Raises
    `ValidationError` with a sentence without a reason, and where nothing was found.
    """
    with transaction.atomic():
        _write(RequestKind.EXPORT, found, reason, by=by, now=now, finished_at=now)
        hidden = CommentScore.objects.kept_from_the_desk().filter(comment__in=found.reader.comments)
        shown = list(hidden.values_list("comment", flat=True))
        CommentScore.objects.filter(comment__in=shown).update(is_blind=False)
        queueing.rate_those_again(shown)
    return reader_record.record(found.reader)


def erase(found: Found, *, seen: str, reason: str, by: User, now: datetime) -> reader_record.Erased:
    """Erase what was found and may be erased now, and write down by whom, when and why; the row comes first.

    Raises `ValidationError` with a sentence without a reason, where nothing was found, and where that is other than
    what was `seen`.
    """
    if seen != found.state:
        raise ValidationError(_("Something has come or gone since you looked. Look again."))
    row = _write(RequestKind.ERASURE, found, reason, by=by, now=now)
    done = reader_record.erase(found.reader, now=now)
    row.kept = [f"{each.thing} {each.number}" for each in done.kept]
    row.finished_at = now
    row.save(update_fields=["kept", "finished_at"])
    return done


def _standing(found: dict[int, Against]) -> dict[int, Against]:
    return {number: each for number, each in found.items() if each}


def _write(
    kind: RequestKind, found: Found, reason: str, *, by: User, now: datetime, finished_at: datetime | None = None
) -> ReaderRequest:
    if not found:
        raise ValidationError(_("Nothing is kept under this. See whether it is written as the reader wrote it."))
    if not reason.strip():
        raise ValidationError(_("Say why: what the reader asked for, and when."))
    facts = {"found_by": found.found_by, "reason": reason.strip(), "made_by": by, "made_at": now}
    return ReaderRequest.objects.create(
        kind=kind,
        comments=_numbers(found.reader.comments),
        reports=_numbers(found.reader.reports),
        finished_at=finished_at,
        **facts,
    )


def _numbers(rows: Iterable[Comment] | Iterable[Report]) -> list[int]:
    return [each.pk for each in rows]

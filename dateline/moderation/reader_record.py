"""All that is kept of one reader, to be handed over or erased at their wish (GDPR Articles 15, 17, 20).

Readers have no account: what is theirs is found by the e-mail address that they gave, or one thing by its receipt or
number. What stands there of others is left out: who decided, who reported, who was answered. `dateline reader` asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from dateline.comments.mail import MailRecipient
from dateline.comments.models import Comment
from dateline.lib.clock import machine_form
from dateline.lib.database import overwriting
from dateline.moderation import erasing
from dateline.moderation.models import Appeal, CommentScore, Decision, Report

WAYS = ("story__edition", "recipient")
WAYS_OF_REPORT = ("comment__story__edition", "ruling__clause", "ruling__rules", "recipient")


@dataclass(frozen=True)
class Reader:
    """What one reader sent: comments, and reports on those of others."""

    comments: list[Comment] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """What stays for now: a comment or a report, by its number, and why, in a sentence."""

    thing: str
    number: int
    why: str

    def __str__(self) -> str:
        return f"{self.thing} {self.number}: {self.why}"


@dataclass(frozen=True)
class Erased:
    """What an erasure did: how much it erased, and what stays now."""

    comments: int
    reports: int
    kept: list[Kept]


def of_address(email: str) -> Reader:
    """Return what was sent with an e-mail address, in whichever case it was typed. Whoever typed it may be another.

    Nothing for an empty one, which many have left.
    """
    email = email.strip()
    if not email:
        return Reader()
    comments = Comment.objects.select_related(*WAYS).filter(email__iexact=email)
    reports = Report.objects.select_related(*WAYS_OF_REPORT).filter(email__iexact=email)
    return Reader(list(comments.order_by("pk")), list(reports.order_by("pk")))


def of_receipt(token: str) -> Reader:
    """Return the one comment or report that a receipt is of; `token` may be the receipt's whole address."""
    token = token.strip().rstrip("/").rpartition("/")[2]
    return Reader(
        list(Comment.objects.of_receipt(token).select_related(*WAYS)),
        list(Report.objects.of_receipt(token).select_related(*WAYS_OF_REPORT)),
    )


def of_comment(number: int) -> Reader:
    """Return the one comment of this number."""
    return Reader(list(Comment.objects.select_related(*WAYS).filter(pk=number)))


def record(reader: Reader) -> dict[str, Any]:
    """Return all that is kept of a reader, in JSON's types; moments in UTC."""
    return {
        "comments": [_comment(comment) for comment in reader.comments],
        "reports": [_report(report) for report in reader.reports],
    }


def erase(reader: Reader, *, now: datetime) -> Erased:
    """Erase all that a reader gave and may be erased now; return what was, and what stays and why.

    What waits for an answer or lies under a legal hold stays. The decisions stay as rows, and the chain verifies.
    """
    kept: list[Kept] = []
    comments = sum(_erased(comment, kept, now=now) for comment in reader.comments)
    return Erased(comments, sum(_erased_report(report, kept, now=now) for report in reader.reports), kept)


def _erased(comment: Comment, kept: list[Kept], *, now: datetime) -> bool:
    was_erased = comment.is_erased
    try:
        with overwriting(), transaction.atomic():
            comment.locked()
            erasing.erase_answers(comment)
            MailRecipient.objects.filter(comment=comment).delete()
            erasing.erase(comment, now=now)
    except PermissionDenied as refusal:
        kept.append(Kept("Comment", comment.pk, str(refusal)))
        return False
    return not was_erased


def _erased_report(report: Report, kept: list[Kept], *, now: datetime) -> bool:
    if not report.explanation:
        return False
    try:
        erasing.erase_report(report, now=now)
    except PermissionDenied as refusal:
        kept.append(Kept("Report", report.pk, str(refusal)))
        return False
    return True


def _comment(comment: Comment) -> dict[str, Any]:
    recipient = getattr(comment, "recipient", None)
    decisions = comment.decisions.select_related("clause", "rules").order_by("decided_at", "pk")
    appeals = Appeal.objects.filter(decision__comment=comment).order_by("filed_at", "pk")
    answers = comment.reports.exclude(writer_answer="").order_by("filed_at", "pk")
    texts = comment.earlier_texts.all()
    return {
        "number": comment.pk,
        "story": f"{settings.BASE_URL}{reverse('story-short', args=[comment.story.news_id])}",
        "receipt": f"{settings.BASE_URL}{reverse('receipt', args=[comment.receipt_token])}",
        "state": comment.state,
        "name": comment.name,
        "text": comment.text,
        "written_at": _moment(comment.created_at),
        "changed_at": _moment(comment.sent_at) if comment.is_changed else None,
        "erased_at": _moment(comment.erased_at),
        "earlier_texts": [{"text": each.text, "until": _moment(each.replaced_at)} for each in texts],
        "decisions": [_decision(each) for each in decisions],
        "appeals": [_appeal(each) for each in appeals],
        "answers_to_reports": [
            {"text": each.writer_answer, "at": _moment(each.writer_answered_at)} for each in answers
        ],
        "found_by_checks": [
            {"check": each.check_name, "verdict": each.verdict, "sentence": each.sentence}
            for each in comment.opinions.all()
        ],
        "scores": _scores(comment),
        "bans": [
            {"by": each.kind, "reason": each.reason, "from": _moment(each.banned_at), "until": _moment(each.until)}
            for each in comment.bans.order_by("pk")
        ],
        "address_hash_kept_until": _moment(comment.address_expires_at) if comment.address_hash else None,
        "email": comment.email,
        **_mail(recipient),
    }


def _scores(comment: Comment) -> dict[str, Any] | None:
    row = CommentScore.objects.filter(comment=comment).first()
    if row is None:
        return None
    told = {"engine": row.engine, "layer": row.layer, "language": row.language, "not_scored": row.unscored}
    return told | {"scores": row.scores, "words": row.spans, "given_at": _moment(row.scored_at)}


def _decision(decision: Decision) -> dict[str, Any]:
    return {"outcome": decision.outcome, "at": _moment(decision.decided_at), "automatic": decision.automatic} | (
        {
            "clause": decision.clause_number,
            "clause_title": decision.clause.title,
            "clause_text": decision.clause.text,
            "rules_version": decision.rules.number if decision.rules else None,
            "law": decision.law,
            "sentence": decision.sentence,
        }
        if decision.clause
        else {"sentence": decision.sentence}
    )


def _appeal(appeal: Appeal) -> dict[str, Any]:
    return {
        "text": appeal.text,
        "filed_at": _moment(appeal.filed_at),
        "outcome": appeal.outcome,
        "answer": appeal.answer,
        "answered_at": _moment(appeal.answered_at),
    }


def _report(report: Report) -> dict[str, Any]:
    own = ("kind", "explanation", "statement", "claimant", "name", "outcome", "answer")
    return {
        "number": report.pk,
        "story": f"{settings.BASE_URL}{reverse('story-short', args=[report.comment.story.news_id])}",
        "receipt": f"{settings.BASE_URL}{reverse('report-receipt', args=[report.receipt_token])}",
        **{name: getattr(report, name) for name in own},
        "filed_at": _moment(report.filed_at),
        "answered_at": _moment(report.answered_at),
        "clause": report.ruling.clause_number if report.ruling else None,
        "address_hash_kept_until": _moment(report.address_expires_at) if report.address_hash else None,
        "email": report.email,
        **_mail(report.recipient),
    }


def _mail(recipient: MailRecipient | None) -> dict[str, Any]:
    if recipient is None:
        return {"address_proved_at": None, "mail_stopped_at": None, "mails": []}
    return {
        "address_proved_at": _moment(recipient.proved_at),
        "mail_stopped_at": _moment(recipient.stopped_at),
        "mails": list(_mails(recipient)),
    }


def _mails(recipient: MailRecipient) -> Iterator[dict[str, Any]]:
    for mail in recipient.mails.order_by("pk"):
        yield {"event": mail.event, "fate": mail.fate or "owed", "sent_at": _moment(mail.sent_at)}


def _moment(moment: datetime | None) -> str | None:
    return machine_form(moment) if moment else None

"""Correct: put out a better text of a story that readers know, with a note that they can see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.people.models import User
from dateline.stories.models import correction_request
from dateline.stories.models.correction_request import CorrectionRequest
from dateline.stories.models.notice import OF_THE_TEXT, NoticeKind
from dateline.stories.models.standing import now_or, refuse_killed


class Correctable:
    """What a story that readers know can be told about its text."""

    def correct(
        self: Any,
        revision: Any,
        *,
        by: User,
        note: str,
        kind: str = NoticeKind.CORRECTION,
        reason: str = "",
        answers: Iterable[CorrectionRequest] = (),
        now: datetime | None = None,
    ) -> None:
        """Publish a revision as the next version, with a dated note for readers: what was wrong, and what is right.

        `kind` is correction, clarification or update; an update may go without a note, and marks the version alone.
        `answers` are the requests that it meets.
        A held story is corrected while it is hidden, and comes back with the note. Raises `PermissionDenied` with
        a sentence for a killed story and one that readers do not know; `ValidationError` for a note that is missing
        and a kind that is none of these.
        """
        refuse_unless_said(kind, note)
        with transaction.atomic():
            row, at = self._locked(), now_or(now)
            row._refuse_unless_correctable(at)
            notice = row.notice(NoticeKind(kind), by=by, at=at, text=note.strip(), reason=reason)
            row.publish(revision, user=by, now=at, notice=notice)
            correction_request.meet(answers, notice)
        self.refresh_from_db()

    def ask_for_correction(self: Any, *, by: User, text: str, told_by: str = "") -> CorrectionRequest:
        """Ask those who may correct the story to do so. The request stands until it is met or turned down.

        `told_by` is who told the desk, if it came from outside. Raises `PermissionDenied` with a sentence for a killed
        story and one that readers do not know; `ValidationError` without a text.
        """
        if not text.strip():
            raise ValidationError(_("Say what is wrong, and what is right if you know it."))
        self._refuse_unless_correctable(now_or(None))
        return correction_request.ask(self, by=by, text=text, told_by=told_by)

    def _refuse_unless_correctable(self: Any, at: datetime) -> None:
        refuse_killed(self, _("A killed story cannot be corrected."))
        if not self.is_known(at):
            raise PermissionDenied(_("Readers have not seen this story yet. Publish it; there is nothing to correct."))


def refuse_unless_said(kind: str, note: str) -> None:
    """Raise `ValidationError` with a sentence unless readers are told what they must be told of such a text."""
    if kind not in OF_THE_TEXT:
        raise ValidationError(_("A text goes out as a correction, a clarification or an update."))
    if not note.strip() and kind != NoticeKind.UPDATE:
        raise ValidationError(_("Tell readers what was wrong or unclear, and what is right."))

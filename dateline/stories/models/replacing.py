"""Replacing at a time: arranging that a text goes out over the one that readers have, with what they are told of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from dateline.people.models import User
from dateline.stories.models.correcting import refuse_unless_said
from dateline.stories.models.correction_request import CorrectionRequest
from dateline.stories.models.later_version import LaterVersion, refuse_over
from dateline.stories.models.notice import NoticeKind
from dateline.stories.models.standing import now_or
from dateline.stories.moves import PUBLISH


class Replaceable:
    """What a story that readers know can be told about its next text."""

    def put_out_later(
        self: Any,
        revision: Any,
        *,
        at: datetime,
        by: User,
        note: str,
        kind: str = NoticeKind.CORRECTION,
        reason: str = "",
        answers: Iterable[CorrectionRequest] = (),
    ) -> LaterVersion:
        """Have a revision go out at a time, as `correct` would put it out now. One can wait for a story.

        Raises `PermissionDenied` with a sentence for a story that is held or killed or that readers do not know, for
        somebody who may not publish, and while another text waits; `ValidationError` for what is missing and for
        a time that is over.
        """
        refuse_unless_said(kind, note)
        refuse_over(at)
        with transaction.atomic():
            row = self._locked()
            row.refuse_unless_replaceable(now_or(None))
            row.refuse_unless_movable(PUBLISH, by=by)
            if row.later_versions.waiting().exists():
                raise PermissionDenied(_("Another text waits for its time already. Move or cancel that first."))
            facts = {"story": row, "revision": revision, "over": row.version, "at": at, "by": by, "kind": kind}
            met = [request.pk for request in answers]
            later = LaterVersion.objects.create(note=note.strip(), reason=reason, answers=met, **facts)
            said = {"later": later.pk, "at": at.isoformat()}
            log(instance=row, action="dateline.later", user=by, revision=revision, data=said)
        return later

    def refuse_unless_replaceable(self: Any, at: datetime) -> None:
        """Raise `PermissionDenied` with a sentence unless another text could go out over this story now."""
        self._refuse_unless_correctable(at)
        if self.is_held:
            raise PermissionDenied(_("The story is held while it is checked. Release it, then put the text out."))

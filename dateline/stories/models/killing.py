"""Kill: take a story back for good. Its number answers for ever, with a tombstone."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.people.models import User
from dateline.stories.models.notice import NoticeKind
from dateline.stories.models.standing import now_or, refuse_killed, refuse_without


class Killable:
    """What a story that readers know can be told once, and no more after it."""

    def kill(self: Any, *, by: User, reason: str, ground: str, text: str = "", now: datetime | None = None) -> None:
        """Take the story back from readers for good. A tombstone stays: news ID, date and kind of reason.

        Only a story that readers know: a tombstone of another would tell them of it. A draft is left unpublished,
        and one that waits for its time is held. Its times are cleared; the row and every version stay at the desk.
        Raises `PermissionDenied` with a sentence for those and for a story killed before; `ValidationError` without
        a reason.
        """
        refuse_without(reason)
        with transaction.atomic():
            row, at = self._locked(), now_or(now)
            row._refuse_unless_killable(at)
            notice = row.notice(NoticeKind.KILL, by=by, at=at, reason=reason, ground=ground, text=text)
            row._stand("canceled", notice, publish_at=None, embargoed_until=None)
        self.refresh_from_db()

    def _refuse_unless_killable(self: Any, at: datetime) -> None:
        refuse_killed(self, _("This story is killed already."))
        if not self.is_known(at):
            raise PermissionDenied(_("A tombstone would tell readers of a story that they never saw. Hold it instead."))

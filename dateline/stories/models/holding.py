"""Hold: hide a story while it is checked. Release: show it again."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.people.models import User
from dateline.stories.models.notice import NoticeKind
from dateline.stories.models.standing import now_or, refuse_killed, refuse_without


class Holdable:
    """What a story that is out, or will come out by the clock, can be told while somebody checks it."""

    def hold(self: Any, *, by: User, reason: str, ground: str, text: str = "", now: datetime | None = None) -> None:
        """Hide the story from readers until it is released; its address says that it is being checked.

        A published story that waits for its time can be held too: it does not come out, and nobody learns of it.
        Raises `PermissionDenied` with a sentence for a draft, which nobody reads anyway, and for a story held or
        killed before; `ValidationError` without a reason.
        """
        refuse_without(reason)
        with transaction.atomic():
            row = self._locked()
            row._refuse_unless_holdable()
            notice = row.notice(NoticeKind.HOLD, by=by, at=now_or(now), reason=reason, ground=ground, text=text)
            row._stand("withheld", notice)
        self.refresh_from_db()

    def release(self: Any, *, by: User, reason: str, text: str = "", now: datetime | None = None) -> None:
        """Show a held story again, in its newest version. One that readers had not seen comes out now.

        Raises `PermissionDenied` with a sentence for a story that is not held; `ValidationError` without a reason.
        """
        refuse_without(reason)
        with transaction.atomic():
            row = self._locked()
            row._refuse_unless_held()
            notice = row.notice(NoticeKind.RELEASE, by=by, at=now_or(now), reason=reason, text=text)
            row._stand("usable", notice, **row._first_published_when_released(notice))
        self.refresh_from_db()

    def _refuse_unless_holdable(self: Any) -> None:
        refuse_killed(self, _("A killed story cannot be held. It is taken back for good."))
        if self.is_held:
            raise PermissionDenied(_("This story is held already."))
        if not self.live:
            raise PermissionDenied(_("This story is not out. A draft needs no hold: nobody reads it."))

    def _refuse_unless_held(self: Any) -> None:
        refuse_killed(self, _("A killed story cannot be released. It is taken back for good."))
        if not self.is_held:
            raise PermissionDenied(_("This story is not held."))

    def _first_published_when_released(self: Any, notice: Any) -> dict[str, datetime]:
        # Its time came while it was held: it is as new as the release, in every list and feed.
        held_at = self.notices.filter(kind=NoticeKind.HOLD).order_by("-at", "-pk").values_list("at", flat=True).first()
        if notice.readers_knew or held_at is None or not held_at < self.first_published_at <= notice.at:
            return {}
        return {"first_published_at": notice.at}

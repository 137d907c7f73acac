"""Keep a story out of search engines, and let it in again. Its page stays as it is for readers."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from dateline.people.models import User
from dateline.stories import signals
from dateline.stories.models.standing import now_or, refuse_without
from dateline.stories.shown import shown


class Unlistable:
    """What a story can be told about search engines: somebody's name need not be the first that they say of them."""

    @property
    def is_unlisted(self: Any) -> bool:
        return self.unlisted_since is not None

    def keep_out_of_search_engines(self: Any, *, by: User, reason: str, now: datetime | None = None) -> None:
        """Ask search engines to leave the story out: its page says so, and no sitemap names it.

        Raises `PermissionDenied` with a sentence for a killed story, and for one that is kept out already;
        `ValidationError` without a reason.
        """
        at = now_or(now)
        self._list(at, by=by, reason=reason, action="dateline.keep_out", at=at)

    def let_search_engines_in(self: Any, *, by: User, reason: str, now: datetime | None = None) -> None:
        """Let search engines find the story again. Raises as `keep_out_of_search_engines` does, the other way round."""
        self._list(None, by=by, reason=reason, action="dateline.let_in", at=now_or(now))

    def _list(self: Any, since: datetime | None, *, by: User, reason: str, action: str, at: datetime) -> None:
        refuse_without(reason)
        with transaction.atomic():
            row = self._locked()
            row._refuse_unless_listable(since)
            was = shown(row, at)
            row.unlisted_since = since
            row.save(update_fields=["unlisted_since"])
            signals.changed.send(type(self), story=row, was=was, now_is=shown(row, at), at=at)
            log(instance=row, action=action, user=by, data={"reason": reason})
        self.refresh_from_db()

    def _refuse_unless_listable(self: Any, since: datetime | None) -> None:
        if self.is_killed:
            raise PermissionDenied(_("A killed story is in no search engine: its address answers that it is gone."))
        if since and self.is_unlisted:
            raise PermissionDenied(_("Search engines are asked to leave this story out already."))
        if not since and not self.is_unlisted:
            raise PermissionDenied(_("Search engines may find this story already."))

"""Times: when a story may be seen. Publication time and embargo are two facts, each with its own verb."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories import signals
from dateline.stories.search import writing as search
from dateline.stories.shown import shown


class Timed:
    """What a story can be told about its times while readers have not yet seen it."""

    def is_public(self: Any, now: datetime | None = None) -> bool:
        """Whether a reader may see the story at `now`."""
        return bool(type(self).objects.public(now or clock.now()).filter(pk=self.pk).exists())

    def is_timed(self: Any, now: datetime) -> bool:
        """Whether the story is hidden at `now` only because its time has not come."""
        return any(time and time > now for time in (self.publish_at, self.embargoed_until))

    def is_embargoed(self: Any, now: datetime) -> bool:
        """Whether the end of its embargo lies ahead."""
        return bool(self.embargoed_until and self.embargoed_until > now)

    def schedule(self: Any, at: datetime | None, *, by: User) -> None:
        """Set the time from which readers see the story; None for as soon as it is published.

        Raises `PermissionDenied` with a sentence once the story is out or killed.
        """
        self._set_time("publish_at", at, by=by, action="dateline.schedule")

    def embargo(self: Any, until: datetime | None, *, by: User, reason: str = "") -> None:
        """Set the time before which no reader sees any version of the story; None lifts the embargo.

        Others were promised one that holds: `reason` says in the history why it is lifted or moved. Raises
        `ValidationError` with a sentence without it, `PermissionDenied` once the story is out or killed.
        """
        self._set_time("embargoed_until", until, by=by, action="dateline.embargo", reason=reason.strip())

    def _set_time(
        self: Any, fact: str, value: datetime | None, *, by: User, action: str, reason: str | None = None
    ) -> None:
        with transaction.atomic():
            row = self._locked()
            row._refuse_unless_timeable()
            at = clock.now()
            if reason == "" and row.is_embargoed(at) and value != row.embargoed_until:
                raise ValidationError(_("Say why the embargo is lifted or moved: others rely on it."))
            was = shown(row, at)
            setattr(row, fact, value)
            row._move_first_publication(at)
            row.save(update_fields=[fact, "first_published_at"])
            if row.live:
                search.index(row)  # it stands at its time there too
            signals.changed.send(type(self), story=row, was=was, now_is=shown(row, at), at=at)
            data = {fact: value.isoformat() if value else None} | ({"reason": reason} if reason else {})
            log(instance=row, action=action, user=by, data=data)
        self.refresh_from_db()

    def _refuse_unless_timeable(self: Any) -> None:
        if self.pub_status == "canceled":
            raise PermissionDenied(_("A killed story has no time any more."))
        if self.is_known():
            raise PermissionDenied(_("This story is already out. Its times can no longer be changed."))

    def _move_first_publication(self: Any, at: datetime) -> None:
        # A story that readers do not know goes out when its last bar falls, whichever its version is by then; that
        # instant orders it in every list.
        if self.live:
            self.first_published_at = max(filter(None, [at, self.publish_at, self.embargoed_until]))

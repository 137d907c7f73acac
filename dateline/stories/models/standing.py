"""Whether a story may be used, and what it takes to change that. The verbs are in `holding` and `killing`."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories import signals
from dateline.stories.models.notice import Notice, NoticeKind
from dateline.stories.search import writing as search
from dateline.stories.shown import shown


class Standing:
    """What holding, killing and correcting share. Wagtail's `live` stays as it is through all of them."""

    @property
    def is_held(self: Any) -> bool:
        return bool(self.pub_status == "withheld")

    @property
    def is_killed(self: Any) -> bool:
        return bool(self.pub_status == "canceled")

    def is_known(self: Any, now: datetime | None = None) -> bool:
        """Whether readers have seen the story: it is public, or was before it was held or killed."""
        return bool(self.is_public(now) or self.notices.filter(readers_knew=True).exists())

    def notice(self: Any, kind: NoticeKind, *, by: User | None, at: datetime, **words: str) -> Notice:
        """Return a notice about the version that is out, not stored yet. `words` are its text, reason and ground."""
        known = self.is_known(at)
        name = by.display_name if by else ""
        facts = {"author": by, "author_name": name, "at": at, "version": self.version, "readers_knew": known}
        return Notice(story=self, kind=kind, **facts, **words)

    def _stand(self: Any, status: str, notice: Notice, **facts: Any) -> None:
        """Give the locked row another status, with its notice, in the transaction under way. Everything follows."""
        was = shown(self, notice.at)
        for name, value in (facts | {"pub_status": status}).items():
            setattr(self, name, value)
        self.save(update_fields=["pub_status", *facts])
        search.index(self)
        notice.save()
        now_is = shown(self, notice.at)
        signals.changed.send(type(self), story=self, was=was, now_is=now_is, at=notice.at, notice=notice)
        signals.noticed.send(type(self), notice=notice)
        self.log_notice(notice)

    def log_notice(self: Any, notice: Notice) -> None:
        """Write the notice's line into the desk's log."""
        said = {"reason": notice.reason, "ground": notice.ground, "notice": notice.pk}
        log(instance=self, action=f"dateline.{notice.kind}", user=notice.author, data=said)

    def _locked(self: Any) -> Any:
        return type(self).objects.select_for_update().get(pk=self.pk)


def refuse_without(reason: str) -> None:
    """Raise `ValidationError` with a sentence when the desk is not told why."""
    if not reason.strip():
        raise ValidationError(_("Say why. The desk needs the reason later, when nobody remembers it."))


def refuse_killed(story: Any, sentence: str) -> None:
    if story.is_killed:
        raise PermissionDenied(sentence)


def now_or(at: datetime | None) -> datetime:
    return at or clock.now()

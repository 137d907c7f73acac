"""Whether readers may comment on a story now, and what is shown without a person: the one place that answers.

Edition, section and story each say their part, and the strictest counts (decisions/0050).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from dateline.lib import reading
from dateline.people.models import User
from dateline.stories import signals
from dateline.stories.models.comments_door import DOORS, CommentsDoor, CommentsMode, refuse_more_lenient, strictest
from dateline.stories.models.standing import refuse_killed

OF_COMMENTING = (
    "first_published_at",
    *(f"{whose}comments_{what}" for whose in ("", "edition__", "section__") for what in ("door", "mode")),
    *(f"{whose}comments_close_after" for whose in ("edition__", "section__")),
)
"""The columns that `commenting` asks, for who loads no others."""


@dataclass(frozen=True)
class Commenting:
    """What holds for the comments of one story at an instant. `mode` is what may be shown without a person."""

    door: CommentsDoor
    mode: CommentsMode
    closes_at: datetime | None = None
    """When the clock closes them; None when it never does, or they are closed."""

    @property
    def takes(self) -> bool:
        """Whether a reader may comment."""
        return self.door != CommentsDoor.CLOSED

    @property
    def is_held(self) -> bool:
        return self.door == CommentsDoor.HELD

    @property
    def reads_first(self) -> bool:
        return self.mode == CommentsMode.READ_FIRST

    @property
    def reads_after(self) -> bool:
        return self.mode == CommentsMode.AT_ONCE


class Commentable:
    """What a story knows of the comments under it."""

    def commenting(self: Any, now: datetime) -> Commenting:
        """Return what holds at `now`, and note when the clock will change it. Asks edition and section, loaded before.

        Held, no program decides: every comment waits for a person.
        """
        closes_at = self.comments_close_at
        if closes_at and closes_at <= now:
            return Commenting(CommentsDoor.CLOSED, CommentsMode.READ_FIRST)
        door = max((CommentsDoor(each.comments_door or "open") for each in self._speaking()), key=DOORS.index)
        if door == CommentsDoor.CLOSED:
            return Commenting(door, CommentsMode.READ_FIRST)
        if closes_at:
            reading.note_until(closes_at)
        mode = CommentsMode.READ_FIRST if door == CommentsDoor.HELD else strictest(self._speaking())
        return Commenting(door, mode, closes_at)

    @property
    def comments_close_at(self: Any) -> datetime | None:
        """When the clock closes the comments: the earlier of what edition and section say; None for never."""
        days = [each.comments_close_after for each in (self.edition, self.section) if each]
        counted = [each for each in days if each]
        return self.first_published_at + timedelta(days=min(counted)) if counted and self.first_published_at else None

    def set_comments(self: Any, *, door: str, mode: str, by: User, reason: str = "") -> None:
        """Open, hold or close the comments of this story, and say when they are shown; an empty mode is the edition's.

        Raises `ValidationError` with a sentence for a mode more lenient than edition or section have, and
        `PermissionDenied` for a killed story. The same again changes nothing.
        """
        with transaction.atomic():
            row = self._locked()
            refuse_killed(row, _("Nobody can comment on a killed story."))
            refuse_more_lenient(mode, row.edition, row.section)
            said = {
                "comments_door": CommentsDoor(door).value,
                "comments_mode": CommentsMode(mode).value if mode else None,
            }
            if (row.comments_door or CommentsDoor.OPEN, row.comments_mode) != tuple(said.values()):
                for name, value in said.items():
                    setattr(row, name, value)
                row.save(update_fields=list(said))
                signals.comments_set.send(type(self), story=row)
                log(instance=row, action="dateline.comments", user=by, data={**said, "reason": reason.strip()})
        self.refresh_from_db()

    def _speaking(self: Any) -> list[Any]:
        return [each for each in (self.edition, self.section, self) if each]

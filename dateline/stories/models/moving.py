"""Moving a story on from its writer to its readers, and back. The rules are the table in `stories/moves.py`."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models.handover import Handover
from dateline.stories.moves import (
    MAKE_READY,
    MOVES,
    SEND_BACK,
    SUBMIT,
    WITHOUT_NOTE,
    Move,
    Stage,
    after_a_new_text,
)

if TYPE_CHECKING:
    from dateline.stories.models.story import Story


class Movable:
    """What a story can be told on its way out. Each verb raises `PermissionDenied` with a sentence and writes its row.

    `publish` is the fourth move: it has a file of its own (`publishing.py`).
    """

    stage: Any

    def submit(self: Any, *, by: User, note: str = "") -> None:
        """Hand the newest text in: an editor reads it."""
        self._move(SUBMIT, by=by, note=note)

    def send_back(self: Any, *, by: User, note: str) -> None:
        """Give the story back to its writer, with a note that says what to change."""
        self._move(SEND_BACK, by=by, note=note)

    def make_ready(self: Any, *, by: User, note: str = "") -> None:
        """Approve the newest text: it waits for somebody with the right to publish."""
        self._move(MAKE_READY, by=by, note=note)

    def refusal(self: Any, move: Move, *, by: User | None, stage: str = "") -> str:
        """Return the sentence that says why this person cannot make this move now; empty when nothing is against it.

        With a stage, what would be said if the story were in that one. Nobody (`by` is None) is the system itself: an
        import publishes without a right.
        """
        if by and self._lacks_right(move, by):
            return str(move.without_right)
        return str(move.refused.get(Stage(stage or self.stage), ""))

    def refusal_of_a_new_text(self: Any, move: Move, *, by: User) -> str:
        """Return the sentence that would stand against this move if this person saved another text first."""
        stage = after_a_new_text(self.stage, may_review=not self._lacks_right(MAKE_READY, by))
        return str(self.refusal(move, by=by, stage=stage))

    def moves_of(self: Any, user: User) -> list[Move]:
        """Return the moves that this person can make now."""
        return [move for move in MOVES if not self.refusal(move, by=user)]

    def save_revision(self: Any, *args: Any, user: Any = None, **options: Any) -> Any:
        """Store a text; a story that was published or ready is no longer so with it."""
        revision = super().save_revision(*args, user=user, **options)  # type: ignore[misc]
        if self.stage in (Stage.PUBLISHED, Stage.READY):
            approved = bool(user) and not self._lacks_right(MAKE_READY, user)
            self.stage = after_a_new_text(self.stage, may_review=approved)
            type(self).objects.filter(pk=self.pk).update(stage=self.stage)
        return revision

    def _lacks_right(self: Any, move: Move, user: User) -> bool:
        return not beat_of(user, move.right).covers(self.edition_id, self.section_id)

    def _move(self: Any, move: Move, *, by: User, note: str) -> None:
        with transaction.atomic():
            row = self._locked()
            row.refuse_unless_movable(move, by=by, note=note)
            row.stage = move.to
            row.save(update_fields=["stage"])
            _hand_over(row, move, by=by, note=note, at=clock.now())
        self.stage = move.to

    def refuse_unless_movable(self: Any, move: Move, *, by: User | None, note: str = "") -> None:
        """Raise `PermissionDenied` with the sentence that says why not."""
        refusal = self.refusal(move, by=by)
        if not refusal and move.needs_note and not note.strip():
            refusal = str(WITHOUT_NOTE)
        if refusal:
            raise PermissionDenied(refusal)


def _hand_over(story: "Story", move: Move, *, by: User, note: str, at: datetime) -> None:
    Handover.objects.create(
        story=story, verb=move.verb, by=by, at=at, revision=story.latest_revision, note=note.strip()
    )

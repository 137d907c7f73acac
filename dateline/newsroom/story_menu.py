"""The moves in the editor's menu: what is typed is saved, and the story handed in, made ready or published with it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import ActionMenuItem

from dateline.stories.beats import beat_of
from dateline.stories.moves import MAKE_READY, PUBLISH, SUBMIT, Move

CLOSED = {"action-unpublish", "action-delete"}


def may(move: Move, context: dict[str, Any]) -> bool:
    """Whether this person could make the move with what is in the editor."""
    user, story = context["request"].user, context.get("instance")
    if story is None or story.pk is None:
        return bool(beat_of(user, move.right))
    return not story.is_killed and not story.refusal_of_a_new_text(move, by=user)


class MoveItem(ActionMenuItem):
    """Save and move. A move with a note has a page of its own."""

    def __init__(self, move: Move, *, icon: str, order: int) -> None:
        super().__init__(order=order)
        self.move = move
        self.name = f"action-{move.verb}"
        self.label = move.label
        self.icon_name = icon

    def is_shown(self, context: dict[str, Any]) -> bool:
        return bool(super().is_shown(context)) and may(self.move, context)


class HandingItem(ActionMenuItem):
    """The way to the page that shows who handed the story over, and sends it back."""

    name = "action-handing"
    label = _("Handing over …")
    icon_name = "history"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return bool(context["view"] != "create")

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("newsroom-story-handing", args=[parent_context["instance"].pk])


OURS = (
    MoveItem(SUBMIT, icon="resubmit", order=40),
    MoveItem(MAKE_READY, icon="success", order=50),
    HandingItem(order=60),
)


def arranged(items: list[ActionMenuItem], context: dict[str, Any]) -> list[ActionMenuItem]:
    """Return the menu of a story: of Wagtail's items those that are open to this person, and the moves."""
    closed = CLOSED if may(PUBLISH, context) else CLOSED | {"action-publish"}
    kept = [item for item in items if item.name not in closed]
    return sorted([*kept, *(item for item in OURS if item.is_shown(context))], key=lambda item: item.order)

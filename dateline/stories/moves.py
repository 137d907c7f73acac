"""The way of a story from its writer to its readers: the stages, the moves between them, and who may make each.

One table, for code and for reading. `models/moving.py` makes the moves, the desk shows them; none of them knows a rule
of its own. `pub_status` (usable, withheld, canceled) is another question: not how far a text is, but whether the story
may be used at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far the newest text of a story is. What readers see is another question (`queries.py`)."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    READY = "ready", _("Ready")
    PUBLISHED = "published", _("Published")


@dataclass(frozen=True)
class Move:
    """A verb: the stage it leads to, the right it needs, and the sentence of each refusal.

    A stage in `refused` cannot make the move; from every other one it is made.
    """

    verb: str
    label: Promise
    to: Stage
    right: str
    without_right: Promise
    refused: Mapping[Stage, Promise]
    needs_note: bool = False


SUBMIT = Move(
    "submit",
    _("Hand in"),
    to=Stage.REVIEW,
    right="stories.change_story",
    without_right=_("Only those who write in its section hand a story in."),
    refused={
        Stage.REVIEW: _("This story is in review already."),
        Stage.READY: _("This story is ready already: it waits to be published."),
        Stage.PUBLISHED: _("Readers have this text already. Change it before you hand it in."),
    },
)
SEND_BACK = Move(
    "send_back",
    _("Send back"),
    to=Stage.DRAFT,
    right="stories.review_story",
    without_right=_("Only editors of its section send a story back."),
    refused={
        Stage.DRAFT: _("This story is a draft: there is nothing to send back."),
        Stage.PUBLISHED: _("Readers have this text already. It cannot be sent back."),
    },
    needs_note=True,
)
MAKE_READY = Move(
    "make_ready",
    _("Make ready"),
    to=Stage.READY,
    right="stories.review_story",
    without_right=_("Only editors of its section make a story ready."),
    refused={
        Stage.READY: _("This story is ready already: it waits to be published."),
        Stage.PUBLISHED: _("Readers have this text already. Change it before you make it ready."),
    },
)
PUBLISH = Move(
    "publish",
    _("Publish"),
    to=Stage.PUBLISHED,
    right="stories.publish_story",
    without_right=_("Only those with the right to publish in its section put a story out."),
    refused={},  # out again is the next version: an old text may come back so
)

MOVES = (SUBMIT, SEND_BACK, MAKE_READY, PUBLISH)
BY_VERB = {move.verb: move for move in MOVES}

WITHOUT_NOTE = _("Say to the writer what is to be changed.")

ON_A_NEW_TEXT = {Stage.PUBLISHED: Stage.DRAFT, Stage.READY: Stage.REVIEW}
"""What a saved text turns a stage into. What was approved is not this text; who may approve has just read it."""


def after_a_new_text(stage: str, *, may_review: bool) -> Stage:
    """Return the stage of a story in `stage` once somebody has saved another text of it."""
    known = Stage(stage)
    if known is Stage.READY and may_review:
        return known
    return ON_A_NEW_TEXT.get(known, known)

"""What edition, section and story can say of comments: the door and the mode, from lenient to strict."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class CommentsDoor(models.TextChoices):
    """What becomes of a comment that is sent, from the most lenient to the strictest."""

    OPEN = "open", gettext_lazy("Open")
    HELD = "held", gettext_lazy("Held")
    CLOSED = "closed", gettext_lazy("Closed")


class CommentsMode(models.TextChoices):
    """When a comment is shown, from the most lenient to the strictest."""

    AT_ONCE = "at once", gettext_lazy("Show at once, read after")
    CLEAN = "clean", gettext_lazy("Show when every check is clean")
    READ_FIRST = "read first", gettext_lazy("A person reads each before it is shown")


DOORS, MODES = list(CommentsDoor), list(CommentsMode)
AS_ABOVE: list[tuple[str, Promise]] = [("", gettext_lazy("As the edition")), *CommentsMode.choices]


def close_after() -> models.PositiveSmallIntegerField:
    """Return the field of an edition or a section that closes comments by the clock."""
    return models.PositiveSmallIntegerField(
        "days until comments close",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Days after a story’s first publication. Empty: never.",
    )


def door_of_a_story() -> Any:
    """Return the field of a story. It is empty where nothing was said: a large archive is not written anew for it."""
    return models.CharField("comments", max_length=6, choices=CommentsDoor, null=True, blank=True, editable=False)


def mode_of_a_story() -> Any:
    """Return the field of a story, empty in the same way."""
    return models.CharField(
        "when comments are shown", max_length=10, choices=CommentsMode, null=True, blank=True, editable=False
    )


def strictest(speaking: list[Any]) -> CommentsMode:
    """Return the mode that counts among what edition, section and story say."""
    said = [CommentsMode(each.comments_mode) for each in speaking if each.comments_mode]
    return max(said, key=MODES.index, default=CommentsMode.READ_FIRST)


def refuse_more_lenient(mode: str, *above: Any) -> None:
    """Raise `ValidationError` with a sentence for a mode that is more lenient than what stands above it."""
    above_it = strictest([each for each in above if each])
    if mode and MODES.index(CommentsMode(mode)) < MODES.index(above_it):
        said = _("More lenient than edition or section, where it is “%(mode)s”. Choose that or a stricter one.")
        raise ValidationError({"comments_mode": said % {"mode": above_it.label}})

"""What becomes of a comment, and what it may be marked as."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SHOWN = "shown", _("Shown")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken", _("Taken back")


class Rank(models.IntegerChoices):
    """What a comment is marked as; what is higher stands before the rest."""

    PLAIN = 0, _("Not marked")
    PICKED = 1, _("Editors’ pick")
    REPLY = 2, _("Right of reply")

"""What the desk calls drift of the scores."""

from django.utils.translation import gettext_lazy as _

from dateline.moderation.scores.figures_drift import Drift

DRIFTS = {
    Drift.NONE: _("as before"),
    Drift.SOME: _("somewhat different"),
    Drift.MUCH: _("different"),
    Drift.UNKNOWN: _("too few to compare"),
}

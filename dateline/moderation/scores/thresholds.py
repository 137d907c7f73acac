"""From which score on an attribute raises a doubt in an edition. Each change is a row of who, when and why."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dateline.moderation.models import ONE_HALF, Threshold
from dateline.people.models import User
from dateline.scoring.attributes import ATTRIBUTES
from dateline.stories.models import Edition


def thresholds_of(edition: Edition) -> dict[str, float]:
    """Return the threshold of every attribute in an edition: the newest that was set, or one half. One query."""
    rows = Threshold.objects.filter(edition=edition).order_by("pk").values_list("attribute", "value")
    return completed(dict(rows))


def completed(those: Mapping[str, float]) -> dict[str, float]:
    """Return thresholds with those of the other attributes, for which nobody has set any."""
    return dict.fromkeys(ATTRIBUTES, ONE_HALF) | dict(those)


def set_threshold(
    edition: Edition, attribute: str, value: float, *, by: User, now: datetime, reason: str = ""
) -> Threshold:
    """Set the score from which on an attribute raises a doubt in an edition, for comments from now on.

    Raises `ValidationError` with a sentence for an attribute that the engine does not know, and for a value that is
    not above 0 and at most 1: nothing would be without a doubt.
    """
    if attribute not in ATTRIBUTES:
        raise ValidationError(_("The scoring engine knows no attribute “%(name)s”.") % {"name": attribute[:40]})
    if not 0 < value <= 1:
        raise ValidationError(_("A threshold is a number above 0, and 1 at most."))
    facts = {"attribute": attribute, "value": value, "set_by": by, "set_at": now, "reason": reason.strip()}
    return Threshold.objects.create(edition=edition, **facts)

"""Thresholds: one half until somebody sets another, and who set which is kept."""

import pytest
from django.core.exceptions import ValidationError

from dateline.lib import clock
from dateline.moderation.models import Threshold
from dateline.moderation.scores.thresholds import set_threshold, thresholds_of
from dateline.people.models import User
from dateline.scoring.attributes import ATTRIBUTES
from dateline.stories.models import Edition


def test_every_attribute_has_one_half_until_another_is_set_in_that_edition(
    en: Edition, fa: Edition, ines: User
) -> None:
    assert thresholds_of(en) == dict.fromkeys(ATTRIBUTES, 0.5)
    for value in (0.8, 0.6):
        set_threshold(en, "INSULT", value, by=ines, now=clock.now(), reason=" Too many. ")
    assert thresholds_of(en) == dict.fromkeys(ATTRIBUTES, 0.5) | {"INSULT": 0.6}
    assert thresholds_of(fa)["INSULT"] == 0.5
    rows = Threshold.objects.order_by("pk").values_list("value", "set_by", "reason")
    assert list(rows) == [(0.8, ines.pk, "Too many."), (0.6, ines.pk, "Too many.")]


@pytest.mark.parametrize("value", [0, -0.1, 1.01, float("nan")])
def test_a_threshold_lies_above_nothing_and_reaches_one(en: Edition, ines: User, value: float) -> None:
    with pytest.raises(ValidationError, match="above 0, and 1 at most"):
        set_threshold(en, "INSULT", value, by=ines, now=clock.now())


def test_an_attribute_that_the_engine_does_not_know_is_refused(en: Edition, ines: User) -> None:
    with pytest.raises(ValidationError, match="knows no attribute “WIT”"):
        set_threshold(en, "WIT", 0.5, by=ines, now=clock.now())
    assert not Threshold.objects.exists()

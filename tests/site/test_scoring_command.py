"""`dateline scoring`: one command each, in plain words."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from dateline.lib import clock
from dateline.moderation.models import LayerInUse, Learning
from dateline.moderation.scores import layers
from dateline.people.models import User
from dateline.scoring.learning.layer import Layer
from dateline.site import nights
from dateline.stories.models import Edition
from tests.moderation.scores.conftest import own_layers

__all__ = ["own_layers"]
FIGURES = {
    "rulings": 1_400,
    "labels": {"INSULT": [400, 1_000]},
    "attributes": {
        "INSULT": {
            "rulings": 280,
            "breaches": 80,
            "auc": {"before": 0.71, "after": 0.79, "low": 0.02, "high": 0.13},
            "loss": {"before": 0.64, "after": 0.55, "low": -0.14, "high": -0.03},
            "is_better": True,
        },
        "THREAT": {"rulings": 9, "breaches": 2, "auc": None, "loss": None, "is_better": False},
    },
    "fairness": {"benign": [3, 2, 160]},
}


def said(*words: str) -> str:
    out = StringIO()
    call_command("scoring", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def learning(en: Edition) -> Learning:
    layer = Layer(layers.base().version, ())
    facts = {"version": layer.version, "layer": layer.as_bytes(), "engine": layer.base, "figures": FIGURES}
    return Learning.objects.create(edition=en, begun_at=clock.now(), ended_at=clock.now(), outcome="better", **facts)


@pytest.mark.django_db
def test_learning_from_a_desk_without_decisions_says_what_it_needs(en: Edition) -> None:
    assert "300 that say something" in said("learn")
    assert Learning.objects.get().outcome == "too few"
    with pytest.raises(CommandError, match="Nothing was learned yet"):
        said("compare")


@pytest.mark.django_db
def test_what_was_learned_is_compared_in_words(learning: Learning) -> None:
    told = said("compare", "--edition", "en")
    assert "Learned from 1,400 decisions of the edition en." in told
    assert "INSULT: 400 refused for it, 1,000 not." in told
    assert "AUC 0.710, now 0.790 (by +0.020 to +0.130); log loss 0.640, now 0.550: better." in told
    assert "THREAT: too few of a kind among 9 decisions to judge by." in told
    assert "Of 160 benign sentences about people 3 were flagged, now 2." in told
    assert said("compare", learning.version[:4]) == told


@pytest.mark.django_db
def test_who_promotes_and_rolls_back_is_written_down_and_listed(learning: Learning, en: Edition, mara: User) -> None:
    promoted = said("promote", learning.version, "--by", "mara", "--reason", "It knows our words.")
    assert f"en: comments are scored with what was learned, version {learning.version}." in promoted
    assert layers.engine_for(en.pk).layer == learning.version
    assert "engine as it is shipped" in said("roll-back", "--by", "mara", "--reason", "Too strict.")
    listed = said("list")
    assert listed.startswith("en: comments are scored by the engine as it is shipped.")
    assert f"{learning.version}, by mara: It knows our words." in listed
    assert "the engine as it is shipped, by mara: Too strict." in listed
    assert "Better than what is in use" in listed


@pytest.mark.django_db
def test_a_layer_over_another_model_is_not_said_to_be_in_use(learning: Learning, en: Edition, mara: User) -> None:
    said("promote", learning.version, "--by", "mara", "--reason", "It knows our words.")
    Learning.objects.update(layer=Layer("en-0+abc", ()).as_bytes())  # as after an update
    layers.forget(en.pk)
    listed = said("list")
    assert listed.startswith("en: comments are scored by the engine as it is shipped.")
    assert f"Version {learning.version}, put in use, does not fit this engine's model." in listed


@pytest.mark.django_db
def test_what_is_not_there_is_refused_in_a_sentence(learning: Learning, en: Edition, fa: Edition, mara: User) -> None:
    with pytest.raises(CommandError, match="Nothing of this version"):
        said("promote", "zzz", "--by", "mara", "--reason", "?")
    with pytest.raises(CommandError, match="Nobody at the desk"):
        said("promote", learning.version, "--by", "nobody", "--reason", "?")
    with pytest.raises(CommandError, match="Say why"):
        said("promote", learning.version, "--by", "mara", "--reason", " ")
    with pytest.raises(CommandError, match="one of en, fa"):
        said("learn")
    with pytest.raises(CommandError, match="No layer is in use"):
        said("roll-back", "--edition", "fa", "--by", "mara", "--reason", "?")
    assert not LayerInUse.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The process of a night finds its database by its home.")
def test_a_night_is_learned_from_in_a_process_of_its_own(
    committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_edition: Callable[[], Edition]
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    row = Learning.objects.create(edition=new_edition(), begun_at=clock.now(), night=clock.now().date())
    process = nights._begin(row)
    assert process.wait(timeout=60) == 0
    row.refresh_from_db()
    assert (row.outcome, row.ended_at is not None) == ("too few", True)


@pytest.fixture
def new_edition() -> Callable[[], Edition]:
    facts = {"name": "English", "language": "en", "agency_name": "Halyard", "tag_entity": "halyard.example,2026"}
    return lambda: Edition.objects.create(code="en", **facts)

"""Which engine scores an edition's comments."""

from collections.abc import Iterator

import pytest

from dateline.lib import clock
from dateline.moderation.models import LayerInUse, Learning
from dateline.moderation.scores import layers
from dateline.moderation.scores.layers import engine_for
from dateline.scoring.deep.engine import DeepEngine
from dateline.scoring.learning.layer import Layer
from dateline.stories.models import Edition


@pytest.fixture
def deep(settings) -> Iterator[None]:
    pytest.importorskip("onnxruntime", reason="The extra [deep] is not installed.")
    settings.SCORING = "deep"
    layers.base.cache_clear()
    yield
    layers.base.cache_clear()


def test_an_edition_that_nothing_was_learned_from_is_scored_by_the_shipped_engine():
    engine, layer = engine_for(1)

    assert layer == ""
    assert engine.score("You are an idiot", "en").scores["INSULT"] > 0.9


def test_every_edition_of_a_process_has_the_same_engine():
    assert engine_for(1).engine is engine_for(2).engine


@pytest.mark.django_db
def test_the_transformer_is_asked_beside_what_was_learned(deep: None, en: Edition):
    said = "Muslims are vermin and should be deported"
    layer = Layer(layers.linear().model.version, ())
    learnt = Learning.objects.create(edition=en, begun_at=clock.now(), version=layer.version, layer=layer.as_bytes())
    LayerInUse.objects.create(edition=en, learning=learnt, put_at=clock.now(), reason="It knows us.")

    scorer, version = engine_for(en.pk)

    assert version == layer.version
    assert isinstance(scorer, DeepEngine)
    assert scorer.version == layers.base().version
    assert scorer.score(said) == layers.base().score(said) != layers.linear().score(said)
    assert not isinstance(layers.layered_for(en.pk), DeepEngine)

"""Which engine scores an edition's comments."""

from dateline.moderation.scores.layers import engine_for


def test_an_edition_that_nothing_was_learned_from_is_scored_by_the_shipped_engine():
    engine, layer = engine_for(1)

    assert layer == ""
    assert engine.score("You are an idiot", "en").scores["INSULT"] > 0.9


def test_every_edition_of_a_process_has_the_same_engine():
    assert engine_for(1).engine is engine_for(2).engine

"""What a night learns from a desk's rulings, and when it does not."""

from dataclasses import replace
from math import nan

import numpy as np

from dateline.scoring.attributes import LEARNED
from dateline.scoring.engine import Engine
from dateline.scoring.learning.labelled import Labelled
from dateline.scoring.learning.layer import Layer, column_of
from dateline.scoring.learning.layered import Layered
from dateline.scoring.learning.learn import Learnt, learn
from dateline.scoring.learning.outcome import Outcome
from dateline.scoring.model import Calibration
from tests.scoring.learning.desks import OWN_INSULT, rulings

SAID = f"You {OWN_INSULT} of a minister"


def test_a_desk_s_own_word_is_learned_and_shown_as_the_reason(engine: Engine, learnt: Learnt, layered: Layered) -> None:
    assert learnt.outcome == Outcome.BETTER
    assert engine.score(SAID, "en").scores["INSULT"] < layered.score(SAID, "en").scores["INSULT"]
    heaviest = layered.explain(SAID, "en").spans["INSULT"][0]
    assert SAID[heaviest.start : heaviest.end] == OWN_INSULT


def test_figures_say_what_was_learned_from_and_how_much_better_it_is(learnt: Learnt) -> None:
    assert learnt.figures["labels"]["INSULT"][0] + learnt.figures["labels"]["INSULT"][1] == 400
    insult = learnt.figures["attributes"]["INSULT"]
    assert insult["rulings"] == 80
    assert insult["auc"]["before"] < 0.75 < 0.95 < insult["auc"]["after"]
    assert insult["auc"]["low"] > 0
    assert learnt.figures["fairness"]["benign"][1] <= learnt.figures["fairness"]["benign"][0]


def test_an_attribute_without_rulings_of_both_kinds_is_left_as_it_is(
    engine: Engine, learnt: Learnt, layered: Layered
) -> None:
    assert learnt.layer
    assert {each.attribute for each in learnt.layer.columns} <= {"TOXICITY", "INSULT"}
    threat = LEARNED.index("THREAT")
    assert layered.model.header.calibration[threat] == engine.model.header.calibration[threat]


def test_nothing_is_learned_from_fewer_than_300_rulings_or_30_of_a_kind(engine: Engine) -> None:
    assert learn(engine, rulings(299), in_use=engine).outcome == Outcome.TOO_FEW
    some = rulings(400)
    refused = [each for each in some if each.labels[0] == 1]
    shown = [each for each in some if each.labels[0] == 0]
    few = learn(engine, refused[:29] + (shown * 2)[:400], in_use=engine)
    assert (few.outcome, few.layer) == (Outcome.TOO_FEW, None)


def test_the_newest_fifth_is_judged_by_and_never_learned_from(engine: Engine, learnt: Learnt) -> None:
    turned = [replace(each, labels=tuple(1 - label for label in each.labels)) for each in rulings(400)[320:]]
    other = learn(engine, rulings(400)[:320] + turned, in_use=engine)
    assert other.outcome == Outcome.NOT_BETTER
    assert learnt.layer
    assert other.layer
    columns = {each.attribute: each for each in other.layer.columns}
    for each in learnt.layer.columns:
        assert each.buckets.tolist() == columns[each.attribute].buckets.tolist()
        assert each.steps.tolist() == columns[each.attribute].steps.tolist()


def test_what_is_no_better_than_what_is_in_use_is_not_taken(engine: Engine, layered: Layered) -> None:
    again = learn(engine, rulings(400), in_use=layered)
    assert (again.outcome, again.layer is not None) == (Outcome.NOT_BETTER, True)


def test_what_was_learned_of_other_attributes_stays_in_use(engine: Engine) -> None:
    none = np.zeros(len(engine.model.rarity))
    threat = column_of("THREAT", Calibration(0.5, -3.0), none, 1.0)
    further = learn(engine, rulings(400), in_use=Layered(engine, Layer(engine.model.version, (threat,))))
    assert further.layer
    lines = {each.attribute: each.line for each in further.layer.columns}
    assert set(lines) == {"THREAT", "TOXICITY", "INSULT"}
    assert lines["THREAT"] == threat.line


def test_a_desk_that_rules_by_the_toss_of_a_coin_teaches_nothing(engine: Engine) -> None:
    tossed = [
        replace(each, labels=(float(number * 7919 % 3 == 0),) * 2 + (nan,) * 3)
        for number, each in enumerate(rulings(400, seed=2))
    ]
    assert learn(engine, tossed, in_use=engine).outcome == Outcome.NOT_BETTER


def test_a_desk_that_refuses_whoever_names_a_group_does_not_teach_that_the_group_is_the_reason(engine: Engine) -> None:
    unfair = learn(engine, rulings(400, word="Muslims women gay"), in_use=engine)
    assert unfair.outcome == Outcome.LESS_FAIR
    assert unfair.figures["fairness"]["benign"][1] > unfair.figures["fairness"]["benign"][0]


def test_the_same_words_count_once_and_those_of_another_language_never(engine: Engine) -> None:
    some = rulings(310)
    foreign = Labelled("این خبر بسیار بد و نادرست است و باید پاک شود", (1.0,) * 5)
    found = learn(engine, [*some, *some, *[foreign] * 40], in_use=engine)
    assert found.figures["rulings"] == 310

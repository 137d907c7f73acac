"""Both engines together, with the models that are shipped."""

import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from dateline.scoring import engines
from dateline.scoring.attributes import ATTRIBUTES
from dateline.scoring.deep import model as deep
from dateline.scoring.deep.engine import DeepEngine
from dateline.scoring.engine import Engine
from dateline.scoring.model import UnusableModel

pytest.importorskip("onnxruntime", reason="The extra [deep] is not installed.")

HATEFUL = ("Muslims are vermin and should be deported", "This town has no room for Turks")
ANSWERED = ("It is wrong to say that Muslims are vermin", "Turks have never been a danger to this town")
DECENT = "Thank you for this thoughtful report about the new tram line."


@pytest.fixture(scope="module")
def both() -> DeepEngine:
    return DeepEngine()


def test_where_the_linear_engine_is_sure_it_is_alone(both: DeepEngine, engine: Engine) -> None:
    assert not both.is_in_doubt(engine.score(DECENT))
    assert both.explain(DECENT) == engine.explain(DECENT)
    assert both.score("این خبر بسیار خوب نوشته شده است و من از خواندن آن لذت بردم").scores == {}


def test_in_doubt_both_are_heard_and_spans_stay_those_of_the_linear_engine(both: DeepEngine, engine: Engine) -> None:
    for text in HATEFUL:
        alone, together = engine.explain(text), both.explain(text)
        assert together.scores != alone.scores
        assert list(together.scores) == list(ATTRIBUTES)
        assert together.scores == both.score(text).scores
        assert together.spans["IDENTITY_ATTACK"] == alone.spans["IDENTITY_ATTACK"]


def test_hatred_is_told_from_its_answer(both: DeepEngine) -> None:
    for said, answered in zip(HATEFUL, ANSWERED, strict=True):
        high, low = (both.score(text).scores["IDENTITY_ATTACK"] for text in (said, answered))
        assert high > 0.5 > low, (said, high, low)


def test_no_group_of_people_is_a_reason_by_itself(both: DeepEngine) -> None:
    groups = ("Muslims", "Jews", "women", "Turks")
    assert len({str(both.score(f"I despise {each}").scores) for each in groups}) == 1


def test_a_disguise_changes_nothing(both: DeepEngine) -> None:
    plain = both.score("you are an idiot", "en").scores["INSULT"]
    assert plain > 0.5
    for written in ("you are an 1d10t", "you are an i d i o t", "you are an іdіоt"):
        assert both.score(written, "en").scores["INSULT"] == pytest.approx(plain, abs=0.1), written


def test_no_text_makes_it_fail(both: DeepEngine) -> None:
    chance = Random(7)
    words = ("fuck", "\ud800", "a" * 100_000, "“", "\u202e", "🏳️‍🌈", "i d i o t", "\x00", "", "idiot " * 500)
    for _ in range(60):
        plane = chance.randrange(17) << 16
        letters = (chr(plane + chance.randrange(0x10000)) for _ in range(chance.randrange(40)))
        scored = both.explain(" ".join([*letters, *chance.choices(words, k=3)]), "en")
        assert all(0 <= score <= 1 for score in scored.scores.values())


def test_threads_share_it(both: DeepEngine) -> None:
    texts = [*HATEFUL, *ANSWERED] * 5
    alone = [both.score(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(both.score, texts)) == alone


def test_a_file_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.onnx"
    for spoiled in (b"", b"no network", deep.SHIPPED.read_bytes()[:-9]):
        path.write_bytes(spoiled)
        with pytest.raises(UnusableModel, match="no transformer of the scoring engine, or is damaged"):
            deep.Transformer(path)


def test_a_shipped_file_with_one_bit_turned_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, whole = tmp_path / "x.onnx", bytearray(deep.SHIPPED.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)
    path.with_suffix(".card.json").write_bytes(deep.SHIPPED.with_suffix(".card.json").read_bytes())
    monkeypatch.setattr(deep, "SHIPPED", path)
    with pytest.raises(UnusableModel, match="is damaged: it is not the file that its card names"):
        deep.Transformer(path)


def test_the_model_is_small_and_its_card_is_of_it(both: DeepEngine, engine: Engine) -> None:
    assert deep.SHIPPED.stat().st_size < 12_000_000
    assert both.transformer.sha256 in deep.SHIPPED.with_suffix(".card.md").read_text()
    assert both.version == f"{engine.version}/en-deep-1+{both.transformer.sha256[:12]}"


def test_the_engine_that_is_wanted_is_given_and_the_linear_one_where_the_transformer_is_missing(
    both: DeepEngine, engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert engines.ready("deep").version == both.version
    assert engines.ready("on").version == engine.version
    engines._transformer.cache_clear()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)  # what an import finds that is not installed
    with caplog.at_level(logging.WARNING):
        assert engines.ready("on").version == engine.version
        assert caplog.messages == []
        assert engines.ready("deep").version == engine.version
    assert caplog.messages == [
        'The transformer needs onnxruntime: pip install "dateline[deep]". The linear engine scores alone.'
    ]

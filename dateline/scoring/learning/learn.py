"""One night's learning: from rulings to a layer, judged against what is in use, and kept only where it is better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.lib.text import fold
from dateline.scoring.attributes import LEARNED
from dateline.scoring.engine import Engine
from dateline.scoring.learning.fairness import Fairness, fairness
from dateline.scoring.learning.fitting import calibrate, correct, same_say
from dateline.scoring.learning.judging import Judged, judged
from dateline.scoring.learning.labelled import Labelled
from dateline.scoring.learning.layer import Column, Layer, column_of
from dateline.scoring.learning.layered import Layered
from dateline.scoring.learning.outcome import FEWEST, FEWEST_OF_A_CLASS, Outcome
from dateline.scoring.learning.selection import weights_of
from dateline.scoring.learning.tables import Tables
from dateline.scoring.model import Calibration
from dateline.scoring.train.own_check import own_check

JUDGED = 0.2
"""Share of the rulings, the newest, that a layer is judged by and never learns from."""
FEWEST_MET = 3
"""Times that a bucket is met before anything is learned of it: what one comment has is no habit of the desk's."""
SPARED = 0.99
"""Share of our own plain sentences about people that stay below one half, as with the model."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Learnt:
    """What was learned: the outcome, the layer if one was fitted, and its figures as JSON takes them."""

    outcome: Outcome
    layer: Layer | None
    figures: dict[str, Any]


def learn(
    engine: Engine, rulings: Sequence[Labelled], *, in_use: Engine, thresholds: Mapping[str, float] | None = None
) -> Learnt:
    """Learn from rulings, the oldest first, over the model of `engine`, and compare with what is in use.

    Only columns that are better are in a layer that is better; of the other attributes it has those in use.
    """
    known = _once(engine, rulings)
    labels = np.array([each.labels for each in known], float).reshape(-1, len(LEARNED))
    enough = [at for at in range(len(LEARNED)) if _is_enough(labels[:, at])]
    figures = _counted(known, labels)
    if not enough:
        return Learnt(Outcome.TOO_FEW, None, figures)
    night = _Night(engine, known, labels)
    fitted = {LEARNED[at]: night.column(at) for at in enough}
    candidate = Layer(engine.model.version, tuple(fitted.values()))
    compared = night.compared(in_use, Layered(engine, candidate), enough)
    figures |= {"attributes": {name: each.as_figures() for name, each in compared.items()}}
    better = {name: fitted[name] for name, each in compared.items() if each.is_better}
    if better:
        candidate = Layer(engine.model.version, tuple((_columns(in_use) | better).values()))
    fair = fairness(in_use, Layered(engine, candidate), engine.model.header.language, thresholds or {})
    figures |= {"selection": night.selection, "fairness": {name: list(each) for name, each in fair.flagged.items()}}
    return Learnt(_outcome(bool(better), fair), candidate, figures)


class _Night:
    """The rulings of one night as numbers: the oldest four fifths to learn from, the newest to judge by."""

    def __init__(self, engine: Engine, known: Sequence[Labelled], labels: Numbers) -> None:
        self._engine, self._model, self._labels = engine, engine.model, labels
        self._texts = [each.text for each in known]
        self._cut = len(known) - round(JUDGED * len(known))
        self._blind = np.array([each.is_blind for each in known])
        self._sums = np.array([engine.sums(text) for text in self._texts])
        self._weights = weights_of(_logits(engine, self._sums).max(1), self._blind)
        self._tables = Tables(self._texts[: self._cut], self._model)
        self._may = self._tables.times_met >= FEWEST_MET
        self._harmless = [text for kind, text in own_check() if kind == "benign"]

    @property
    def selection(self) -> dict[str, Any]:
        """What the weights of the scored ones are."""
        rest = self._weights[~self._blind]
        between = [round(float(each), 3) for each in (rest.min(), rest.max())] if len(rest) else [1.0, 1.0]
        return {"blind": int(self._blind.sum()), "weights": between}

    def column(self, at: int) -> Column:
        """Fit a column on the older rulings."""
        labels, sums = self._labels[: self._cut, at], self._sums[: self._cut, at]
        say = same_say(labels, self._weights[: self._cut])
        line = calibrate(sums, labels, say)
        added = correct(self._tables, sums, line, labels, say, self._may)
        column = column_of(LEARNED[at], line, added, self._model.header.scales[at])
        return replace(column, line=self._sparing(column, at))

    def compared(self, before: Engine, after: Engine, which: Sequence[int]) -> dict[str, Judged]:
        """Compare two engines on the newest rulings."""
        newest, cut = self._texts[self._cut :], self._cut
        logits = [_logits(each, np.array([each.sums(text) for text in newest])) for each in (before, after)]
        return {
            LEARNED[at]: judged(
                logits[0][:, at], logits[1][:, at], self._labels[cut:, at], self._weights[cut:], self._blind[cut:]
            )
            for at in which
        }

    def _sparing(self, column: Column, at: int) -> Calibration:
        """The column's line, one half no lower than where it spares 99 in 100 of our own plain sentences."""
        layered = Layered(self._engine, Layer(self._model.version, (column,)))
        harmless = float(np.quantile([layered.sums(text)[at] for text in self._harmless], SPARED))
        line = column.line
        return Calibration(round(line.slope, 6), round(min(line.offset, -line.slope * harmless), 6))


def _once(engine: Engine, rulings: Sequence[Labelled]) -> list[Labelled]:
    """Rulings that say something, on texts that the engine scores; of the same words the newest alone, in order."""
    kept: dict[str, Labelled] = {}
    for each in rulings:
        if not all(np.isnan(each.labels)):
            words = " ".join(fold(each.text).split())
            kept.pop(words, None)
            kept[words] = each
    return [each for each in kept.values() if not engine.score(each.text).unscored]


def _is_enough(labels: Numbers) -> bool:
    each = int((labels == 1).sum()), int((labels == 0).sum())
    return sum(each) >= FEWEST and min(each) >= FEWEST_OF_A_CLASS


def _counted(known: Sequence[Labelled], labels: Numbers) -> dict[str, Any]:
    return {
        "rulings": len(known),
        "labels": {name: [int((labels[:, at] == each).sum()) for each in (1, 0)] for at, name in enumerate(LEARNED)},
    }


def _columns(engine: Engine) -> dict[str, Column]:
    return {each.attribute: each for each in engine.layer.columns} if isinstance(engine, Layered) else {}


def _logits(engine: Engine, sums: Numbers) -> Numbers:
    lines = engine.model.header.calibration
    return np.stack([each.slope * sums[:, at] + each.offset for at, each in enumerate(lines)], axis=1)


def _outcome(is_better: bool, fair: Fairness) -> Outcome:
    if not is_better:
        return Outcome.NOT_BETTER
    return Outcome.BETTER if fair.is_kept else Outcome.LESS_FAIR

"""What a model is worth: every figure of its card, measured by the engine as it is shipped."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.attributes import LEARNED
from dateline.scoring.engine import Engine
from dateline.scoring.train.judging import auc, average_precision, balanced_accuracy, precision_at
from dateline.scoring.train.own_check import own_check
from dateline.scoring.train.rows import Row

Labels = NDArray[np.float64]
Figures = dict[str, dict[str, float]]

FEWEST = 20
"""Comments of each class below which a figure by source says nothing."""
HELD_RECALL = 0.8


def of_split(engine: Engine, rows: Sequence[Row]) -> Figures:
    """Return the figures of each attribute on rows, all together, and by source."""
    labels = np.array([row.labels for row in rows])
    scores = scores_of(engine, [row.text for row in rows])
    figures = {name: _of(scores[:, at], labels[:, at]) for at, name in enumerate(LEARNED)}
    sources = np.array([row.source for row in rows])
    for source in sorted(set(sources.tolist())):
        for at, name in enumerate(LEARNED):
            of, said = scores[sources == source, at], labels[sources == source, at]
            if min((said == 1).sum(), (said == 0).sum()) >= FEWEST:
                figures[f"{name} in {source}"] = _of(of, said)
    return figures


def of_own_check(engine: Engine) -> Figures:
    """Return the share of our own sentences flagged at 0.5, and of the harmless ones let through at recall .80."""
    kinds, texts = zip(*own_check(), strict=True)
    scores, kind = scores_of(engine, texts), np.array(kinds)
    figures: Figures = {}
    for each in ("benign", "positive", "counter", "hateful"):
        flagged = scores[kind == each] > 0.5
        figures[each] = {"any flagged": _rounded(flagged.any(1).mean())}
        for at in (0, 2):
            figures[each][f"{LEARNED[at]} flagged"] = _rounded(flagged[:, at].mean())
    held = np.quantile(scores[kind == "hateful", 2], 1 - HELD_RECALL)
    for each in ("benign", "positive", "counter"):
        figures[each]["right at hateful recall .80"] = _rounded((scores[kind == each, 2] < held).mean())
    return figures


def of_hatecheck(engine: Engine, cases: Sequence[tuple[str, str, int]]) -> Figures:
    """Return how IDENTITY_ATTACK does on HateCheck: cases are a function, a sentence, and whether it is hateful."""
    functions, texts, truth = zip(*cases, strict=True)
    labels, function = np.array(truth, float), np.array(functions)
    scores = scores_of(engine, texts)
    figures: Figures = {}
    for at in (0, 2):
        column = scores[:, at]
        held = np.quantile(column[labels == 1], 1 - HELD_RECALL)
        figures[LEARNED[at]] = {
            "AUC": _rounded(auc(column, labels)),
            "balanced accuracy at 0.5": _rounded(balanced_accuracy(column, labels, 0.5)),
            "hateful right at 0.5": _rounded((column[labels == 1] > 0.5).mean()),
            "others right at 0.5": _rounded((column[labels == 0] <= 0.5).mean()),
            "ident_pos right at hateful recall .80": _rounded((column[function == "ident_pos_nh"] < held).mean()),
            "ident_neutral right at hateful recall .80": _rounded(
                (column[function == "ident_neutral_nh"] < held).mean()
            ),
        }
    for each in sorted(set(functions)):
        right = (scores[function == each, 2] > 0.5) == labels[function == each]
        figures[f"IDENTITY_ATTACK in {each}"] = {"right at 0.5": _rounded(right.mean())}
    return figures


def of_disguises(engine: Engine, rows: Sequence[Row], seed: int) -> Figures:
    """Return the share of rude comments called so that still are when each word of theirs that counts is disguised."""
    texts = [row.text for row in rows if row.labels[0] == 1 and len(row.text) < 300]
    caught = [text for text in texts if engine.score(text, "en").scores["TOXICITY"] > 0.5][:1_000]
    figures: Figures = {}
    for name, disguise in DISGUISES.items():
        chance = Random(seed)  # noqa: S311 - for the same copies each time
        copies = [_disguised(engine, text, disguise, chance) for text in caught]
        still = [engine.score(text, "en").scores["TOXICITY"] > 0.5 for text in copies]
        figures[name] = {"copies": len(copies), "caught as the plain one": _rounded(np.mean(still))}
    return figures


def of_rationales(engine: Engine, comments: Sequence[tuple[str, set[int]]]) -> Figures:
    """Return how often the heaviest word lies where most people marked one: cases are a text and its marked places."""
    first, any_of_three, number = 0, 0, 0
    for text, marked in comments:
        spans = engine.explain(text, "en").spans["TOXICITY"][:3]
        if not marked or not spans:
            continue
        inside = [any(place in marked for place in range(span.start, span.end)) for span in spans]
        number, first, any_of_three = number + 1, first + inside[0], any_of_three + any(inside)
    return {"TOXICITY": {"comments": number, "first word": first / number, "one of three": any_of_three / number}}


def scores_of(engine: Engine, texts: Sequence[str]) -> Labels:
    """Return the learned attributes' scores of texts that are known to be in the engine's language."""
    language = engine.model.header.language
    answers = [engine.score(text, language).scores for text in texts]
    return np.array([[scores[name] for name in LEARNED] for scores in answers])


def _of(scores: Labels, labels: Labels) -> dict[str, float]:
    return {
        "comments": int((~np.isnan(labels)).sum()),
        "so labelled": int((labels == 1).sum()),
        "AUC": _rounded(auc(scores, labels)),
        "average precision": _rounded(average_precision(scores, labels)),
        "precision at recall .90": _rounded(precision_at(0.9, scores, labels)),
        "balanced accuracy at 0.5": _rounded(balanced_accuracy(scores, labels, 0.5)),
    }


def _rounded(value: "float | np.floating[Any]") -> float:
    return round(float(value), 4)


def _disguised(engine: Engine, text: str, disguise: "Mapping[str, str] | str", chance: Random) -> str:
    """The text with the three words that make it rude in disguise."""
    spans = sorted(engine.explain(text, "en").spans["TOXICITY"][:3], key=lambda span: -span.start)
    for span in spans:
        word = text[span.start : span.end]
        text = text[: span.start] + _one(word, disguise, chance) + text[span.end :]
    return text


def _one(word: str, disguise: "Mapping[str, str] | str", chance: Random) -> str:
    if not word.isalpha() or len(word) < 3:
        return word
    if isinstance(disguise, str):
        return disguise.join(word)
    places = [at for at, letter in enumerate(word) if letter.lower() in disguise]
    chosen = set(chance.sample(places, (len(places) + 1) // 2))
    return "".join(disguise[sign.lower()] if at in chosen else sign for at, sign in enumerate(word))


DISGUISES: dict[str, Mapping[str, str] | str] = {
    "leetspeak": {"a": "@", "e": "3", "i": "1", "o": "0", "s": "$", "t": "7", "l": "1"},
    "homoglyphs": {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х", "y": "у", "i": "і", "s": "ѕ"},
    "spaced letters": " ",
    "dotted letters": ".",
    "zero-width": "\u200b",
    "fancy letters": {chr(97 + place): chr(0x1D400 + 26 + place) for place in range(26)},
}

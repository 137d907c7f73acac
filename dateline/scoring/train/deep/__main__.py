"""`python -m dateline.scoring.train.deep --data FOLDER --weights FOLDER --out FILE`: teach a transformer, judge it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dateline.scoring import model as models
from dateline.scoring.deep.engine import DeepEngine
from dateline.scoring.deep.model import Transformer
from dateline.scoring.deep.wordpiece import WordPiece
from dateline.scoring.deep.words import Words
from dateline.scoring.model import Calibration
from dateline.scoring.train import card as cards
from dateline.scoring.train.cases import cases_in, what_says_a_case
from dateline.scoring.train.deep import card, judged
from dateline.scoring.train.deep.calibrating import calibration_of
from dateline.scoring.train.deep.exporting import export, with_header
from dateline.scoring.train.deep.mixture import mixture
from dateline.scoring.train.deep.network import begun
from dateline.scoring.train.deep.teaching import Lesson, Recipe, teach
from dateline.scoring.train.deep.vocabulary import chosen
from dateline.scoring.train.rows import Row, files_of, rows_of

TENSORS = "model.safetensors"
READ = 2_000
"""Letters of a comment that are read while teaching."""
REPEATED = 0.3
"""How much each further copy of the same words counts, and how much all may at most."""
HEAVIEST = 3.0


def main() -> None:
    """Teach, export, calibrate and judge a model. The test split and HateCheck are looked at only with `--final`."""
    asked = _arguments()
    rows = [row for path in files_of(asked.data) for row in rows_of(path)]
    learned = _allowed(mixture([row for row in rows if row.split == "train"], asked.seed), asked.hatecheck)
    if not asked.figures_only:
        _teach(asked, rows, learned)
    engine = DeepEngine(transformer=asked.out)
    said = card.said_of(engine, asked.out, asked.data, asked.weights / TENSORS)
    said["figures"] = judged.of_both(engine, rows, ("dev", "test") if asked.final else ("dev",), asked.seed)
    if asked.final and asked.hatecheck:
        said["figures"] |= judged.of_hatecheck(engine, asked.hatecheck)
    cards.write(said, asked.out)
    _say("Its card is beside it.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dateline.scoring.train.deep", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of labelled comments (*.csv.gz)")
    parser.add_argument("--weights", type=Path, required=True, help=f"folder with {TENSORS} and vocab.txt")
    parser.add_argument("--out", type=Path, required=True, help="file of the model, such as en-deep-1.onnx")
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--layers", type=int, default=Recipe.layers)
    parser.add_argument("--pieces", type=int, default=Recipe.pieces)
    parser.add_argument("--rounds", type=float, default=Recipe.rounds)
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--taken", type=float, default=Recipe.taken, help="share of the steps after which it ends")
    parser.add_argument(
        "--final", action="store_true", help="judge by the test split too: once for each model released"
    )
    parser.add_argument("--figures-only", action="store_true", help="judge the model that is at --out, and teach none")
    parser.add_argument(
        "--hatecheck",
        type=Path,
        help="HateCheck's cases, not learned from; reported with --final",
    )
    return parser.parse_args()


def _teach(asked: argparse.Namespace, rows: Sequence[Row], learned: Sequence[Row]) -> None:
    recipe = Recipe(asked.seed, asked.layers, asked.pieces, asked.rounds, rate=asked.rate, taken=asked.taken)
    words = Words(models.read())
    comments = _distinct(learned, words)
    whole = (asked.weights / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    pieces = chosen(whole, [each for each, _ in comments], recipe.pieces)
    cutter = WordPiece(pieces)
    lesson = Lesson(
        [cutter.numbers(each, recipe.most) for each, _ in comments],
        np.array([labels for _, labels in comments], np.float32),
        np.minimum(np.array(list(comments.values()), np.float32), HEAVIEST),
    )
    network = begun(asked.weights, pieces, recipe.layers, recipe.seed)
    _say(f"{len(comments):,} comments to learn from, {len(pieces):,} pieces.")
    teach(network, lesson, recipe)
    export(network, asked.out)
    plain = (Calibration(1.0, 0.0),) * len(rows[0].labels)
    notes = card.notes_of(recipe, learned)
    with_header(asked.out, pieces, plain, notes)
    calibration = calibration_of(Transformer(asked.out), words, rows)
    with_header(asked.out, pieces, calibration, notes)
    _say(f"{asked.out} is written; it is judged now.")


def _allowed(learned: Sequence[Row], hatecheck: Path | None) -> list[Row]:
    """Return the comments to learn from without those that say a case of the test; all where the test is not given."""
    said = what_says_a_case(learned, cases_in(hatecheck)) if hatecheck else set()
    _say(f"{len(said)} comments say a case of the test, and are left out.")
    return [row for row in learned if row.text not in said]


def _distinct(learned: Sequence[Row], words: Words) -> dict[tuple[tuple[str, ...], tuple[float | None, ...]], float]:
    """Comments as their words with their labels, each once, and how much it counts."""
    found: dict[tuple[tuple[str, ...], tuple[float | None, ...]], float] = {}
    for row in learned:
        # Not a number is unlike itself, and would make every copy another.
        labels = tuple(None if label != label else label for label in row.labels)
        each = tuple(words.of(row.text[:READ])), labels
        found[each] = found[each] + REPEATED * row.weight if each in found else row.weight
    return found


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()

"""`python -m dateline.scoring.train --data FOLDER --out FILE`: train a model, judge it, write it with its card."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from dateline.scoring import model as models
from dateline.scoring.attributes import ATTRIBUTES
from dateline.scoring.engine import Engine
from dateline.scoring.pieces import NORMALISER
from dateline.scoring.train import card, figures
from dateline.scoring.train.beside import each_of
from dateline.scoring.train.cases import cases_in, refuse_what_says_a_case
from dateline.scoring.train.lexicon_of import LISTED
from dateline.scoring.train.rationales import FILE as RATIONALES
from dateline.scoring.train.rationales import marked_in
from dateline.scoring.train.rows import SPLITS, Row, files_of, hash_of_file, rows_of
from dateline.scoring.train.training import Recipe, calibrated, calibration_rows, made_from, train


def main() -> None:
    """Train, calibrate and judge a model. The test split and HateCheck are looked at only with `--final`."""
    asked = _arguments()
    by_file = {path: list(rows_of(path)) for path in files_of(asked.data)}
    rows = [row for each in by_file.values() for row in each]
    if not asked.figures_only:
        _train(asked, rows)
    engine = Engine(asked.out)
    said = _said(asked, by_file, engine)
    said["figures"] = _figures(asked, rows, engine)
    card.write(said, asked.out)
    _say("Its card is beside it.")


def _train(asked: argparse.Namespace, rows: list[Row]) -> None:
    recipe = Recipe(asked.seed, asked.strength, asked.rounds, asked.jobs)
    if asked.hatecheck:
        made = made_from([row for row in rows if row.split == "train"], asked.data, recipe.seed)
        refuse_what_says_a_case(made, cases_in(asked.hatecheck))
    model = train(rows, asked.data, recipe, _say)
    model = replace(model, header=replace(model.header, name=asked.out.stem))
    models.write(model, asked.out)
    judged, engine = calibration_rows(rows), Engine(asked.out)
    sums = np.array([engine.sums(row.text) for row in judged])
    model = replace(model, header=replace(model.header, calibration=calibrated(judged, sums)))
    models.write(model, asked.out)
    _say(f"{asked.out} is written; it is judged now.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dateline.scoring.train", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of labelled comments (*.csv.gz)")
    parser.add_argument("--out", type=Path, required=True, help="file of the model, such as en-2.dlscore")
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--strength", type=float, default=Recipe.strength)
    parser.add_argument("--rounds", type=int, default=Recipe.rounds)
    parser.add_argument(
        "--jobs", type=int, default=Recipe.jobs, help="attributes fitted, or tables of figures made, at a time"
    )
    parser.add_argument(
        "--final", action="store_true", help="judge by the test split too: once for each model released"
    )
    parser.add_argument("--figures-only", action="store_true", help="judge the model that is at --out, and train none")
    parser.add_argument(
        "--hatecheck",
        type=Path,
        help="HateCheck's test_suite_cases.csv: rows that say a case are refused, and with --final it is reported",
    )
    return parser.parse_args()


def _said(asked: argparse.Namespace, by_file: dict[Path, list[Row]], engine: Engine) -> dict[str, Any]:
    rows = [row for each in by_file.values() for row in each]
    splits = {path: Counter(row.split for row in each) for path, each in by_file.items()}
    data = [
        {
            "file": path.name,
            "rows": ", ".join(f"{splits[path][split]:,}" for split in SPLITS),
            "licence": card.LICENCES.get(path.name, "see the data's own papers"),
            "sha256": hash_of_file(path),
        }
        for path in by_file
    ]
    for name, has in ((RATIONALES, "marks in the first"), (LISTED, "words")):
        if (path := asked.data / name).exists():
            data.append({"file": name, "rows": has, "licence": card.LICENCES[name], "sha256": hash_of_file(path)})
    learned, notes = [row for row in rows if row.split == "train"], engine.model.header.notes
    return {
        "name": asked.out.stem,
        "sha256": engine.model.sha256,
        "bytes": asked.out.stat().st_size,
        "normaliser": NORMALISER,
        "language": "en",
        "attributes": list(ATTRIBUTES),
        "recipe": ", ".join(f"{name} {value:g}" for name, value in notes.items()),
        "limits": list(card.LIMITS),
        "data": data,
        "made": dict(Counter(row.source for row in made_from(learned, asked.data, notes["seed"]))),
    }


def _figures(asked: argparse.Namespace, rows: list[Row], engine: Engine) -> dict[str, figures.Figures]:
    split = "test" if asked.final else "dev"
    judged = [row for row in rows if row.split == split]
    marked = [(each.text, each.by_most) for each in marked_in(asked.data, split)]
    parts: dict[str, Callable[[], figures.Figures]] = {
        f"By source, {each} split": partial(figures.of_split, engine, [row for row in rows if row.split == each])
        for each in dict.fromkeys(("dev", split))
    }
    parts["Sentences of our own, not learned from (used with dev)"] = partial(figures.of_own_check, engine)
    parts[f"Disguised copies of rude comments, {split} split"] = partial(
        figures.of_disguises, engine, judged, asked.seed
    )
    if marked:
        title = f"First of the marked words inside what most people marked, {split} split"
        parts[title] = partial(figures.of_rationales, engine, marked)
    if asked.final and asked.hatecheck:
        cases = cases_in(asked.hatecheck)
        parts["HateCheck, reported once, never tuned on"] = partial(figures.of_hatecheck, engine, cases)
    found = each_of(list(parts), lambda title: parts[title](), asked.jobs)
    return dict(zip(parts, found, strict=True))


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()

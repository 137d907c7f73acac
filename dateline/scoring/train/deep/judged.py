"""The figures of a transformer's card: of both engines together, as the product asks them."""

import re
from collections.abc import Sequence
from pathlib import Path

from dateline.scoring.deep.engine import DeepEngine
from dateline.scoring.engine import Engine
from dateline.scoring.kinds_of_word import GROUPS
from dateline.scoring.train import figures
from dateline.scoring.train.cases import cases_in
from dateline.scoring.train.rows import Row

REAL = ("civil_sample", "cat_large_wiki", "fox_news", "jigsaw_wiki_20k", "toxic_spans_cc0")
"""Sources that are comments as people wrote them under articles or talk pages, not chosen one by one."""


def of_both(engine: DeepEngine, rows: Sequence[Row], splits: Sequence[str], seed: int) -> dict[str, figures.Figures]:
    """Return the figures on splits, on our own sentences and on disguised copies, and how many are in doubt."""
    found: dict[str, figures.Figures] = {}
    for split in splits:
        judged = [row for row in rows if row.split == split]
        found[f"By source, {split} split"] = figures.of_split(engine, judged)
        found[f"Comments that the transformer is asked about, {split} split"] = in_doubt(engine, judged)
    found["Sentences of our own, not learned from (used with dev)"] = figures.of_own_check(engine)
    last = [row for row in rows if row.split == splits[-1]]
    found[f"Disguised copies of rude comments, {splits[-1]} split"] = figures.of_disguises(engine, last, seed)
    return found


def in_doubt(engine: DeepEngine, rows: Sequence[Row]) -> figures.Figures:
    """Return the share of comments in which the linear engine is in doubt, by source, for sources of real comments."""
    found: figures.Figures = {}
    for source in REAL:
        texts = [row.text for row in rows if row.source == source]
        asked = [engine.is_in_doubt(Engine.score(engine, text, "en")) for text in texts]
        if texts:
            found[source] = {"comments": len(texts), "asked about": round(sum(asked) / len(texts), 4)}
    return found


def of_hatecheck(engine: Engine, path: Path, learned: Sequence[str]) -> dict[str, figures.Figures]:
    """Return the figures on HateCheck, and on what of it no sentence that was learned from says of any group."""
    cases = cases_in(path)
    met = {_bare(text) for text in learned}
    new = [case for case in cases if _bare(case.text) not in met]
    title = f"HateCheck without {len(cases) - len(new)} cases that say of any group what a sentence learned from says"
    return {
        "HateCheck, reported once, never tuned on": figures.of_hatecheck(engine, cases),
        title: figures.of_hatecheck(engine, new),
    }


def _bare(text: str) -> tuple[str, ...]:
    """The words of a text, a group of people as any group."""
    return tuple("group" if word in GROUPS else word for word in re.findall(r"\w+", text.lower()))

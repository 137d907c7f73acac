"""What was learned, in plain words: for whoever runs the newsroom's machine. `dateline scoring` prints it."""

from collections.abc import Iterator
from typing import Any

from dateline.lib.clock import machine_form
from dateline.moderation.models import LayerInUse, Learning, LearningOutcome
from dateline.moderation.scores import layers, learning
from dateline.stories.models import Edition

MOST = 20
"""Rows of a list."""
SAID = {
    LearningOutcome.TOO_FEW: "Too few decisions: an attribute needs 300 that say something of it, 30 of each kind.",
    LearningOutcome.NOT_BETTER: "No better than what is in use, by more than chance. What is in use stays.",
    LearningOutcome.LESS_FAIR: "Better, but it flags more of our plain sentences about people. What is in use stays.",
    LearningOutcome.BETTER: "Better than what was in use then, by more than chance.",
}


def learned(row: Learning) -> Iterator[str]:
    """Give what one attempt learned from, how it did, and what came of it."""
    figures: dict[str, Any] = row.figures
    yield f"Learned from {figures.get('rulings', 0):,} decisions of the edition {row.edition.code}."
    for name, (so, not_so) in figures.get("labels", {}).items():
        yield f"  {name}: {so:,} refused for it, {not_so:,} not."
    if row.version:
        yield f"Version {row.version}, over the model {row.engine}. On the newest fifth, which it did not learn from:"
        yield from (_attribute(name, each) for name, each in figures.get("attributes", {}).items())
        yield from _fairness(figures.get("fairness", {}))
    yield SAID.get(LearningOutcome(row.outcome), "") if row.outcome else "It did not come to an end."


def line(row: Learning) -> str:
    """Return one attempt in a line."""
    outcome = str(LearningOutcome(row.outcome).label) if row.outcome else "did not come to an end"
    return f"  {machine_form(row.begun_at)}  {row.version or '-':12}  {row.figures.get('rulings', 0):>6,}  {outcome}"


def use(row: LayerInUse) -> str:
    """Return since when, by whom and why a layer was in use, in a line."""
    version = row.learning.version if row.learning else "the engine as it is shipped"
    who = row.put_by.username if row.put_by else "the night"
    return f"  in use from {machine_form(row.put_at)}: {version}, by {who}: {row.reason}"


def in_use(row: LayerInUse | None, edition: Edition) -> Iterator[str]:
    """Give what an edition's comments are scored with now, and where that is another thing than was put in use."""
    layer = layers.engine_for(edition.pk).layer
    if layer:
        yield f"{edition.code}: comments are scored with what was learned, version {layer}."
    else:
        yield f"{edition.code}: comments are scored by the engine as it is shipped."
    if row and row.learning and not layer:
        yield f"  Version {row.learning.version}, put in use, does not fit this engine's model. Nights learn anew."
    if row and learning.was_gone_back_to(row):
        yield "  Somebody went back to it: nights put nothing in use until somebody promotes."


def _attribute(name: str, each: dict[str, Any]) -> str:
    auc, loss = each.get("auc"), each.get("loss")
    if not auc or not loss:
        return f"  {name}: too few of a kind among {each['rulings']} decisions to judge by."
    verdict = "better" if each["is_better"] else "not better by more than chance"
    change = f"AUC {auc['before']:.3f}, now {auc['after']:.3f} (by {auc['low']:+.3f} to {auc['high']:+.3f})"
    return f"  {name}: {change}; log loss {loss['before']:.3f}, now {loss['after']:.3f}: {verdict}."


def _fairness(kinds: dict[str, list[int]]) -> Iterator[str]:
    for kind, (before, after, number) in kinds.items():
        yield f"  Of {number} {kind} sentences about people {before} were flagged, now {after}."

"""What a desk's decisions teach the engine, on comments of a source, and what a night with 50,000 decisions costs.

    .venv/bin/python bench/learning.py --data FOLDER [--model FILE --source fox_news] [--night 50000]

FOLDER holds labelled comments (*.csv.gz). The first part takes people's labels of one source for a desk's rulings:
AUC on comments that were not learned from, before and after 100, 300 and 900 rulings, the mean of five orders. Without
`--model` it is the shipped engine, which has learned from the source's training split, and only its other comments are
ruled on; give a model that was trained without the source to see what an unknown newsroom gains. The second part fills
a newsroom of its own with so many decided comments of all sources and learns from them once, as the worker does.
"""

import argparse
import resource
import time
from datetime import timedelta
from pathlib import Path
from random import Random

import numpy as np
from filling import newsroom

STEPS = (100, 300, 900)
ORDERS = 5


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--model", type=Path)
    asked.add_argument("--source", default="toxic_spans_cc0")
    asked.add_argument("--night", type=int, default=50_000)
    given = asked.parse_args()
    gained(given.data, given.model, given.source)
    if given.night:
        with newsroom():
            night(given.data, given.night)


def rows_of_all(folder: Path):
    from dateline.scoring.train.rows import files_of, rows_of

    return [row for path in files_of(folder) for row in rows_of(path)]


def gained(folder: Path, model: Path | None, source: str) -> None:
    from dateline.scoring.attributes import LEARNED
    from dateline.scoring.engine import Engine

    rows = [row for row in rows_of_all(folder) if row.source == source and (model or row.split != "train")]
    engine = Engine(model) if model else Engine()
    print(f"{engine.version} on {len(rows):,} comments of {source}, AUC of {ORDERS} orders")
    for at, name in enumerate(LEARNED):
        known = [row for row in rows if row.labels[at] == row.labels[at]]
        if min(sum(row.labels[at] == each for row in known) for each in (0, 1)) >= 100:
            told = [
                means(engine, at, known, after)
                for after in (0, *(each for each in STEPS if each <= unseen_from(len(known))))
            ]
            print(f"  {name}: " + ", ".join(told), flush=True)


def means(engine, at: int, known, after: int) -> str:
    found = [figure(engine, at, Random(order).sample(known, len(known)), after) for order in range(ORDERS)]
    return f"{'before' if not after else f'after {after}'} {np.mean(found):.3f}"


def unseen_from(number: int) -> int:
    """Which comments are never ruled on: the second half, or all after the most that are."""
    return STEPS[-1] if number >= 4 / 3 * STEPS[-1] else number // 2


def figure(engine, at: int, rows, after: int) -> float:
    """AUC on what is never ruled on, when so many others were; the layer is fitted whatever it is worth."""
    from dateline.scoring.attributes import LEARNED
    from dateline.scoring.learning.fitting import calibrate, correct, same_say
    from dateline.scoring.learning.judging import auc
    from dateline.scoring.learning.layer import Layer, column_of
    from dateline.scoring.learning.layered import Layered
    from dateline.scoring.learning.learn import FEWEST_MET
    from dateline.scoring.learning.tables import Tables

    ruled, unseen = rows[:after], rows[unseen_from(len(rows)) :]
    if ruled:
        labels = np.array([row.labels[at] for row in ruled])
        sums = np.array([engine.sums(row.text)[at] for row in ruled])
        tables, say = Tables([row.text for row in ruled], engine.model), same_say(labels, np.ones(len(ruled)))
        line = calibrate(sums, labels, say)
        added = correct(tables, sums, line, labels, say, tables.times_met >= FEWEST_MET)
        column = column_of(LEARNED[at], line, added, engine.model.header.scales[at])
        engine = Layered(engine, Layer(engine.model.version, (column,)))
    scores = np.array([engine.sums(row.text)[at] for row in unseen])
    return auc(scores, np.array([row.labels[at] == 1 for row in unseen]), np.ones(len(unseen)))


def night(folder: Path, number: int) -> None:
    from dateline.lib import clock
    from dateline.moderation.scores import layers, learning

    edition = filled(folder, number)
    layers.base()
    before, began, cpu = peak(), time.perf_counter(), time.process_time()
    row = learning.learn_from(edition, now=clock.now())
    passed, own = time.perf_counter() - began, time.process_time() - cpu
    print(f"A night with {number:,} decisions: {own:.0f} s of processor, {passed:.0f} s in all, {row.outcome}")
    print(f"  learned from {row.figures['rulings']:,}; layer {len(row.layer) / 1e6:.2f} MB")
    print(f"  memory at most {peak():,.0f} MB, before it {before:,.0f} MB")
    for name, each in row.figures.get("attributes", {}).items():
        print(f"  {name}: {each['auc']}")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def filled(folder: Path, number: int):
    from dateline.comments.models import LONGEST_TEXT, Comment
    from dateline.lib import clock
    from dateline.moderation.models import Clause, Decision, HouseRules
    from dateline.people.models import User
    from dateline.scoring.attributes import LEARNED
    from dateline.stories.models import Edition, Section, Story

    user = User.objects.create_superuser("bench", "bench@bench.example")
    facts = {"language": "en", "time_zone": "UTC", "agency_name": "Bench", "tag_entity": "bench.example,2026"}
    edition = Edition.objects.create(code="en", name="English", **facts)
    Section.objects.create(edition=edition, slug="s", name="S")
    rules = HouseRules.objects.create(edition=edition)
    for order, name in enumerate(LEARNED):
        told = {"text": "No.", "reader_sentence": "It breaks the rule.", "attributes": [name]}
        Clause.objects.create(rules=rules, sort_order=order, code=f"c{order}", title=name, **told)
    rules.publish(by=user)
    clauses = rules.clauses_in_force()
    story = Story(edition=edition, headline="Bench", body=[("paragraph", "<p>Text.</p>")])
    story.save()
    known = [row for row in rows_of_all(folder) if 1 in row.labels or row.labels[0] == 0]
    Random(1).shuffle(known)
    begin = clock.now() - timedelta(days=30)
    comments, decisions = [], []
    for place, row in enumerate(known[:number]):
        at, refused = begin + timedelta(seconds=place), 1 in row.labels
        comment = Comment(story=story, name="Tom", text=row.text[:LONGEST_TEXT], created_at=at, sent_at=at)
        comment.decided_at, comment.state = at, "refused" if refused else "shown"
        comment.key, comment.receipt_digest, comment.fingerprint = f"{place:032}", f"{place:064}", f"{place:064}"
        ruling = {"comment": comment, "edition": edition, "decided_by": user, "decided_at": at, "outcome": "show"}
        if refused:
            clause = clauses[max(at for at, label in enumerate(row.labels) if label == 1)]
            ruling |= {"outcome": "refuse", "rules": rules, "clause": clause, "clause_kind": clause.kind}
        comments.append(comment)
        decisions.append(Decision(**ruling))
    Comment.objects.bulk_create(comments, batch_size=2_000)
    Decision.objects.bulk_create(decisions, batch_size=2_000)
    return edition


if __name__ == "__main__":
    main()

"""What the desk's page of scores costs with 50,000 scored comments, against 50, in one run.

    .venv/bin/python bench/scores_page.py [--comments 50000] [--home FOLDER]

Half of the comments wait, the others were decided on by a person. Prints median, worst and processor time in
milliseconds. The goal is 300 ms. SQLite unless `DATELINE_DATABASE_URL` says otherwise.
"""

import argparse
import random
from datetime import timedelta
from typing import Any

import moderation_queue
from filling import newsroom

SEED = 423254
GOAL = 300
"""Milliseconds."""
ADDRESS = "/desk/scores/?attribute=INSULT"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--comments", type=int, default=50_000)
    asked.add_argument("--home", help="a folder that keeps the database, so that the next run need not fill it")
    given = asked.parse_args()
    moderation_queue.GOAL = GOAL
    with newsroom(given.home) as is_new:
        desk = moderation_queue._desk() if is_new else moderation_queue._again()
        before: float | None = None
        for count in (50, given.comments - 50) if is_new else (0,):
            if is_new:
                moderation_queue._fill(count, 0)
                _score_and_rule()
            for name, query in (("the page", ""), ("with a threshold tried", "&value=0.7")):
                first = moderation_queue._row(name, lambda query=query: _ask(desk, query), before)
            before = before or first


def _ask(desk: Any, query: str) -> None:
    assert desk.get(ADDRESS + query).status_code == 200


def _score_and_rule() -> None:
    """Give every comment that has none its scores, and every second one a person's decision, past the chain."""
    from django.db import connection

    from dateline.comments.models import Comment, State
    from dateline.moderation.models import Clause, CommentScore, Decision
    from dateline.moderation.scores import layers
    from dateline.people.models import User
    from dateline.scoring.attributes import ATTRIBUTES

    chance, by, version = random.Random(SEED), User.objects.get(username="bench"), layers.base().version
    Clause.objects.filter(code="c0").update(attributes=["INSULT"])
    clauses = {clause.rules.edition_id: clause for clause in Clause.objects.filter(code="c0").select_related("rules")}
    new = list(Comment.objects.filter(score=None).select_related("story"))
    scores, decisions = [], []
    for number, comment in enumerate(new):
        is_breach = chance.random() < 0.1
        value = round(min(1.0, chance.betavariate(6, 3) if is_breach else chance.betavariate(1, 6)), 3)
        found = dict.fromkeys(ATTRIBUTES, value)
        facts = {"engine": version, "is_blind": number % 20 == 0, "scored_at": comment.sent_at, "language": "en"}
        spans = {name: [[0, 5, 2.5], [6, 9, 0.4]] for name in ATTRIBUTES} if value > 0.5 else {}
        scores.append(CommentScore(comment=comment, scores=found, spans=spans, **facts))
        if number % 2:
            clause = clauses[comment.story.edition_id] if is_breach else None
            decisions.append(
                Decision(
                    comment=comment,
                    edition_id=comment.story.edition_id,
                    outcome="refuse" if clause else "show",
                    rules=clause.rules if clause else None,
                    clause=clause,
                    clause_number=1 if clause else None,
                    clause_kind="house" if clause else "",
                    decided_by=by,
                    decided_at=comment.sent_at + timedelta(minutes=9),
                )
            )
    CommentScore.objects.bulk_create(scores, batch_size=2000)
    Decision.objects.bulk_create(decisions, batch_size=2000)
    refused = [each.comment_id for each in decisions if each.outcome == "refuse"]
    ruled = Comment.objects.filter(pk__in=[each.comment_id for each in decisions])
    for start in range(0, len(decisions), 500):
        few = [each.comment_id for each in decisions[start : start + 500]]
        ruled = Comment.objects.filter(pk__in=few)
        ruled.exclude(pk__in=set(refused) & set(few)).update(state=State.SHOWN)
        ruled.filter(pk__in=set(refused) & set(few)).update(state=State.REFUSED)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")
    print(f"{CommentScore.objects.count():,} scored, {Decision.objects.count():,} ruled on", flush=True)


if __name__ == "__main__":
    main()

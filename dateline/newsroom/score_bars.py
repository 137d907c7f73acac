"""The scores of a comment as the desk shows them: small bars, those that a clause in force names before the others."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from dateline.comments.models import Comment
from dateline.moderation.models import Clause, CommentScore
from dateline.moderation.models.attributes import MEANINGS, NAMES
from dateline.moderation.scores.thresholds import thresholds_of

WIDTH = 100
"""Of a bar, in units of its own."""


@dataclass(frozen=True)
class Bar:
    """One score: what it is called and means, and from where on it raises a doubt; None where no clause names it."""

    name: Promise
    meaning: Promise
    score: float
    threshold: float | None

    @property
    def is_high(self) -> bool:
        return self.threshold is not None and self.score >= self.threshold

    @property
    def filled(self) -> int:
        return round(WIDTH * self.score)

    @property
    def mark(self) -> int | None:
        """Where the threshold is marked, within the bar also at its end."""
        return None if self.threshold is None else min(WIDTH - 1, round(WIDTH * self.threshold))


@dataclass(frozen=True)
class ScoreBars:
    """What stands beside a comment: bars that matter and the others, highest first; or that it is read without."""

    row: CommentScore
    is_hidden: bool
    named: list[Bar]
    others: list[Bar]


def score_bars(comment: Comment, clauses: Iterable[Clause]) -> ScoreBars | None:
    """Return the scores of a comment under these clauses; None where it has none."""
    row = CommentScore.objects.filter(comment=comment).first()
    if row is None or not row.scores:
        return None
    row.comment = comment
    if row.is_kept_from_the_desk:
        return ScoreBars(row, True, [], [])
    named = {attribute for clause in clauses for attribute in clause.attributes}
    at = thresholds_of(comment.story.edition)
    bars = {
        each: Bar(NAMES[each], MEANINGS[each], score, at[each] if each in named else None)
        for each, score in sorted(row.scores.items(), key=lambda one: -one[1])
        if each in NAMES
    }
    return ScoreBars(
        row,
        False,
        [bar for each, bar in bars.items() if each in named],
        [bar for each, bar in bars.items() if each not in named],
    )

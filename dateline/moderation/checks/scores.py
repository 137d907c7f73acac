"""Doubts a comment that scores high for what a clause names. A score ranks; it never says that a rule is broken.

The engine has read the text before (`moderation.scores.given`): a score costs the same whatever is made of it here.
"""

from collections.abc import Iterable
from itertools import groupby

from dateline.moderation.checks.opinion import Given, LookedFor, Opinion, Span, Verdict, Words
from dateline.scoring.engine import Scored

SAYS = {
    "score": "It is like comments that people have marked as:",
    "not scored: another language": "The scoring engine does not know its language, so it has no score. Look for what "
    "it would have found.",
    "not scored": "The scoring engine could not read the comment. Look for what it would have found.",
}
OF_THE_HEAVIEST = 0.25
"""Share of the heaviest word's weight below which a word explains little, and is not marked."""


def check(words: Words) -> tuple[Opinion, ...]:
    """Doubt, clause by clause, what reaches a threshold, the highest first; say so where there is no score."""
    given = words.given
    if given is None:
        return ()
    if given.scored is None:
        return (_unavailable("not scored"),)
    if given.scored.unscored:
        return (_unavailable("not scored: another language"),)
    return tuple(_doubts(words.text, given, given.scored))


def _unavailable(word: str) -> Opinion:
    return Opinion(Verdict.UNAVAILABLE, word, SAYS[word])


def _doubts(text: str, given: Given, scored: Scored) -> Iterable[Opinion]:
    reached = [each for each in given.looked_for if scored.scores[each.attribute] >= each.threshold]
    reached.sort(key=lambda each: each.clause)
    by_clause = [(code, list(those)) for code, those in groupby(reached, key=lambda each: each.clause)]
    by_clause.sort(key=lambda each: -max(scored.scores[one.attribute] for one in each[1]))
    for code, those in by_clause:
        seen = ", ".join(each.attribute for each in those)
        spans = _marked(text, scored, those)
        yield Opinion(Verdict.DOUBT, "score", SAYS["score"], clause=code, spans=spans, seen=seen)


def _marked(text: str, scored: Scored, those: list[LookedFor]) -> tuple[Span, ...]:
    """Where the words are that raise these attributes, in order; those that overlap or stand side by side as one."""
    found: set[Span] = set()
    for each in those:
        spans = scored.spans.get(each.attribute, ())
        least = max((span.weight for span in spans), default=0.0) * OF_THE_HEAVIEST
        found |= {(span.start, span.end) for span in spans if span.weight >= least}
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)

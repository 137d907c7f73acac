"""The check on scores: a doubt for each clause that names what a comment scores high for, and never more."""

from typing import Any

from dateline.moderation.checks import scores
from dateline.moderation.checks.opinion import Given, LookedFor, Verdict, Words
from dateline.scoring.engine import Scored, Span

TEXT = "You  utter idiot, they all are vermin"
LOOKED_FOR = (
    LookedFor("INSULT", "insult", 0.5),
    LookedFor("THREAT", "insult", 0.5),
    LookedFor("IDENTITY_ATTACK", "ethnic", 0.7),
)
SPANS = {
    "INSULT": (Span(11, 16, 5.0), Span(5, 10, 2.0), Span(0, 3, 0.4)),
    "THREAT": (Span(31, 37, 1.0),),
    "IDENTITY_ATTACK": (Span(31, 37, 3.0), Span(18, 22, 1.0)),
}


def said(text: str = TEXT, unscored: str = "", **given: float) -> tuple[Any, ...]:
    known = {"INSULT": 0.1, "THREAT": 0.1, "IDENTITY_ATTACK": 0.1} | given
    scored = Scored("en", {} if unscored else known, SPANS, unscored)
    return scores.check(Words("Tom", text, "en", given=Given(LOOKED_FOR, scored)))


def test_nothing_is_said_where_nothing_is_looked_for_or_nothing_reaches_its_threshold() -> None:
    assert scores.check(Words("Tom", TEXT, "en")) == ()
    assert said(INSULT=0.499, IDENTITY_ATTACK=0.699) == ()


def test_a_score_at_its_threshold_is_a_doubt_on_the_clause_with_the_words_that_raise_it_most() -> None:
    (opinion,) = said(INSULT=0.5)
    assert (opinion.verdict, opinion.clause, opinion.seen) == (Verdict.DOUBT, "insult", "INSULT")
    assert [TEXT[start:end] for start, end in opinion.spans] == ["utter idiot"]
    assert opinion.fits(TEXT)


def test_two_attributes_of_one_clause_are_one_doubt() -> None:
    (opinion,) = said(INSULT=0.9, THREAT=0.6)
    assert opinion.seen == "INSULT, THREAT"
    assert [TEXT[start:end] for start, end in opinion.spans] == ["utter idiot", "vermin"]


def test_each_clause_has_its_own_doubt_the_highest_first_and_a_score_of_one_is_no_breach() -> None:
    opinions = said(INSULT=0.8, IDENTITY_ATTACK=1.0)
    assert [(each.clause, each.verdict) for each in opinions] == [
        ("ethnic", Verdict.DOUBT),
        ("insult", Verdict.DOUBT),
    ]


def test_a_language_that_the_engine_does_not_know_and_an_engine_that_failed_are_told_apart() -> None:
    (another,) = said(unscored="The engine was trained on “en” alone.")
    (failed,) = scores.check(Words("Tom", TEXT, "en", given=Given(LOOKED_FOR)))
    assert (another.verdict, another.word) == (Verdict.UNAVAILABLE, "not scored: another language")
    assert (failed.verdict, failed.word) == (Verdict.UNAVAILABLE, "not scored")

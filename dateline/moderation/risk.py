"""How urgently a person should look at something: a number by which the queue is sorted. Plain functions, no database.

A higher one stands first. The bands are a hundred wide, so that scores can order what stands within one.
"""

from collections.abc import Iterable

from dateline.moderation.checks.opinion import Verdict

UNRATED = 0
"""Nobody has reckoned it yet: the row is new. It stands last until it is, and is never left out."""
CLEAN, UNREAD, UNAVAILABLE, DOUBT, BREACH = 1, 50, 100, 200, 300
APPEALED, REPORTED, THREATENED, UNLAWFUL, LIBEL = 250, 500, 700, 800, 900
"""An appeal waits for an answer, and nobody sees what it is about; what is reported, readers do see."""
OVERDUE = 50
"""Added to libel that should have been answered by now."""
WIDEST = 99
"""As far as scores and the number of voices move a comment within its band."""
A_VOICE = 10
"""For each further check that speaks against a comment."""

OF_VERDICT = {Verdict.BREACH: BREACH, Verdict.DOUBT: DOUBT, Verdict.UNAVAILABLE: UNAVAILABLE}
THREATS = frozenset({"threat", "threat-to-life"})
"""Codes of clauses about threats to somebody's life: above everything that a check can raise."""
LIBELS = frozenset({"libel"})


def risk_of(said: Iterable[tuple[str, str]], *, score: float = 0.0) -> int:
    """Return the risk of a comment, from 1: the gravest verdict on it, then how many checks speak against it.

    `said` is verdict and clause of each opinion. `score`, from 0 to 1, is the highest that an engine gives; it orders
    comments within a band.
    """
    against = [(OF_VERDICT[Verdict(verdict)], clause) for verdict, clause in said if verdict in OF_VERDICT]
    within = round(WIDEST * min(max(score, 0.0), 1.0))
    if not against:
        return min(CLEAN + within // 2, UNREAD - 1)  # with `UNREAD`, below what is unsure
    band = max(_band(verdict, clause) for verdict, clause in against)
    return band + min(WIDEST, within + A_VOICE * (len(against) - 1))


def seen_already(risk: int) -> int:
    """Return the risk of a comment that readers see before anybody at the desk has read it."""
    return risk + UNREAD


def _band(verdict: int, clause: str) -> int:
    if clause in THREATS and verdict > UNAVAILABLE:
        return THREATENED
    # A program that finds libel is unsure of it at best: before other breaches, and after what readers report.
    return BREACH + 100 if clause in LIBELS and verdict > UNAVAILABLE else verdict

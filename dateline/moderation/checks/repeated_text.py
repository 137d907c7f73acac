"""Doubts a text that came before within a day, under this story or another, from whomever: what a flood is made of.

A text of a few words is said by many, and is not counted (`moderation.signs`).
"""

from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words

SAYS = {"same text again": "Within a day the same text came before, under this story or another. So often:"}


def check(words: Words) -> Opinion:
    """Doubt a text that other comments had lately."""
    if not words.alike:
        return CLEAN
    return Opinion(Verdict.DOUBT, "same text again", SAYS["same text again"], seen=str(words.alike))

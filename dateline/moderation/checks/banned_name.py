"""Doubts a comment under a name that the desk has banned for a time. Somebody else may bear the same name."""

from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words

SAYS = {"banned name": "The desk has banned this name for a time; somebody else may bear it. The reason:"}


def check(words: Words) -> Opinion:
    """Doubt what comes under a banned name."""
    if not words.banned:
        return CLEAN
    return Opinion(Verdict.DOUBT, "banned name", SAYS["banned name"], seen=words.banned)

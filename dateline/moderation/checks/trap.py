"""Doubts a comment whose hidden field was filled in: no reader sees it, and programs fill in what they find."""

from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words

SAYS = {"hidden field": "A field of the form was filled in that readers do not see. Programs fill in all fields."}


def check(words: Words) -> Opinion:
    """Doubt a comment that came with something in the hidden field. Some browsers fill in by themselves."""
    return Opinion(Verdict.DOUBT, "hidden field", SAYS["hidden field"]) if words.trap else CLEAN

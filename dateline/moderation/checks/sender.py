"""Tells whoever reads a comment that earlier ones from the same network address were refused. It doubts nothing.

Several people may share an address, and somebody who was refused once may be right today.
"""

from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words

SAYS = {"refused before": "Of the last comments from the same address some were refused. That is no doubt. So many:"}


def check(words: Words) -> Opinion:
    """A mark where some of the sender's last comments were refused."""
    if not words.refused:
        return CLEAN
    return Opinion(Verdict.CLEAN, "refused before", SAYS["refused before"], seen=str(words.refused))

"""Tells whoever reads a comment that earlier ones from the same network address were refused.

A mark, and no doubt, unless the newsroom has set a number from which it is one: several people may share an address,
and somebody who was refused once may be right today.
"""

from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words

SAYS = {
    "refused before": "Of the last comments from the same address some were refused. That is no doubt. So many:",
    "often refused": "Of the last comments from the same address many were refused. So many:",
}


def check(words: Words) -> Opinion:
    """A mark where some of the sender's last comments were refused, a doubt where as many were as the setting says."""
    if not words.refused:
        return CLEAN
    if words.doubt_from and words.refused >= words.doubt_from:
        return Opinion(Verdict.DOUBT, "often refused", SAYS["often refused"], seen=str(words.refused))
    return Opinion(Verdict.CLEAN, "refused before", SAYS["refused before"], seen=str(words.refused))

"""Doubts a comment that came quicker than a person writes, counted from when the version on its page went out.

No form under that version is older. Mostly it is hours ago, which says nothing; nor does a form without its time. The
second in which a page was rendered would say more, and make other bytes of it on each server and after each drop.
"""

from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words

SAYS = {"too quick": "It was sent within three seconds of the page being made, quicker than a person writes."}

QUICKEST = 3
"""Seconds in which nobody opens a page, writes a name and a comment and sends both."""


def check(words: Words) -> Opinion:
    """Doubt a comment that was sent within three seconds of its form being made."""
    is_quick = words.seconds is not None and 0 <= words.seconds < QUICKEST
    return Opinion(Verdict.DOUBT, "too quick", SAYS["too quick"]) if is_quick else CLEAN

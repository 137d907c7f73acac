"""The checks on readers' comments. A new one is a new file here and one line in `CHECKS` (`docs/extending.md`)."""

from typing import Protocol

from dateline.moderation.checks import (
    banned_name,
    contacts,
    haste,
    language,
    personal_numbers,
    repeated_text,
    repetition,
    scores,
    sender,
    trap,
    watched_words,
    word_list,
)
from dateline.moderation.checks.opinion import Opinion, Words


class Check(Protocol):
    """What a module of this package offers."""

    SAYS: dict[str, str]
    """All that it may say: the word for the queue, and its sentence to the moderator. Each needs its Persian."""

    def check(self, words: Words) -> Opinion | tuple[Opinion, ...]:
        """Return what it says, once for each clause that it is about; nothing is clean."""


CHECKS: list[Check] = [
    word_list,  # what the desk itself has said: before all that programs make of a text
    banned_name,
    contacts,  # what leads readers elsewhere, or gives somebody's address away: the first thing a moderator looks for
    personal_numbers,
    language,  # told at a glance, and nothing below it matters to who cannot read the comment
    trap,  # how it was sent tells more of a program than what it says
    haste,
    repeated_text,  # one of a flood is ruled on as the others are
    repetition,  # noise, seen at a glance
    scores,  # what it is like, which is less than what it says
    sender,  # what follows are marks and no doubts, unless the newsroom has set otherwise
    watched_words,  # last, because nothing hangs on it
]
"""Asked in order; the desk lists what they say in the same."""


def name_of(check: Check) -> str:
    """Return the name under which the desk and the log know a check: that of its file."""
    return str(check.__name__).rpartition(".")[2]  # type: ignore[attr-defined]

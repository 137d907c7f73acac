"""Doubts a text that is mostly one character or one word again and again: "Nooooooooo", "resign resign resign …"."""

import re
from collections import Counter
from itertools import groupby

from dateline.lib.words import words_of
from dateline.moderation.checks.opinion import CLEAN, Opinion, Span, Verdict, Words

SAYS = {"repetition": "Most of it is one character or one word, again and again."}

FEWEST_WORDS = 5
"""Times that a word stands in a text before it is noise: "no, no, no!" is still an answer."""

# Eight of a kind: "......." and "!!!!!!!" are only moods. A shorter run is looked at again from each of its
# characters, which are at most seven, so the cost grows with the length of the text and no faster.
_RUN = re.compile(r"(\S)\1{7,}")


def check(words: Words) -> Opinion:
    """Doubt a text of which at least half is one run of a character, or one word."""
    spans = _runs(words.text) or _one_word(words.text)
    if not spans:
        return CLEAN
    return Opinion(Verdict.DOUBT, "repetition", SAYS["repetition"], spans=spans)


def _runs(text: str) -> tuple[Span, ...]:
    runs = tuple(run.span() for run in _RUN.finditer(text))
    covered = sum(end - start for start, end in runs)
    return runs if covered * 2 >= len("".join(text.split())) else ()


def _one_word(text: str) -> tuple[Span, ...]:
    found = words_of(text)
    if not found:
        return ()
    word, times = Counter(each.text for each in found).most_common(1)[0]
    if times < FEWEST_WORDS or times * 2 < len(found):
        return ()
    together = [list(each) for is_it, each in groupby(found, key=lambda each: each.text == word) if is_it]
    return tuple((each[0].start, each[-1].end) for each in together)

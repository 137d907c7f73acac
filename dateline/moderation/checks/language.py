"""Doubts a comment in another language than comments are asked to be in, and says which. It abstains where in doubt.

A text is read in pieces besides: what is one language as a whole is that in its pieces too. One in two languages, or in
Latin letters that is not written so (Finglish, Roman Urdu, Arabizi), reads as something else in every piece.
"""

import re
from itertools import pairwise

from dateline.lib.languages import Guess, guess, tellable
from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words

SAYS = {"another language": "It seems to be in another language than the one that comments are asked to be in."}

FEWEST_WORDS = 4
"""Words below which a text is too short to tell: slang, a name or an exclamation is in no language."""
SURE = 0.4
"""Score of the model from which it is believed. As it is, it calls emoji and single names a language."""
A_PIECE = 4
MOST_PIECES = 12
AGREEING = 2 / 3
"""Share of the pieces that must be in the language of the whole."""

_NEAR = (
    {"no", "nb", "nn", "da"},
    {"bs", "hr", "sh", "sr"},
    {"id", "ms"},
    {"cs", "sk"},
    {"es", "ast", "an"},
    {"gl", "pt"},
    {"de", "als", "bar"},
    {"en", "sco"},
    {"az", "tr"},
    {"ar", "arz"},
    {"fa", "glk", "lrc", "mzn", "azb", "pnb"},
    {"zh", "wuu", "yue"},
)
"""Languages that the model takes for one another, or for what a dialect of them looks like in writing."""

_PUNCTUATION = "".join(map(chr, range(0x21, 0x30))) + ":;<=>?[]^_`{|}~«»“”„‘’‚…–—،؛؟。、！？"
# Scripts without spaces: Thai, Lao, Burmese, Khmer, kana, Han. A word has about two of their letters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def check(words: Words) -> Opinion:
    """Doubt a text of four words and more that is surely, and all through, in another language."""
    asked_for = words.language.partition("-")[0].lower()
    if not asked_for or asked_for not in tellable():
        return CLEAN
    found = _told(words.text, asked_for)
    if not found:
        return CLEAN
    return Opinion(Verdict.DOUBT, "another language", SAYS["another language"], clause="language", seen=found)


def _told(text: str, asked_for: str) -> str:
    """Return the language that a text is in, and that it should not be in; empty where that cannot be told."""
    pieces, joint = _pieces(text)
    if not pieces:
        return ""
    whole = guess(joint.join(pieces))
    if not _is_sure(whole) or _are_near(whole.code, asked_for):
        return ""
    each = [whole] if len(pieces) == 1 else [piece for piece in map(guess, pieces) if _is_sure(piece)]
    if any(_are_near(piece.code, asked_for) for piece in each):
        return ""
    agreeing = sum(_are_near(piece.code, whole.code) for piece in each)
    return whole.code if agreeing >= len(pieces) * AGREEING else ""


def _pieces(text: str) -> tuple[list[str], str]:
    """Return what is written in words, cut into even pieces of about four; and what stands between two pieces."""
    written, joint = [each for each in text.split() if _is_word(each)], " "
    if _UNSPACED.search(text):
        letters, joint = "".join(written), ""
        written = [letters[at : at + 2] for at in range(0, len(letters), 2)]
    if len(written) < FEWEST_WORDS:
        return [], joint
    number = min(MOST_PIECES, max(1, round(len(written) / A_PIECE)))
    cuts = [len(written) * place // number for place in range(number + 1)]
    return [joint.join(written[start:end]) for start, end in pairwise(cuts)], joint


def _is_word(written: str) -> bool:
    """Whether it has a letter, and nothing of a number, an address or a name on a network."""
    if written.isalpha():
        return True  # nearly always, so asked first
    bare = written.strip(_PUNCTUATION)
    if any(sign.isdigit() or sign in "@/" for sign in bare) or written[0] in "@#":
        return False
    return any(sign.isalpha() for sign in bare) and not bare.lower().startswith("www.")


def _is_sure(found: Guess) -> bool:
    return found.score >= SURE


def _are_near(one: str, other: str) -> bool:
    return one == other or any(one in family and other in family for family in _NEAR)

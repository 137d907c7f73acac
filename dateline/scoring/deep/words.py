"""A comment as the transformer reads it: the words that it stands for, groups of people as one, emoji by name."""

from functools import lru_cache
from unicodedata import name

from dateline.scoring.kinds_of_word import GROUPS
from dateline.scoring.lexicon import Lexicon
from dateline.scoring.memo import Memo, Weighing
from dateline.scoring.model import Model
from dateline.scoring.reading import read

GROUP = "[GROUP]"
"""Every group of people is this word, so that none is a reason by itself (decisions/0061)."""
MOST_WORDS = 10_000
"""Words remembered: some 2 MB."""

_SHORTENED = """
dont do not|doesnt does not|didnt did not|isnt is not|arent are not|wasnt was not|werent were not|wont will not
cant can not|cannot can not|couldnt could not|wouldnt would not|shouldnt should not|hasnt has not|havent have not
hadnt had not|aint is not|im i am|ive i have|youre you are|theyre they are|theyve they have|thats that is|u you|ur your
"""
SHORTENED = {
    short: full.split()
    for each in _SHORTENED.replace("\n", "|").strip("|").split("|")
    for short, _, full in [each.partition(" ")]
}
"""The normaliser drops the sign of what is left out; in full, a denial is seen."""


class Words:
    """Reads comments as words, by the lexicon of the linear model. The caller keeps threads apart."""

    def __init__(self, model: Model) -> None:
        self._lexicon = Lexicon(model.words, model.costs)
        self._memo = Memo(Weighing(model.rarity, model.weights[:, :0]), self._lexicon, most=MOST_WORDS)

    def of(self, text: str) -> list[str]:
        """Return the words and signs of a comment in order, whatever disguise they are written in."""
        rows = read(text, self._memo)
        return [each for row in rows.tolist() for each in self._said(self._memo.words[row])]

    def _said(self, word: str) -> list[str]:
        if word in GROUPS:
            return [GROUP]
        if word in SHORTENED:
            return SHORTENED[word]
        if word.isascii() and word.isalpha():
            return [word] if word in self._lexicon else self._lexicon.parts(word) or [word]
        return _named(word.removeprefix("\0"))


@lru_cache(maxsize=5_000)
def _named(sign: str) -> list[str]:
    """A sign as it is, an emoji by its name in Unicode, a line's end as nothing."""
    if sign > "\u2100" and len(sign) == 1:
        return name(sign, "").lower().replace("-", " ").split()
    return sign.split()

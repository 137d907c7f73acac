"""Chooses the pieces that a transformer knows: those of the whole vocabulary that its comments are mostly made of."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.scoring.deep.wordpiece import END, INNER, START, UNKNOWN, WordPiece
from dateline.scoring.deep.words import GROUP

NOTHING = "[PAD]"
"""The first piece: what shorter comments are filled up with while teaching."""
LONG = 400


def chosen(whole: Sequence[str], comments: Iterable[Sequence[str]], most: int) -> list[str]:
    """Return so many pieces: signs of our own, every ASCII letter, then those met most often."""
    pieces = [*whole, GROUP]
    cutter = WordPiece(pieces)
    met = Counter(number for words in comments for number in cutter.numbers(words, LONG).tolist())
    signs = [NOTHING, UNKNOWN, START, END, GROUP]
    letters = [piece for piece in whole if len(piece.removeprefix(INNER)) == 1 and piece.isascii()]
    first = dict.fromkeys(signs + letters)
    return [*first, *(pieces[number] for number, _ in met.most_common() if pieces[number] not in first)][:most]

"""Makes the lexicon of a model: the words that its training comments have, and what each costs."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.scoring import kinds_of_word
from dateline.scoring.features import hash_of
from dateline.scoring.lexicon import Lexicon
from dateline.scoring.pieces import pieces_in, readings
from dateline.scoring.train.rows import Row

FEWEST = 3
"""Comments that have a word before it is one, and not a slip of the finger."""
FEWEST_WITH_DIGITS = 10
"""For 1st and 20th; those that begin with a letter may be disguises."""
LISTED = "profanity_en_ldnoobw_ccby4.txt"


def lexicon_of(rows: Sequence[Row], folder: Path) -> tuple[Lexicon, NDArray[np.uint32], NDArray[np.uint8]]:
    """Return the lexicon of the rows with its tables. A list of profanities in the folder is taken in as well."""
    met: Counter[str] = Counter()
    for row in rows:
        met.update({_plainly(piece.text) for piece in pieces_in(row.text)})
    known = Counter({word: times for word, times in met.items() if _is_word(word, times)})
    for word in sorted(_listed(folder) | kinds_of_word.GROUPS | kinds_of_word.DENYING | kinds_of_word.SPOKEN_TO):
        known[word] = max(known[word], FEWEST)
    total = sum(known.values())
    by_number = {hash_of(word): _cost(times / total) for word, times in sorted(known.items())}
    numbers = np.array(sorted(by_number), np.uint32)
    costs = np.array([by_number[number] for number in numbers.tolist()], np.uint8)
    return Lexicon(numbers, costs), numbers, costs


def _plainly(written: str) -> str:
    return next(readings(written), "")


def _is_word(word: str, times: int) -> bool:
    if word.isalpha():
        # A letter by itself is a word only if it is: else whatever is written apart falls into letters.
        return times >= FEWEST and word.isascii() and (len(word) > 1 or word in "aiu")
    return times >= FEWEST_WITH_DIGITS and word.isalnum() and word[0].isdecimal()


def _listed(folder: Path) -> set[str]:
    path = folder / LISTED
    return (
        {line for line in path.read_text("utf-8").split("\n") if line.isalpha() and line.isascii()}
        if path.exists()
        else set()
    )


def _cost(share: float) -> int:
    return int(min(255, round(-10 * np.log(share))))

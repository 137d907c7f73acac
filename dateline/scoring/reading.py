"""A comment read as words: pieces looked up, letters that stand apart put together, each with its place in
the original.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.features import IS_LONE, IS_UNKNOWN, IS_WORD, Whole
from dateline.scoring.memo import Memo
from dateline.scoring.pieces import Piece, pieces_in, written_in

FEWEST_APART = 3
WIDEST_GAP = 3
"""Signs between two letters of one word that is written apart."""
FEWEST_REJOINED = 4


class Read(NamedTuple):
    """Rows of a comment's pieces in order, and where each stands in its text."""

    rows: Whole
    places: list[tuple[int, int]]


def read(text: str, memo: Memo) -> Whole:
    """Return a comment as rows of `memo`, whose lock the caller holds."""
    memo.begin()
    rows = [memo.row(written) for written in written_in(text)]
    found = np.array(rows, np.int64)
    if _may_join(rows, memo.flags[found], memo):
        return read_in_place(text, memo).rows
    return found


def read_in_place(text: str, memo: Memo) -> Read:
    """Return a comment as `read` does, with the places of what was read."""
    memo.begin()
    pieces = pieces_in(text)
    rows = [memo.row(piece.text) for piece in pieces]
    found = np.array(rows, np.int64)
    flags = memo.flags[found]
    if not _may_join(rows, flags, memo):
        return Read(found, [piece.place for piece in pieces])
    joined = list(_joined(text, pieces, rows, flags.tolist(), memo))
    return Read(np.array([row for row, _ in joined], np.int64), [place for _, place in joined])


def _may_join(rows: list[int], flags: NDArray[np.int32], memo: Memo) -> bool:
    """Whether there is anything to put together, by the words alone. Most comments have nothing."""
    odd = flags & (IS_LONE | IS_UNKNOWN)
    if not odd.any():
        return False
    words = (flags & IS_WORD).nonzero()[0]
    lone, unknown = (odd[words] & IS_LONE) > 0, (odd[words] & IS_UNKNOWN) > 0
    if (lone[2:] & lone[1:-1] & lone[:-2]).any():
        return True
    if not unknown.any():
        return False
    either = (unknown[1:] | unknown[:-1]).nonzero()[0]
    pairs = zip(words[either].tolist(), words[either + 1].tolist(), strict=True)
    return any(after - at <= 2 and _together(rows[at], rows[after], memo) for at, after in pairs)


def _joined(
    text: str, pieces: list[Piece], rows: list[int], kinds: list[int], memo: Memo
) -> Iterator[tuple[int, tuple[int, int]]]:
    at = 0
    while at < len(pieces):
        if kinds[at] & IS_LONE:
            run = _run_from(at, text, pieces, kinds)
            if len(run) >= FEWEST_APART:
                yield from _spelled(run, pieces, rows, memo)
                at = run[-1] + 1
                continue
        if kinds[at] & IS_WORD:
            after = _next_word(at, pieces, kinds)
            is_odd = after and (kinds[at] | kinds[after]) & IS_UNKNOWN
            word = _together(rows[at], rows[after], memo) if is_odd else ""
            if word:
                yield memo.row_of(word), (pieces[at].place[0], pieces[after].place[1])
                at = after + 1
                continue
        yield rows[at], pieces[at].place
        at += 1


def _run_from(first: int, text: str, pieces: list[Piece], kinds: list[int]) -> list[int]:
    """Places of the single letters that stand apart from the one at `first` on, no line's end between them."""
    run = [first]
    for at in range(first + 1, len(pieces)):
        gap = text[pieces[run[-1]].end : pieces[at].start]
        if len(gap) > WIDEST_GAP or "\n" in gap or (kinds[at] & IS_WORD and not kinds[at] & IS_LONE):
            break
        if kinds[at] & IS_LONE:
            run.append(at)
    return run


def _spelled(run: list[int], pieces: list[Piece], rows: list[int], memo: Memo) -> Iterator[tuple[int, tuple[int, int]]]:
    letters = "".join(memo.words[rows[at]] for at in run)
    begin = 0
    for word in memo.apart(letters):
        end = begin + len(word)
        yield memo.row_of(word), (pieces[run[begin]].place[0], pieces[run[end - 1]].place[1])
        begin = end


def _next_word(at: int, pieces: list[Piece], kinds: list[int]) -> int:
    """Place of the word that one sign at most divides from the one at `at`; 0 where there is none."""
    for after in (at + 1, at + 2):
        if after < len(pieces) and kinds[after] & IS_WORD:
            return after if pieces[after].start - pieces[at].end <= 1 else 0
    return 0


def _together(one: int, other: int, memo: Memo) -> str:
    """The known word that two rows are if put together; empty if they are none."""
    word = memo.words[one] + memo.words[other]
    return word if len(word) >= FEWEST_REJOINED and word.isalpha() and memo.knows(word) else ""

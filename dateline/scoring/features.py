"""What a model sees of a comment: each word by itself, words near each other, and words in a scope.

A word's own features depend on the word alone, so that they are added up once and remembered (`memo`). All numbers are
whole, so that a sum is the same in every order, on every machine.
"""

from collections.abc import Iterator
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]

BITS = 19
BUCKETS = 1 << BITS
GRAMS = (3, 4, 5)
LONGEST_WORD = 32
"""Letters of a word whose runs are looked at."""

WORD, GRAM = 4, 2
"""How much a word counts, and each run of its letters."""

# Flags of a piece.
IS_WORD, ENDS, QUOTES, DENIES, IS_GROUP, IS_YOU, TELLS, IS_LONE, IS_UNKNOWN, HAS_KIND = (
    1 << place for place in range(10)
)

NEXT, NEXT_BUT_ONE, DENIED, QUOTED, NEAR_GROUP, NEAR_YOU, TOLD, BY_GROUP, DENIED_GROUP, KIND_NEAR, KIND_TOLD = range(11)
"""Kinds of features of a word in its place."""
WEIGHTS = np.array([4, 2, 3, 3, 3, 2, 2, 6, 6, 6, 4], np.int64)
KINDS = len(WEIGHTS)
KIND_BITS = 4
_OF_KINDS = {DENIED_GROUP, KIND_NEAR, KIND_TOLD}
DENIAL_REACHES = 4
"""Words after a denial that it reaches, in the same sentence."""

_APART = ((NEXT, 1), (NEXT_BUT_ONE, 2))
_SEEDS = np.array([crc32(b"kind %d" % kind) for kind in range(KINDS)], np.uint64)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_AGAIN = np.uint64(0xBF58476D1CE4E5B9)
_HALF, _KEPT = np.uint64(29), np.uint64(64 - BITS)


def hash_of(word: str) -> int:
    """Return a word's number, the same in every process. Lone surrogates have one as well."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def _number(run: str | bytes) -> int:
    return crc32(run) if isinstance(run, bytes) else hash_of(run)


def bucket_of(word: str) -> int:
    """Return the bucket of a word as a whole."""
    return hash_of(f"={word}") & (BUCKETS - 1)


def buckets_of(word: str) -> tuple[list[int], list[int]]:
    """Return the buckets of a word and of the runs of its letters, and how much each counts; each bucket once."""
    framed = f"<{word[:LONGEST_WORD]}>"
    letters = framed.encode() if framed.isascii() else framed
    counts = {
        _number(letters[at : at + size]) & (BUCKETS - 1): GRAM
        for size in GRAMS
        if size != len(letters)
        for at in range(len(letters) - size + 1)
    }
    counts[bucket_of(word)] = WORD
    return list(counts), list(counts.values())


def in_place(
    hashes: NDArray[np.uint64], kinds: NDArray[np.uint64], flags: NDArray[np.int32]
) -> tuple[Whole, Whole, Whole]:
    """Return the features of pieces in their places: keys (see `bucket_and_weight`), and the two pieces of each.

    `kinds` are the hashes of words' kinds, or of themselves where they have none. The second piece of a feature is
    the first again where it has only one.
    """
    words = (flags & IS_WORD).nonzero()[0]
    if not len(words):
        return np.empty(0, np.int64), words, words
    some = int(np.bitwise_or.reduce(flags))
    sentences = np.cumsum((flags & ENDS) > 0, dtype=np.int64)[words] if some & ENDS else np.zeros(len(words), np.int64)
    f = flags[words]
    found = [(kind, first, first + apart) for kind, apart in _APART for first in [_neighbours(sentences, apart)]]
    found += [(kind, places, places) for kind, places in _in_scopes(f, some, _inside(flags, some, words), sentences)]
    general = [each for each in found if each[0] in _OF_KINDS]
    if some & IS_GROUP:
        general += _by_group((f & IS_GROUP) > 0, sentences)
    if not general:
        keys, first, second = _keys(hashes[words], found)
        return keys, words[first], words[second]
    plain = [each for each in found if each[0] not in _OF_KINDS]
    both = zip(_keys(hashes[words], plain), _keys(kinds[words], general), strict=True)
    keys, first, second = (np.concatenate(each) for each in both)
    return keys, words[first], words[second]


def _by_group(group: Truths, sentences: Whole) -> list[tuple[int, Whole, Whole]]:
    """Pairs of words up to three apart of which one is a group: what is said of it, and what is done to it."""
    pairs = [(first, first + apart) for apart in (1, 2, 3) for first in [_neighbours(sentences, apart)]]
    return [(BY_GROUP, first[near], second[near]) for first, second in pairs for near in [group[first] | group[second]]]


def bucket_and_weight(keys: Whole) -> tuple[Whole, Whole]:
    """Return the bucket of each key and how much it counts."""
    return keys >> KIND_BITS, WEIGHTS[keys & ((1 << KIND_BITS) - 1)]


def _neighbours(sentences: Whole, apart: int) -> Whole:
    """Places of the words that have another of their sentence so many words behind."""
    together: Truths = sentences[apart:] == sentences[:-apart]
    return together.nonzero()[0]


def _inside(flags: NDArray[np.int32], some: int, words: Whole) -> Truths | None:
    """Which words stand in quotation marks, if there are any marks."""
    return _quoted((flags & QUOTES) > 0)[words] if some & QUOTES else None


def _in_scopes(f: NDArray[np.int32], some: int, quoted: Truths | None, sentences: Whole) -> Iterator[tuple[int, Whole]]:
    """Give each scope that a comment has, and the places of the words in it. `some` are the flags of all pieces."""
    denied = _denied((f & DENIES) > 0, sentences) if some & DENIES else None
    if denied is not None:
        yield DENIED, denied.nonzero()[0]
    if quoted is not None:
        yield QUOTED, quoted.nonzero()[0]
    for kind, flag in ((NEAR_YOU, IS_YOU), (TOLD, TELLS)):
        if some & flag:
            yield kind, _in_sentences_with(flag, f, sentences).nonzero()[0]
    if some & IS_GROUP:
        near = _in_sentences_with(IS_GROUP, f, sentences)
        of_kind = near & ((f & HAS_KIND) > 0)
        yield NEAR_GROUP, near.nonzero()[0]
        yield KIND_NEAR, of_kind.nonzero()[0]
        if denied is not None:
            yield DENIED_GROUP, (denied & near).nonzero()[0]
        if some & TELLS:
            yield KIND_TOLD, (of_kind & _in_sentences_with(TELLS, f, sentences)).nonzero()[0]


def _in_sentences_with(flag: int, f: NDArray[np.int32], sentences: Whole) -> Truths:
    return np.asarray(np.bincount(sentences, (f & flag) > 0)[sentences] > 0)


def _keys(hashes: NDArray[np.uint64], found: list[tuple[int, Whole, Whole]]) -> list[Whole]:
    """Return the keys of what was found, and the first and second place of each."""
    first, second = (np.concatenate([each[part] for each in found]) for part in (1, 2))
    kinds = np.array([each[0] for each in found]).repeat([len(each[1]) for each in found])
    mixed = hashes[first]
    mixed *= _MULTIPLIER
    mixed += hashes[second]
    mixed ^= _SEEDS[kinds]
    mixed *= _MULTIPLIER
    mixed ^= mixed >> _HALF
    mixed *= _AGAIN
    mixed >>= _KEPT
    keys = mixed.view(np.int64)
    keys <<= KIND_BITS
    keys |= kinds
    return [keys, first, second]


def _quoted(marks: Truths) -> Truths:
    """What stands between a quotation mark and the next. One that nothing closes opens nothing."""
    opened = np.cumsum(marks)
    inside: Truths = (opened % 2 == 1) & (opened < opened[-1] + (opened[-1] + 1) % 2)
    return inside


def _denied(denies: Truths, sentences: Whole) -> Truths:
    places = np.arange(len(denies))
    last = np.maximum.accumulate(np.where(denies, places, -1))
    behind = places - last
    reached: Truths = (last >= 0) & (behind > 0) & (behind <= DENIAL_REACHES) & (sentences[last] == sentences)
    return reached

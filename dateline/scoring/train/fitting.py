"""Fits the weights: a logistic regression for each attribute, over features that are never written out in full.

A comment's features are those of its words and those of words in their places. The first are the product of two sparse
tables, comments by words and words by buckets, which takes a fifth of the room and of the time of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dateline.scoring.features import BUCKETS, bucket_and_weight
from dateline.scoring.lexicon import Lexicon
from dateline.scoring.memo import Memo, Weighing, word_features
from dateline.scoring.reading import read
from dateline.scoring.train.beside import each_of

Numbers = NDArray[np.float32]
Fitted = tuple[Numbers, float]
"""The weights of an attribute, and its bias."""
RARITY_STEPS = 20.0
BIAS_STEP = 10.0
SMOOTH = 2.0
"""Of each bucket so much is taken for granted, in the usual share of both classes."""


@dataclass
class Comments:
    """Comments as tables: which words each has, and which features of words in their places."""

    words: csr_matrix
    keys: csr_matrix
    """Indices are places in `distinct`."""
    distinct: NDArray[np.int64]


def reader(lexicon: Lexicon) -> Memo:
    """Return a memory of words that forgets none, so that a row of it is a column of `Comments.words`."""
    nothing = Weighing(np.zeros(BUCKETS, np.uint8), np.zeros((BUCKETS, 1), np.int8))
    return Memo(nothing, lexicon, most=1 << 40)


def tabled(texts: Sequence[str], memo: Memo) -> Comments:
    """Return comments as tables."""
    words, keys = [], []
    for text in texts:
        rows = read(text, memo)
        words.append(np.unique(rows))
        keys.append(np.unique(memo.in_place(rows)[0]))
    distinct, columns = np.unique(np.concatenate(keys), return_inverse=True)
    return Comments(
        _ones(np.concatenate(words), [len(each) for each in words], len(memo.words)),
        _ones(columns, [len(each) for each in keys], len(distinct)),
        distinct,
    )


def _ones(columns: NDArray[np.int64], lengths: list[int], width: int) -> csr_matrix:
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return csr_matrix((np.ones(len(columns), np.float32), columns, starts), (len(lengths), width))


def spread(memo: Memo, lexicon: Lexicon) -> csr_matrix:
    """Return words by buckets: how much each counts for each word."""
    buckets, counts, lengths = [], [], []
    for word in memo.words:
        found = ([], []) if word.startswith("\0") else word_features(word, lexicon)
        buckets += found[0]
        counts += found[1]
        lengths.append(len(found[0]))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return csr_matrix((np.array(counts, np.float32), np.array(buckets), starts), (len(lengths), BUCKETS))


def rarity(comments: Comments, letters: csr_matrix) -> NDArray[np.uint8]:
    """Return how rare each bucket is, as inverse document frequency in whole steps."""
    number = comments.words.shape[0]
    in_words = np.asarray(comments.words.sum(0)).ravel() @ (letters > 0).astype(np.float32)
    in_place_of = np.bincount(
        bucket_and_weight(comments.distinct)[0], np.asarray(comments.keys.sum(0)).ravel(), BUCKETS
    )
    met = np.minimum(number, np.asarray(in_words).ravel() + in_place_of)
    rare: NDArray[np.uint8] = np.clip(np.rint(RARITY_STEPS * (np.log((1 + number) / (1 + met)) + 1)), 1, 255).astype(
        np.uint8
    )
    return rare


class Design:
    """The features of comments, each comment of length one, as something that weights are multiplied with."""

    def __init__(self, comments: Comments, letters: csr_matrix, rare: NDArray[np.uint8]) -> None:
        rarities = rare.astype(np.float32)
        self._letters = letters.copy()
        self._letters.data = letters.data * rarities[letters.indices]
        buckets, weights = bucket_and_weight(comments.distinct)
        self._pairs = csr_matrix(
            (
                rarities[buckets[comments.keys.indices]] * weights[comments.keys.indices].astype(np.float32),
                buckets[comments.keys.indices],
                comments.keys.indptr,
            ),
            (comments.keys.shape[0], BUCKETS),
        )
        squares = np.asarray(self._letters.multiply(self._letters).sum(1)).ravel()
        lengths = comments.words @ squares + np.asarray(self._pairs.multiply(self._pairs).sum(1)).ravel()
        shorter = (1 / np.sqrt(np.maximum(lengths, 1))).astype(np.float32)
        self._words = comments.words.multiply(shorter[:, None]).tocsr()
        self._pairs = self._pairs.multiply(shorter[:, None]).tocsr()
        self._turned = [each.T.tocsr() for each in (self._words, self._letters, self._pairs)]

    def squares(self, shares: Numbers) -> Numbers:
        """Return about how much of each bucket there is: the sums of its squares over comments, by their shares."""
        in_words = self._letters.multiply(self._letters).T @ (self._turned[0].multiply(self._turned[0]) @ shares)
        summed: Numbers = in_words + self._turned[2].multiply(self._turned[2]) @ shares
        return summed

    def times(self, weights: Numbers) -> Numbers:
        """Return the sums of comments under weights, one column an attribute."""
        summed: Numbers = self._words @ (self._letters @ weights) + self._pairs @ weights
        return summed

    def back(self, residuals: Numbers) -> Numbers:
        """Return what residuals of comments are to the weights."""
        words, letters, pairs = self._turned
        gradient: Numbers = letters @ (words @ residuals) + pairs @ residuals
        return gradient


def fit(
    design: Design, labels: Numbers, shares: Numbers, strength: float, rounds: int, jobs: int = 1
) -> tuple[Numbers, NDArray[np.float64]]:
    """Return weights and biases. Unknown labels (not numbers) have no say; `shares` is how much each row has.

    More jobs fit attributes beside each other; weights are the same.
    """
    one = partial(_fit_one, design, shares=shares, strength=strength, rounds=rounds)
    columns = each_of([labels[:, [at]] for at in range(labels.shape[1])], one, jobs)
    return np.hstack([weights for weights, _ in columns]), np.array([bias for _, bias in columns])


def _told_apart(design: Design, say: Numbers, truth: Numbers) -> Numbers:
    """Return how far each bucket may go: half by itself, half by how unlike its shares of both classes are.

    That is the feature of NB-SVM (Wang and Manning, "Baselines and Bigrams", ACL 2012) as a prior on the weights, so
    that nothing is different when a comment is scored.
    """
    so, other = design.back(say * truth), design.back(say * (1 - truth))
    usual = so.sum() / (so.sum() + other.sum())
    ratio = np.abs(np.log((so + SMOOTH * usual) / (other + SMOOTH * (1 - usual))) - np.log(usual / (1 - usual)))
    reach: Numbers = np.clip(0.5 + 0.5 * ratio, 0.1, 4).astype(np.float32)
    return reach


def _fit_one(design: Design, labels: Numbers, shares: Numbers, strength: float, rounds: int) -> Fitted:
    known = ~np.isnan(labels)
    truth = np.where(known, labels, 0).astype(np.float32)
    say = (shares * known).astype(np.float32)
    reach = strength * _told_apart(design, say, truth) ** 2
    # Each bucket is measured in steps of its own: rare ones move as soon as common ones, in half of the rounds.
    steps = (1 / np.sqrt(design.squares(say) / 4 + 1 / reach)).astype(np.float32)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = steps * flat[:-1, None].astype(np.float32)
        sums = design.times(weights) + np.float32(flat[-1] * BIAS_STEP)
        lost = float((say * (np.logaddexp(0, sums) - truth * sums)).sum(dtype=np.float64))
        residuals = (say * (1 / (1 + np.exp(-np.clip(sums, -40, 40))) - truth)).astype(np.float32)
        gradient = steps * (design.back(residuals) + weights / reach)
        total = lost + 0.5 * float((weights.astype(np.float64) ** 2 / reach).sum())
        return total, np.append(gradient.ravel(), BIAS_STEP * residuals.sum()).astype(np.float64)

    share = float((say * truth).sum() / say.sum())
    start = np.append(np.zeros(BUCKETS), np.log(share / (1 - share)) / BIAS_STEP)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8, "ftol": 1e-7})
    return steps * found.x[:-1, None].astype(np.float32), float(found.x[-1] * BIAS_STEP)

"""Figures: how well sums part the comments that have a label from those that have not."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating]


def auc(sums: Numbers, labels: Numbers) -> float:
    """Return the area under the ROC curve, ties counted half; not a number where a class is missing."""
    positive, negative = np.sort(sums[labels == 1]), np.sort(sums[labels == 0])
    if not len(positive) or not len(negative):
        return float("nan")
    below = np.searchsorted(negative, positive, "left") + np.searchsorted(negative, positive, "right")
    return float(below.sum() / 2 / len(positive) / len(negative))


def average_precision(sums: Numbers, labels: Numbers) -> float:
    """Return the area under precision by recall."""
    known = ~np.isnan(labels)
    order = np.argsort(-sums[known], kind="stable")
    hits = labels[known][order] == 1
    if not hits.any():
        return float("nan")
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def precision_at(recall: float, sums: Numbers, labels: Numbers) -> float:
    """Return the precision where this share of the positive is caught."""
    known = ~np.isnan(labels)
    order = np.argsort(-sums[known], kind="stable")
    caught = np.cumsum(labels[known][order] == 1)
    if not len(caught) or not caught[-1]:
        return float("nan")
    at = int(np.searchsorted(caught, np.ceil(recall * caught[-1])))
    return float(caught[at] / (at + 1))


def balanced_accuracy(sums: Numbers, labels: Numbers, threshold: float) -> float:
    """Return the mean of the shares of both classes that a threshold has right."""
    return float(((sums[labels == 1] > threshold).mean() + (sums[labels == 0] <= threshold).mean()) / 2)

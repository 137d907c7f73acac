"""Teaches a network: batches of comments of like length, labels that are unknown left out of the loss."""

import sys
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from math import ceil
from multiprocessing.synchronize import Barrier
from time import monotonic

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.multiprocessing import get_context
from torch.nn import functional
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from dateline.scoring.train.deep.network import Network

Numbers = NDArray[np.int64]
TOGETHER = 50
"""Batches that are cut from comments sorted by length, so that little is padding."""
MEETING = 20
"""Steps after which the processes take the mean of what they have learned."""
WARMING = 0.1
"""Share of the steps in which the rate rises; in the others it falls to nothing."""


@dataclass(frozen=True)
class Recipe:
    """What a teaching is decided by, besides its comments."""

    seed: int = 1
    layers: int = 3
    pieces: int = 14_000
    rounds: float = 1.8
    batch: int = 64
    rate: float = 1.5e-4
    most: int = 56
    """Pieces of a comment that are learned from."""
    hands: int = 2
    """Processes that learn side by side."""
    taken: float = 1.0
    """Share of the steps after which it ends, the rate still high; the mean of the last meetings makes up for that."""
    averaged: int = 8
    """Meetings at the end whose mean is the network."""


@dataclass(frozen=True)
class Lesson:
    """Comments as numbers of pieces, with labels (not a number where unknown) and how much each counts."""

    numbers: Sequence[Numbers]
    labels: NDArray[np.float32]
    weights: NDArray[np.float32]


def teach(network: Network, lesson: Lesson, recipe: Recipe) -> None:
    """Fit a network to a lesson, in place.

    Each of `recipe.hands` processes learns from comments of its own, on one thread; every `MEETING` steps all take the
    mean of what they have learned. On a busy machine that is sooner done than steps in which threads wait.
    """
    network.share_memory()
    flat = parameters_to_vector(network.parameters()).detach()
    board = flat.new_zeros(recipe.hands + 1, len(flat)).share_memory_()  # a row for each, and one for the result
    context = get_context("spawn")
    met = context.Barrier(recipe.hands)
    hands = [
        context.Process(target=_learn, args=(at, network, lesson, recipe, board, met)) for at in range(recipe.hands)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
        if hand.exitcode:
            raise RuntimeError("A process of the training has ended early.")
    vector_to_parameters(board[-1], network.parameters())
    network.eval()


def _learn(at: int, given: Network, lesson: Lesson, recipe: Recipe, board: Tensor, met: Barrier) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed + at)
    network = deepcopy(given).train()
    chance = np.random.default_rng(recipe.seed)  # the same order for all: each takes its own batches of it
    steps = ceil(recipe.rounds * len(lesson.numbers) / recipe.batch / recipe.hands)
    last = ceil(recipe.taken * steps / MEETING) * MEETING
    averaged = min(recipe.averaged, last // MEETING)
    plain = [each for each in network.parameters() if each.ndim < 2]
    others = [each for each in network.parameters() if each.ndim >= 2]
    kinds = [{"params": others, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    fitting = torch.optim.AdamW(kinds, recipe.rate, fused=True)
    rising = torch.optim.lr_scheduler.LambdaLR(fitting, lambda step: _rate(step, steps))
    mine = islice(_batches(lesson.numbers, recipe.batch, chance), at, None, recipe.hands)
    began, lost = monotonic(), 0.0
    for step, chosen in zip(range(last), mine, strict=False):
        loss = _step(network, fitting, lesson, chosen)
        rising.step()
        lost += (loss - lost) / min(step + 1, 50)
        if (step + 1) % MEETING == 0:
            middle = _meet(at, network, board, met)
            if at == 0:
                board[-1] += middle / averaged if step >= last - averaged * MEETING else 0
                sys.stderr.write(f"step {step + 1} of {last}, loss {lost:.4f}, {monotonic() - began:.0f} s\n")


def _step(network: Network, fitting: torch.optim.Optimizer, lesson: Lesson, chosen: list[int]) -> float:
    numbers, there = padded([lesson.numbers[at] for at in chosen])
    with torch.autocast("cpu", torch.bfloat16):
        sums = network(numbers, there)
    loss = _loss(sums.float(), torch.tensor(lesson.labels[chosen]), torch.tensor(lesson.weights[chosen]))
    fitting.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    fitting.step()
    return float(loss.detach())


def _meet(at: int, network: Network, board: Tensor, met: Barrier) -> Tensor:
    board[at] = parameters_to_vector(network.parameters()).detach()
    met.wait()
    middle = board[:-1].mean(0)
    met.wait()
    vector_to_parameters(middle, network.parameters())
    return middle


def padded(comments: Sequence[Numbers]) -> tuple[Tensor, Tensor]:
    """Return comments as one table, and where there is a piece in it."""
    longest = max(map(len, comments))
    numbers = torch.tensor(np.array([np.pad(each, (0, longest - len(each))) for each in comments]))
    lengths = torch.tensor([len(each) for each in comments])
    return numbers, torch.arange(longest)[None, :] < lengths[:, None]


def _batches(comments: Sequence[Numbers], size: int, chance: np.random.Generator) -> Iterator[list[int]]:
    lengths = np.array(list(map(len, comments)))
    while True:
        order = chance.permutation(len(comments))
        for first in range(0, len(order), size * TOGETHER):
            some = order[first : first + size * TOGETHER]
            some = some[np.argsort(lengths[some], kind="stable")]
            batches = [some[at : at + size].tolist() for at in range(0, len(some), size)]
            chance.shuffle(batches)
            yield from batches


def _loss(sums: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    known = ~labels.isnan()
    each = functional.binary_cross_entropy_with_logits(sums, labels.nan_to_num(), reduction="none")
    return (each * known * weights[:, None]).sum() / (known * weights[:, None]).sum().clamp(min=1)


def _rate(step: int, steps: int) -> float:
    done = step / steps
    return done / WARMING if done < WARMING else max(0.0, 1 - done) / (1 - WARMING)

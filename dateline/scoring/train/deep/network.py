"""The transformer: the first layers of a BERT encoder (Devlin and others, 2018) with a head for each attribute."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from dateline.scoring.attributes import LEARNED

WIDTH, HEADS, INNER, NORM = 384, 12, 1536, 1e-12
POSITIONS = 128
DROPPED = 0.1


class Layer(nn.Module):
    """One layer: every piece looks at all others, then thinks by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_seen, self.norm = nn.LayerNorm(WIDTH, NORM), nn.LayerNorm(WIDTH, NORM)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Tensor, hidden: Tensor | None) -> Tensor:
        q, k, v = (_apart(each(x)) for each in (self.query, self.key, self.value))
        likeness = q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5
        if hidden is not None:
            likeness = likeness.masked_fill(hidden, -1e4)
        seen = (likeness.softmax(-1) @ v).transpose(1, 2).flatten(2)
        x = self.norm_seen(x + self.drop(self.out(seen)))
        return self.norm(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Network(nn.Module):
    """Numbers of pieces in, one sum for each learned attribute out. Padding is 0, and is looked at by nobody."""

    def __init__(self, pieces: int, layers: int) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(pieces, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH, NORM), nn.Dropout(DROPPED)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.heads = nn.Linear(2 * WIDTH, len(LEARNED))

    def forward(self, numbers: Tensor, there: Tensor | None = None) -> Tensor:
        x = self.words(numbers) + self.places.weight[: numbers.shape[1]]
        x = self.drop(self.norm(x))
        hidden = None if there is None else ~there[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hidden)
        share = 1 / x.shape[1] if there is None else (there / there.sum(1, keepdim=True))[:, :, None]
        return self.heads(self.drop(torch.cat([x[:, 0], (x * share).sum(1)], 1)))


def begun(weights: Path, pieces: Sequence[str], layers: int, seed: int) -> Network:
    """Return a network with the layers and the pieces that are asked for, from the weights of a whole encoder."""
    torch.manual_seed(seed)
    tables = tensors(weights / "model.safetensors")
    vocabulary = (weights / "vocab.txt").read_text(encoding="utf-8").split("\n")
    where = {piece: number for number, piece in enumerate(vocabulary)}
    words = tables["embeddings.word_embeddings.weight"]
    network = Network(len(pieces), layers)
    state = {
        "words.weight": np.stack(
            [words[[where[one] for one in ALIKE.get(piece, [piece])]].mean(0) for piece in pieces]
        ),
        "places.weight": tables["embeddings.position_embeddings.weight"][:POSITIONS],
        "norm.weight": tables["embeddings.LayerNorm.weight"],
        "norm.bias": tables["embeddings.LayerNorm.bias"],
    }
    state["places.weight"] = state["places.weight"] + tables["embeddings.token_type_embeddings.weight"][0]
    for layer in range(layers):
        for ours, theirs in NAMES.items():
            for part in ("weight", "bias"):
                state[f"layers.{layer}.{ours}.{part}"] = tables[f"encoder.layer.{layer}.{theirs}.{part}"]
    network.load_state_dict({name: torch.tensor(each) for name, each in state.items()}, strict=False)
    return network


NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_seen": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "norm": "output.LayerNorm",
}
"""Our names for the parts of a layer, and those in the file of weights."""
ALIKE = {"[GROUP]": ["women", "muslims", "jews", "immigrants", "asian", "gay", "black", "foreigners"]}
"""Pieces that the encoder does not know, and those in whose middle they begin."""


def tensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """Return the 32-bit tensors of a file in the format safetensors, by name."""
    whole = path.read_bytes()
    begin = 8 + int.from_bytes(whole[:8], "little")
    said: dict[str, dict[str, Any]] = json.loads(whole[8:begin])
    found = {}
    for name, each in said.items():
        if each.get("dtype") == "F32":
            start, end = each["data_offsets"]
            found[name] = np.frombuffer(whole[begin + start : begin + end], np.float32).reshape(each["shape"])
    return found


def _apart(x: Tensor) -> Tensor:
    """The heads of each piece, each by itself."""
    return x.unflatten(2, (HEADS, WIDTH // HEADS)).transpose(1, 2)

"""Writes a network as ONNX in whole numbers of eight bits, with what goes with it within."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from dateline.scoring.attributes import LEARNED
from dateline.scoring.deep.model import FORMAT
from dateline.scoring.model import Calibration
from dateline.scoring.train.deep.network import Network

SHORTEST = 2
OPERATIONS = ["MatMul", "Gemm", "Gather"]


def export(network: Network, path: Path) -> None:
    """Write a network to a file that onnxruntime runs: `numbers` [1, length] in, `sums` [1, attributes] out."""
    network.eval()
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        length = torch.export.Dim("length", min=SHORTEST, max=network.places.num_embeddings)
        torch.onnx.export(
            network,
            (torch.zeros(1, 16, dtype=torch.int64),),
            str(whole),
            input_names=["numbers"],
            output_names=["sums"],
            dynamic_shapes={"numbers": {1: length}},
            opset_version=20,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        # A scale for each column costs nothing and keeps four times nearer; of seven bits no processor loses a sum.
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=OPERATIONS,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )


def with_header(
    path: Path, pieces: Sequence[str], calibration: Sequence[Calibration], notes: Mapping[str, Any]
) -> None:
    """Put vocabulary, calibration and recipe into the file of a network, in the place of those that it has."""
    network = onnx.load(path)
    header = {
        "name": path.stem,
        "format": FORMAT,
        "attributes": LEARNED,
        "calibration": [asdict(each) for each in calibration],
        "notes": dict(notes),
    }
    del network.metadata_props[:]
    for key, value in {"header": header, "pieces": list(pieces)}.items():
        network.metadata_props.add(key=key, value=json.dumps(value, ensure_ascii=False))
    for node in network.graph.node:
        del node.metadata_props[:]  # where in the training program it comes from: paths of a machine
        node.doc_string = ""
    onnx.save(network, path)

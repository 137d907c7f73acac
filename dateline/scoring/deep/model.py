"""The file of a transformer: ONNX with its vocabulary and calibration within, run by onnxruntime on one thread."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.attributes import LEARNED
from dateline.scoring.deep.wordpiece import WordPiece
from dateline.scoring.model import Calibration, UnusableModel

SHIPPED = Path(__file__).parents[1] / "models" / "en-deep-1.onnx"
FORMAT = 1
"""Of what is written beside the network; and of `words`, whose change asks for a network taught anew."""


class NotInstalled(RuntimeError):
    """The extra `[deep]` is missing. Says what to install."""


@dataclass(frozen=True)
class Header:
    """What a model says of itself."""

    name: str
    format: int
    attributes: tuple[str, ...]
    calibration: tuple[Calibration, ...]
    notes: dict[str, Any]
    """The recipe, and under `made` how many comments of each source it was taught by."""


class Transformer:
    """A model, ready to be asked from any thread."""

    def __init__(self, path: Path = SHIPPED) -> None:
        """Load a model. Raises `NotInstalled` without onnxruntime, `UnusableModel` for a file that does not fit."""
        try:
            import onnxruntime
        except ImportError:
            raise NotInstalled('The transformer needs onnxruntime: pip install "dateline[deep]".') from None
        whole = path.read_bytes()
        self.sha256 = sha256(whole).hexdigest()
        if path == SHIPPED and self.sha256 != _named_by_its_card(path):
            # ONNX has no sum of its own: what is damaged would be read, and score otherwise.
            raise UnusableModel(f"{path.name} is damaged: it is not the file that its card names.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(whole, options, providers=["CPUExecutionProvider"])
            said = self._session.get_modelmeta().custom_metadata_map
            self.header = _header(json.loads(said["header"]))
            self._pieces = WordPiece(json.loads(said["pieces"]))
        except Exception as fault:  # onnxruntime has no class of its own for what it cannot read
            raise UnusableModel(f"{path.name} is no transformer of the scoring engine, or is damaged.") from fault
        if self.header.format != FORMAT or self.header.attributes != LEARNED:
            raise UnusableModel(f"{path.name} was made for another version of the scoring engine.")

    @property
    def version(self) -> str:
        """Return the name and hash of the model."""
        return f"{self.header.name}+{self.sha256[:12]}"

    def sums(self, words: list[str]) -> NDArray[np.float64]:
        """Return the sum of each learned attribute of a comment's words before calibration."""
        numbers = self._pieces.numbers(words)
        found: NDArray[np.float32] = self._session.run(None, {"numbers": numbers[None, :]})[0]
        return np.asarray(found[0], np.float64)


def _named_by_its_card(path: Path) -> str:
    return str(json.loads(path.with_suffix(".card.json").read_text("utf-8"))["sha256"])


def _header(said: dict[str, Any]) -> Header:
    return Header(
        str(said["name"]),
        int(said["format"]),
        tuple(map(str, said["attributes"])),
        tuple(Calibration(float(each["slope"]), float(each["offset"])) for each in said["calibration"]),
        dict(said["notes"]),
    )

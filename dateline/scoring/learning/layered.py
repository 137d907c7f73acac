"""The engine with a layer over its model: scores, spans and contributions are as exact as without."""

from dataclasses import replace

import numpy as np

from dateline.scoring.attributes import LEARNED
from dateline.scoring.engine import Engine
from dateline.scoring.learning.layer import FINER, Layer
from dateline.scoring.model import Model, UnusableModel


class Layered(Engine):
    """An engine whose weights are the model's and what a layer adds, in whole numbers finer than the model's."""

    def __init__(self, engine: Engine, layer: Layer) -> None:
        """Lay a layer over an engine's model, which stays as it is. Raises `UnusableModel` for one of another model."""
        super().__init__(laid_over(engine.model, layer))
        self.layer = layer


def laid_over(model: Model, layer: Layer) -> Model:
    """Return a model with a layer over it, of the same version. Raises `UnusableModel` for a layer of another model."""
    if layer.base != model.version:
        raise UnusableModel(
            f"The layer {layer.version} was learned on the model {layer.base}, and this is {model.version}. "
            "What is learned next will be of this one."
        )
    weights, calibration = model.weights.astype(np.int16) * np.int16(FINER), list(model.header.calibration)
    for column in layer.columns:
        at = LEARNED.index(column.attribute)
        weights[column.buckets, at] += column.steps
        calibration[at] = column.line
    scales = tuple(each / FINER for each in model.header.scales)
    header = replace(model.header, scales=scales, calibration=tuple(calibration))
    return replace(model, header=header, weights=weights)

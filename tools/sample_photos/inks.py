"""Paper, three inks and the press: plates are drawn large, shifted a little, and printed over each other."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from typing import Any

from PIL import Image, ImageChops, ImageDraw

WIDTH, HEIGHT = 1600, 1067
SCALE = 3
"""Plates are drawn this much larger than printed, so that edges come out clean."""

PAPER = (246, 238, 222)
INKS = {"deep": (22, 36, 58), "sea": (104, 172, 172), "warm": (233, 86, 44)}
SHIFT = {"sea": (3, -2), "warm": (-3, 2), "deep": (0, 0)}
"""Misregistration in pixels of the large plate, in the order of printing: the dark ink goes on last."""

COLOURS = 44
"""Flat colours of a finished print, edges included: few enough that lossless WebP is small and sharp."""

Point = tuple[float, float]


class Plate:
    """What a shape is drawn on: a tone on some plates, and a clean hole in others."""

    def __init__(self, inked: Sequence[Image.Image], cleared: Sequence[Image.Image] = ()) -> None:
        self._targets = [(ImageDraw.Draw(plate), 1) for plate in inked]
        self._targets += [(ImageDraw.Draw(plate), 0) for plate in cleared]

    def poly(self, points: Iterable[Point], tone: float = 1) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._each("polygon", scaled, tone)

    def rect(self, x: float, y: float, width: float, height: float, tone: float = 1) -> None:
        self.poly([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], tone)

    def disc(self, x: float, y: float, radius: float, tone: float = 1) -> None:
        self.oval(x, y, radius, radius, tone)

    def oval(self, x: float, y: float, across: float, down: float, tone: float = 1) -> None:
        self._each("ellipse", _box(x, y, across, down), tone)

    def wedge(self, x: float, y: float, radius: float, start: float, end: float, tone: float = 1) -> None:
        """A slice of a disc, angles in degrees, clockwise from three o'clock."""
        for draw, on in self._targets:
            draw.pieslice(_box(x, y, radius, radius), start, end, fill=round(255 * tone * on))

    def arc(self, x: float, y: float, radius: float, width: float, start: float = 0, end: float = 360) -> None:
        for draw, on in self._targets:
            draw.arc(_box(x, y, radius, radius), start, end, fill=255 * on, width=round(width * SCALE))

    def stroke(self, points: Sequence[Point], width: float, tone: float = 1) -> None:
        """A line with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        for draw, on in self._targets:
            draw.line(scaled, fill=round(255 * tone * on), width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, tone)

    def _each(self, shape: str, where: Any, tone: float) -> None:
        for draw, on in self._targets:
            getattr(draw, shape)(where, fill=round(255 * tone * on))


class Print:
    """One illustration in the making. `deep`, `sea` and `warm` print over each other; `on_*` clear the others first."""

    def __init__(self) -> None:
        self._plates = {ink: Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE)) for ink in INKS}
        deep, sea, warm = self._plates["deep"], self._plates["sea"], self._plates["warm"]
        self.deep, self.sea, self.warm = Plate([deep]), Plate([sea]), Plate([warm])
        self.on_deep = Plate([deep], [sea, warm])
        self.on_sea = Plate([sea], [deep, warm])
        self.on_warm = Plate([warm], [deep, sea])
        self.both = Plate([warm, sea], [deep])
        self.paper = Plate([], [deep, sea, warm])

    def pull(self, seed: str, *, wear: int) -> Image.Image:
        """Return the finished print, with more pinholes for more `wear`; the same seed gives the same grain."""
        grain = random.Random(seed)  # noqa: S311 - grain, no secret
        sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        for ink, (right, down) in SHIFT.items():
            plate = self._plates[ink].copy()
            plate.paste(self._plates[ink], (right, down))
            plate = plate.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
            plate = ImageChops.multiply(plate, _coverage(grain, wear))
            sheet = ImageChops.multiply(sheet, _film(plate, INKS[ink]))
        return sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).convert("RGB")


def _film(plate: Image.Image, ink: tuple[int, int, int]) -> Image.Image:
    tables = [[round(255 - covered * (255 - part) / 255) for covered in range(256)] for part in ink]
    return Image.merge("RGB", [plate.point(table) for table in tables])


def _coverage(grain: random.Random, wear: int) -> Image.Image:
    """Where the ink lies: nearly everywhere, but for pinholes that gather where the paper was dry."""
    dry = ImageChops.add(_noise(grain, 5), _noise(grain, 110), scale=2)
    return dry.point([150 if value > 255 - wear else 255 for value in range(256)])


def _noise(grain: random.Random, size: int) -> Image.Image:
    across, down = math.ceil(WIDTH / size), math.ceil(HEIGHT / size)
    return Image.frombytes("L", (across, down), grain.randbytes(across * down)).resize(
        (WIDTH, HEIGHT), Image.Resampling.BICUBIC
    )


def _box(x: float, y: float, across: float, down: float) -> list[float]:
    return [(x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE]

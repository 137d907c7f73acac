"""Shapes that many scenes share: waves, people, trees, birds, houses. Measured in pixels of the printed picture."""

import math
from collections.abc import Sequence

from sample_photos.inks import HEIGHT, WIDTH, Plate, Point, Print


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 10) -> list[Point]:
    """A soft line through all points (Catmull and Rom)."""
    count = len(points)
    at = (lambda i: points[i % count]) if closed else (lambda i: points[max(0, min(count - 1, i))])
    line: list[Point] = []
    for i in range(count if closed else count - 1):
        a, b, c, d = at(i - 1), at(i), at(i + 1), at(i + 2)
        for step in range(steps):
            t = step / steps
            line.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return line if closed else [*line, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def turned(points: Sequence[Point], degrees: float, about: Point) -> list[Point]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    ox, oy = about
    return [(ox + (x - ox) * cos - (y - oy) * sin, oy + (x - ox) * sin + (y - oy) * cos) for x, y in points]


def around(x: float, y: float, radius: float, degrees: float) -> Point:
    return x + radius * math.cos(math.radians(degrees)), y + radius * math.sin(math.radians(degrees))


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def swell(y: float, height: float, length: float, phase: float = 0, *, bottom: float = HEIGHT) -> list[Point]:
    """Water with a waving upper edge, from side to side and down to `bottom`."""
    top = [(x, y + height * math.sin(2 * math.pi * x / length + phase)) for x in range(-40, WIDTH + 60, 20)]
    return [*top, (WIDTH + 40, bottom), (-40, bottom)]


def crests(y: float, height: float, length: float, phase: float = 0) -> list[Point]:
    """Water with pointed waves."""
    top = [
        (x, y + height * (1 - 2 * abs(math.sin(math.pi * x / length + phase)) ** 0.8))
        for x in range(-40, WIDTH + 60, 10)
    ]
    return [*top, (WIDTH + 40, HEIGHT), (-40, HEIGHT)]


def ripples(plate: Plate, spots: Sequence[tuple[float, float, float]], width: float = 6) -> None:
    """Short level strokes on water: x, y, length."""
    for x, y, length in spots:
        plate.stroke([(x, y), (x + length, y)], width)


def gull(plate: Plate, x: float, y: float, size: float) -> None:
    left = smooth([(x - size, y - size * 0.15), (x - size * 0.5, y - size * 0.4), (x, y)])
    right = smooth([(x, y), (x + size * 0.5, y - size * 0.4), (x + size, y - size * 0.15)])
    plate.stroke(left, size * 0.12)
    plate.stroke(right, size * 0.12)


def fir(plate: Plate, x: float, foot: float, height: float, tone: float = 1) -> None:
    for part in range(3):
        top = foot - height + part * height * 0.24
        wide = height * (0.13 + 0.06 * part)
        plate.poly([(x, top), (x + wide, top + height * 0.42), (x - wide, top + height * 0.42)], tone)
    plate.rect(x - height * 0.03, foot - height * 0.12, height * 0.06, height * 0.12, tone)


def windows(plate: Plate, x: float, y: float, columns: int, rows: int, size: Point, gap: Point) -> None:
    for row in range(rows):
        for column in range(columns):
            plate.rect(x + column * (size[0] + gap[0]), y + row * (size[1] + gap[1]), *size)


def cloud(plate: Plate, x: float, y: float, size: float, tone: float = 1) -> None:
    for dx, dy, r in ((-1.1, 0.1, 0.42), (-0.5, -0.2, 0.58), (0.25, -0.3, 0.66), (0.95, 0.05, 0.46)):
        plate.disc(x + dx * size, y + dy * size, r * size, tone)
    plate.rect(x - 1.1 * size, y, 2.05 * size, 0.52 * size, tone)


def rain(plate: Plate, *, slant: float = -0.35, gap: int = 92, length: float = 70, width: float = 4) -> None:
    """Slanting strokes over the whole picture, in a regular but broken rhythm."""
    for row in range(-1, 14):
        for column in range(-3, WIDTH // gap + 5):
            x, y = column * gap + (row % 3) * gap / 3, row * 88 + (column * 37) % 60
            plate.stroke([(x, y), (x + slant * length, y + length)], width)


def limb(plate: Plate, joints: Sequence[Point], width: float, tone: float = 1) -> None:
    plate.stroke(joints, width, tone)
    for x, y in joints:
        plate.disc(x, y, width / 2, tone)


def person(
    x: float,
    foot: float,
    height: float,
    *,
    body: Plate,
    head: Plate,
    legs: Plate | None = None,
    stride: float = 0.12,
    arms: str = "down",
) -> None:
    """A standing or walking figure: no face, plain clothes. `arms` is down, up, out or fore."""
    h = height
    hip, neck = foot - h * 0.47, foot - h * 0.84
    for side in (-1, 1):
        limb(legs or body, [(x + side * h * 0.035, hip), (x + side * h * stride, foot)], h * 0.085)
    body.poly(
        smooth(
            [
                (x - h * 0.12, neck + h * 0.05),
                (x, neck),
                (x + h * 0.12, neck + h * 0.05),
                (x + h * 0.1, hip + h * 0.06),
                (x - h * 0.1, hip + h * 0.06),
            ],
            closed=True,
        )
    )
    reach = {"down": (0.16, 0.34), "up": (0.2, -0.24), "out": (0.32, 0.05)}
    for side in (-1, 1):
        dx, dy = reach.get(arms, (0.3 * side, 0.12))
        limb(body, [(x + side * h * 0.1, neck + h * 0.07), (x + side * h * dx, neck + h * (0.07 + dy))], h * 0.06)
    head.disc(x, foot - h * 0.925, h * 0.075)


def from_behind(x: float, y: float, size: float, *, head: Plate, body: Plate) -> None:
    """Head and shoulders of somebody who looks into the picture; `y` is the line of the shoulders."""
    body.poly(
        smooth(
            [
                (x - size, y + size * 1.6),
                (x - size * 0.95, y + size * 0.35),
                (x - size * 0.4, y),
                (x + size * 0.4, y),
                (x + size * 0.95, y + size * 0.35),
                (x + size, y + size * 1.6),
            ]
        )
    )
    head.rect(x - size * 0.16, y - size * 0.3, size * 0.32, size * 0.5)
    head.oval(x, y - size * 0.52, size * 0.42, size * 0.5)


def sky(p: Print, *bands: tuple[str, float, float]) -> None:
    """Flat bands from top to bottom: ink, tone, and where the band ends."""
    top = -10.0
    for ink, tone, end in bands:
        getattr(p, ink).rect(-20, top, WIDTH + 40, end - top, tone)
        top = end

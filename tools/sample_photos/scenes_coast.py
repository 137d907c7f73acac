"""Scenes of the coast: harbour, storm, lighthouse, boats, wind, beach."""

import math

from sample_photos.inks import HEIGHT, WIDTH, Plate, Print
from sample_photos.registry import scene
from sample_photos.shapes import around, box, crests, gull, limb, person, rain, ripples, sky, smooth, swell, turned


@scene("harbour-cranes")
def harbour_cranes(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, 830, 0.22)
    p.warm.disc(1090, 560, 300)
    p.sea.rect(0, 830, WIDTH, 240)
    ripples(p.paper, [(120, 900, 260), (620, 950, 340), (1060, 890, 180), (1290, 1010, 220), (300, 1020, 160)], 7)
    ripples(p.warm, [(960, 870, 280), (1000, 930, 200), (1040, 985, 120)], 12)
    p.deep.rect(0, 770, WIDTH, 70)
    _crane(p.deep, 180, 1.0)
    _crane(p.deep, 720, 0.8)
    stacks = [(1080, 3, "sea"), (1080, 2, "warm"), (1080, 1, "sea"), (1250, 2, "sea"), (1250, 1, "warm")]
    for x, level, ink in [*stacks, (1420, 1, "sea"), (40, 1, "warm")]:
        getattr(p, f"on_{ink}").rect(x, 775 - level * 72, 160, 68)
        for groove in range(1, 6):
            p.deep.rect(x + groove * 26, 782 - level * 72, 5, 54)
    gull(p.deep, 880, 190, 46)
    gull(p.deep, 1010, 260, 32)


def _crane(plate: Plate, x: float, size: float) -> None:
    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, 775 - dy * size

    for leg in (0, 190):
        plate.stroke([at(leg, 0), at(leg, 560)], 26 * size)
    plate.stroke([at(0, 210), at(190, 210)], 18 * size)
    plate.stroke([at(0, 10), at(190, 210)], 9 * size)
    plate.stroke([at(190, 10), at(0, 210)], 9 * size)
    plate.stroke([at(-150, 430), at(650, 430)], 26 * size)
    plate.stroke([at(95, 690), at(0, 430)], 14 * size)
    plate.stroke([at(95, 690), at(190, 430)], 14 * size)
    for end in (-150, 400, 640):
        plate.stroke([at(95, 690), at(end, 440)], 6 * size)
    plate.poly(box(*at(-140, 500), 110 * size, 76 * size))
    plate.stroke([at(470, 430), at(470, 250)], 6 * size)
    plate.poly(box(*at(400, 260), 140 * size, 62 * size))


@scene("ferry-storm")
def ferry_storm(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT, 0.45)
    p.deep.poly(
        smooth([(-50, -20), (-50, 230), (260, 300), (560, 210), (900, 270), (1250, 170), (1660, 260), (1660, -20)]),
        0.78,
    )
    p.sea.poly(
        smooth([(-50, 0), (-50, 330), (330, 380), (700, 290), (1060, 370), (1400, 260), (1660, 340), (1660, 0)]), 0.7
    )
    p.sea.poly(crests(640, 70, 520, 0.4), 0.8)
    tilt, about = -11, (800, 700)
    p.paper.poly(turned([(330, 560), (1330, 560), (1240, 800), (430, 800)], tilt, about))
    p.on_deep.poly(turned([(318, 640), (1300, 640), (1240, 820), (430, 820)], tilt, about))
    p.paper.poly(turned(box(420, 470, 700, 92), tilt, about))
    p.paper.poly(turned(box(500, 390, 470, 84), tilt, about))
    p.on_warm.poly(turned(box(325, 612, 982, 30), tilt, about))
    p.on_warm.poly(turned([(830, 250), (960, 230), (970, 392), (830, 392)], tilt, about))
    p.on_deep.poly(turned([(826, 250), (960, 230), (962, 272), (827, 292)], tilt, about))
    for i in range(11):
        p.on_deep.poly(turned(box(452 + i * 60, 498, 34, 34), tilt, about))
    for i in range(7):
        p.on_deep.poly(turned(box(525 + i * 60, 414, 36, 30), tilt, about))
    p.on_sea.poly(crests(815, 85, 610, 2.1))
    p.deep.poly(crests(925, 60, 480, 0.9))
    ripples(p.paper, [(180, 850, 130), (620, 900, 180), (1090, 840, 140), (1350, 930, 120)], 8)
    rain(p.paper, width=3.5)


@scene("lighthouse")
def lighthouse(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT, 0.72)
    p.sea.rect(0, 0, WIDTH, HEIGHT)
    p.paper.poly([(1110, 285), (-40, -60), (-40, 300)])
    p.paper.poly([(1110, 285), (1660, 120), (1660, 390)])
    p.warm.poly([(1110, 285), (-40, -60), (-40, 300)], 0.16)
    p.warm.poly([(1110, 285), (1660, 120), (1660, 390)], 0.16)
    for x, y in ((150, 420), (330, 520), (520, 400), (700, 560), (860, 460), (1330, 480), (1480, 540), (90, 610)):
        p.paper.disc(x, y, 5)
    p.on_sea.poly(swell(790, 16, 480, bottom=1100))
    p.deep.poly(swell(900, 20, 620, 1.4), 0.6)
    p.on_deep.poly(
        smooth(
            [
                (700, 1080),
                (790, 930),
                (900, 880),
                (960, 800),
                (1080, 770),
                (1250, 790),
                (1390, 760),
                (1660, 850),
                (1660, 1100),
            ]
        )
    )
    p.paper.poly([(1035, 790), (1068, 330), (1152, 330), (1185, 790)])
    for top, height in ((395, 92), (570, 98)):
        left, right = 1068 - (top - 330) * 0.0717, 1152 + (top - 330) * 0.0717
        low = height * 0.0717
        p.on_warm.poly([(left, top), (right, top), (right + low, top + height), (left - low, top + height)])
    p.on_deep.poly(box(1045, 318, 130, 20))
    p.on_warm.poly(box(1078, 240, 64, 80))
    p.paper.disc(1110, 284, 26)
    p.on_deep.poly([(1062, 242), (1158, 242), (1110, 180)])
    p.on_deep.rect(1094, 690, 32, 100)
    p.paper.poly([(1290, 800), (1290, 690), (1480, 690), (1480, 830)])
    p.sea.poly([(1420, 690), (1480, 690), (1480, 830), (1420, 815)], 0.6)
    p.on_warm.poly([(1270, 700), (1320, 620), (1450, 620), (1500, 700)])
    p.on_deep.rect(1340, 726, 44, 76)
    p.warm.rect(1302, 726, 28, 34)
    p.on_deep.rect(1410, 590, 26, 50)
    p.paper.poly(
        smooth(
            [(640, 1000), (760, 985), (820, 1010), (900, 990), (980, 1020), (960, 1036), (820, 1030), (680, 1030)],
            closed=True,
        )
    )
    ripples(p.paper, [(120, 850, 200), (420, 900, 130), (250, 980, 240), (600, 850, 90)], 6)


@scene("fishing-boats")
def fishing_boats(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT)
    for row in range(9):
        for column in range(6):
            x, y = column * 300 + (row % 2) * 140 - 60, row * 128 + 30
            p.paper.stroke(smooth([(x, y), (x + 40, y - 12), (x + 80, y), (x + 120, y + 10)]), 4)
    angle, about = -24, (800, 530)
    p.paper.poly(turned(box(-400, 470, 2500, 150), angle, about))
    p.warm.poly(turned(box(-400, 470, 2500, 150), angle, about), 0.25)
    for plank in range(58):
        p.deep.poly(turned(box(-380 + plank * 42, 470, 5, 150), angle, about), 0.8)
    for post in range(6):
        p.on_deep.disc(*turned([(60 + post * 300, 482)], angle, about)[0], 15)
        p.on_deep.disc(*turned([(60 + post * 300, 608)], angle, about)[0], 15)
    boats = [(230, 0, "warm"), (620, 0, "deep"), (1010, 0, "warm"), (1390, 0, "deep")]
    boats += [(60, 1, "deep"), (440, 1, "warm"), (840, 1, "deep"), (1230, 1, "warm")]
    for x, side, ink in boats:
        _boat_from_above(p, x, side, getattr(p, f"on_{ink}"), angle, about)
    for x, y, _turn in ((830, 455, 0), (1160, 330, 0)):
        p.on_deep.oval(x, y + 70, 30, 18)
        p.on_warm.disc(x, y + 66, 12)


def _boat_from_above(p: Print, x: float, side: int, hull: Plate, angle: float, about: tuple[float, float]) -> None:
    def put(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        flipped = [(x + dx, (640 + dy) if side else (450 - dy)) for dx, dy in points]
        return turned(flipped, angle, about)

    outline = smooth([(0, 0), (-62, 60), (-70, 170), (-50, 290), (0, 372), (50, 290), (70, 170), (62, 60)], closed=True)
    p.deep.poly([(px + 20, py + 24) for px, py in put(outline)], 0.45)
    hull.poly(put(outline))
    inner = smooth([(0, 30), (-44, 74), (-50, 170), (-36, 270), (0, 326), (36, 270), (50, 170), (44, 74)], closed=True)
    p.paper.poly(put(inner))
    hull.poly(put([(-34, 60), (34, 60), (34, 140), (-34, 140)]))
    p.on_sea.poly(put([(-24, 122), (24, 122), (24, 140), (-24, 140)]))
    p.on_sea.poly(put(smooth([(-26, 190), (0, 176), (28, 196), (24, 236), (-8, 248), (-28, 224)], closed=True)))
    p.deep.stroke(put([(0, 150), (0, 300)]), 7)


@scene("wind-turbines")
def wind_turbines(p: Print) -> None:
    sky(p, ("warm", 0.0, 200), ("warm", 0.14, 420), ("warm", 0.3, 620), ("warm", 0.55, 760))
    p.sea.rect(0, 760, WIDTH, 310)
    p.deep.poly(swell(905, 14, 700), 0.5)
    for x, foot, size, turn in (
        (1370, 775, 0.32, 50),
        (1130, 785, 0.42, 10),
        (860, 800, 0.58, 35),
        (430, 850, 1.0, 80),
    ):
        _turbine(p.on_deep, x, foot, size, turn)
    ripples(
        p.paper,
        [(90, 880, 220), (560, 860, 160), (820, 950, 260), (1180, 870, 180), (1320, 990, 160), (240, 1000, 300)],
        6,
    )
    p.on_warm.poly([(980, 905), (1190, 905), (1160, 950), (1005, 950)])
    p.paper.rect(1050, 868, 66, 38)
    p.on_deep.rect(1062, 878, 42, 12)
    gull(p.deep, 760, 220, 40)
    gull(p.deep, 1020, 330, 28)


def _turbine(plate: Plate, x: float, foot: float, size: float, turn: float) -> None:
    hub = (x, foot - 640 * size)
    plate.poly([(x - 22 * size, foot), (x - 10 * size, hub[1]), (x + 10 * size, hub[1]), (x + 22 * size, foot)])
    plate.rect(x - 50 * size, foot - 26 * size, 100 * size, 30 * size)
    for blade in range(3):
        angle = turn + blade * 120
        tip, wide = around(*hub, 440 * size, angle), around(*hub, 110 * size, angle + 14)
        plate.poly(
            smooth(
                [hub, wide, around(*hub, 270 * size, angle + 4), tip, around(*hub, 200 * size, angle - 3)], closed=True
            )
        )
    plate.disc(*hub, 24 * size)


@scene("beach-cleanup")
def beach_cleanup(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, HEIGHT, 0.2)
    shore = [(520, -40), (640, 140), (590, 330), (760, 520), (980, 640), (1130, 830), (1360, 960), (1660, 1010)]
    wide = [*smooth(shore), (1660, -40)]
    p.on_sea.poly(wide)
    p.paper.stroke(smooth(shore), 46)
    inner = [(x + 130, y - 70) for x, y in shore]
    p.paper.stroke(smooth(inner), 9)
    p.deep.poly([*smooth([(x + 420, y - 190) for x, y in shore]), (1660, -40)], 0.42)
    p.paper.stroke(smooth([(x + 300, y - 130) for x, y in shore]), 6)
    for x, y in ((120, 200), (330, 130), (420, 640), (140, 560), (700, 980), (960, 1010), (380, 420), (90, 900)):
        p.deep.oval(x, y, 13, 7, 0.6)
    for x, y, turn in ((470, 560, 20), (880, 800, 70), (280, 760, 130), (620, 860, 10)):
        p.on_deep.poly(turned(box(x - 20, y - 8, 40, 16), turn, (x, y)))
        p.on_sea.poly(turned(box(x + 20, y - 4, 12, 8), turn, (x, y)))
    _gatherer(p, 250, 560, 300, p.on_warm)
    _gatherer(p, 560, 900, 360, p.on_deep)
    person(960, 1040, 330, body=p.on_warm, head=p.on_deep, legs=p.on_deep, arms="down")
    p.on_deep.poly(
        smooth([(1010, 930), (1050, 900), (1090, 930), (1110, 1010), (1050, 1050), (1000, 1010)], closed=True)
    )
    p.on_warm.poly([(90, 800), (250, 800), (228, 880), (112, 880)])
    p.on_deep.stroke([(240, 806), (330, 760)], 10)
    p.on_sea.disc(140, 786, 34)
    p.on_deep.disc(196, 782, 36)
    p.on_warm.rect(92, 796, 158, 24)
    p.on_deep.disc(170, 896, 40)
    p.paper.disc(170, 896, 14)
    gull(p.on_deep, 1260, 250, 54)
    gull(p.on_deep, 1390, 160, 38)


def _gatherer(p: Print, x: float, foot: float, height: float, coat: Plate) -> None:
    """Somebody who bends to pick up, a sack behind."""
    h = height
    limb(p.on_deep, [(x - h * 0.02, foot - h * 0.42), (x - h * 0.1, foot)], h * 0.1)
    limb(p.on_deep, [(x - h * 0.02, foot - h * 0.42), (x + h * 0.1, foot)], h * 0.1)
    limb(coat, [(x - h * 0.02, foot - h * 0.48), (x + h * 0.3, foot - h * 0.6)], h * 0.22)
    limb(coat, [(x + h * 0.32, foot - h * 0.58), (x + h * 0.4, foot - h * 0.16)], h * 0.075)
    p.on_deep.disc(x + h * 0.46, foot - h * 0.66, h * 0.085)
    sack = smooth(
        [
            (x - h * 0.2, foot - h * 0.36),
            (x - h * 0.36, foot - h * 0.18),
            (x - h * 0.3, foot),
            (x - h * 0.14, foot - h * 0.02),
            (x - h * 0.12, foot - h * 0.2),
        ],
        closed=True,
    )
    p.on_sea.poly(sack)
    p.deep.poly(sack, math.pi / 10)

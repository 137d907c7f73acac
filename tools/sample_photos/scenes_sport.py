"""Scenes of sport: stadium, football, rowing, cycling."""

import math

from sample_photos.inks import HEIGHT, WIDTH, Plate, Point, Print
from sample_photos.registry import scene
from sample_photos.shapes import around, fir, limb, smooth, turned


@scene("stadium-night")
def stadium_night(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT)
    for x, lean in ((230, 1), (1370, -1)):
        beam = [(x - 112, 200), (x + 112, 200), (x + lean * 900 + 420, 1080), (x + lean * 900 - 420, 1080)]
        p.on_sea.poly(beam, 0.9)
    p.on_deep.poly([*smooth([(-40, 620), (300, 540), (800, 510), (1300, 540), (1640, 620)]), (1640, 800), (-40, 800)])
    for row in range(6):
        for seat in range(64):
            x = seat * 26 - 20 + row % 2 * 13
            y = 560 + row * 36 + ((x - 800) / 800) ** 2 * 80
            pick = (seat * 7 + row * 11 + seat * row) % 9
            (p.on_warm if pick in (0, 3) else p.paper if pick == 5 else p.on_sea).disc(x, y, 9)
    p.on_sea.poly([(140, 790), (1460, 790), (1900, 1090), (-300, 1090)])
    for i in range(0, 8, 2):
        left, right = 140 + i * 165, 140 + (i + 1) * 165
        p.deep.poly([(left, 790), (right, 790), (-300 + (i + 1) * 275, 1090), (-300 + i * 275, 1090)], 0.32)
    for line in (
        [(800, 790), (800, 1090)],
        [(140, 790), (1460, 790)],
        [(140, 790), (-300, 1090)],
        [(1460, 790), (1900, 1090)],
    ):
        p.paper.stroke(line, 7)
    ring = [(800 + 190 * math.cos(t / 20 * math.pi), 930 + 74 * math.sin(t / 20 * math.pi)) for t in range(41)]
    p.paper.stroke(ring, 7)
    players = [(420, 880, "warm"), (620, 1000, "paper"), (960, 860, "warm"), (1120, 990, "warm"), (760, 850, "paper")]
    for x, foot, ink in [*players, (1270, 870, "paper"), (300, 1010, "paper")]:
        shirt: Plate = p.paper if ink == "paper" else p.on_warm
        size = (foot - 600) / 3.6
        limb(p.on_deep, [(x, foot - size * 0.4), (x - size * 0.18, foot)], size * 0.13)
        limb(p.on_deep, [(x, foot - size * 0.4), (x + size * 0.2, foot - size * 0.04)], size * 0.13)
        limb(shirt, [(x, foot - size * 0.5), (x + size * 0.03, foot - size * 0.75)], size * 0.3)
        p.on_deep.disc(x + size * 0.05, foot - size * 1.02, size * 0.12)
    p.paper.disc(850, 952, 13)
    for x in (230, 1370):
        p.on_deep.rect(x - 13, 200, 26, 440)
        p.on_warm.rect(x - 112, 84, 224, 126)
        for lamp in range(12):
            p.paper.disc(x - 84 + lamp % 4 * 56, 108 + lamp // 4 * 39, 15)


@scene("footballer")
def footballer(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT, 0.28)
    p.on_sea.disc(860, 560, 470)
    for i in range(14):
        p.paper.stroke([(1180 + i * 44, -20), (1270 + i * 44, 900)], 4)
        p.paper.stroke([(1160, 60 + i * 66), (1640, 20 + i * 66)], 4)
    p.paper.stroke([(1160, -20), (1260, 900)], 24)
    p.on_deep.poly([(-20, 900), (1620, 870), (1620, 1090), (-20, 1090)])
    p.paper.stroke([(-20, 1020), (1620, 985)], 8)
    for back, length in ((0, 220), (60, 300), (118, 190)):
        p.paper.stroke([(240 - back, 420 + back), (240 - back + length, 400 + back)], 9)
    p.on_deep.poly([(520, 960), (920, 930), (1000, 950), (600, 985)])
    limb(p.on_deep, [(690, 600), (590, 740), (640, 925)], 66)
    limb(p.on_warm, [(606, 800), (640, 905)], 66)
    limb(p.paper, [(640, 930), (708, 936)], 40)
    limb(p.on_deep, [(730, 600), (910, 660), (1010, 800)], 66)
    limb(p.on_warm, [(934, 695), (1000, 784)], 66)
    limb(p.paper, [(1012, 806), (1076, 780)], 40)
    p.paper.poly([(620, 545), (788, 545), (884, 640), (838, 706), (715, 655), (664, 730), (572, 690)])
    p.on_warm.poly(
        smooth(
            [(560, 330), (628, 300), (716, 312), (770, 420), (790, 560), (700, 590), (616, 572), (580, 450)],
            closed=True,
        )
    )
    limb(p.on_warm, [(590, 380), (470, 460), (370, 400)], 54)
    limb(p.on_warm, [(700, 370), (830, 420), (930, 340)], 54)
    p.on_deep.disc(362, 394, 32)
    p.on_deep.disc(938, 332, 32)
    p.on_deep.poly([(618, 262), (662, 262), (668, 320), (630, 322)])
    p.on_deep.oval(655, 225, 66, 76)
    ball: Point = (1180, 700)
    p.paper.disc(*ball, 72)
    p.on_deep.poly([around(*ball, 30, 20 + 72 * i) for i in range(5)])
    for i in range(5):
        p.on_deep.wedge(*around(*ball, 72, 20 + 72 * i), 26, 110 + 72 * i, 290 + 72 * i)
        p.deep.stroke([around(*ball, 28, 20 + 72 * i), around(*ball, 52, 20 + 72 * i)], 5)
    p.on_deep.arc(*ball, 74, 6)


@scene("rowing")
def rowing(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT)
    p.deep.poly([*smooth([(-40, 700), (300, 760), (640, 930), (800, 1110)]), (-40, 1110)], 0.35)
    turn, about = -22, (800, 533)
    for lane, tone in ((-330, 0.9), (390, 0.9)):
        for buoy in range(20):
            p.on_warm.disc(*turned([(-250 + buoy * 110, 533 + lane)], turn, about)[0], 14 * tone)
    for i in range(7):
        for side in (-1, 1):
            x, y = 150 + i * 180, 533 + side * 236
            for ring in (44, 26):
                p.paper.arc(*turned([(x - 70, y)], turn, about)[0], ring, 5, 0, 360)
    wake = turned([(-60, 533), (-700, 440), (-700, 470), (-60, 540), (-700, 600), (-700, 630)], turn, about)
    p.paper.poly(wake)
    hull = smooth(
        [(1640, 533), (1300, 508), (800, 497), (250, 506), (-60, 533), (250, 560), (800, 569), (1300, 558)], closed=True
    )
    p.deep.poly([(x + 18, y + 26) for x, y in turned(hull, turn, about)], 0.5)
    p.paper.poly(turned(hull, turn, about))
    p.on_warm.poly(turned([(1640, 533), (1400, 515), (1400, 551)], turn, about))
    for i in range(8):
        _rower(p, 1220 - i * 140, -1 if i % 2 else 1, turn, about)
    cox = turned([(40, 533)], turn, about)[0]
    p.on_deep.disc(*cox, 36)
    p.on_warm.disc(*cox, 20)


def _rower(p: Print, x: float, side: int, turn: float, about: Point) -> None:
    def put(*points: Point) -> list[Point]:
        return turned([(x + dx, 533 + side * dy) for dx, dy in points], turn, about)

    p.deep.stroke(put((-26, 14), (36, 236)), 10)
    p.on_deep.stroke(put((-26, 14), (28, 210)), 9)
    p.on_warm.poly(put((20, 196), (44, 190), (68, 268), (36, 276)))
    p.on_deep.stroke(put((56, -8), (10, -8)), 20)
    p.on_deep.stroke(put((56, 10), (10, 10)), 20)
    p.on_warm.oval(*put((58, 0))[0], 34, 34)
    limb(p.on_warm, put((56, -22), (6, -20), (-20, 10)), 15)
    limb(p.on_warm, put((56, 24), (6, 24), (-22, 16)), 15)
    p.on_deep.disc(*put((50, 0))[0], 22)


@scene("cyclists")
def cyclists(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, HEIGHT, 0.75)
    p.paper.disc(330, 300, 150)
    p.on_sea.poly(
        [
            (-20, 700),
            (260, 420),
            (430, 560),
            (720, 260),
            (980, 540),
            (1150, 420),
            (1640, 760),
            (1640, 1090),
            (-20, 1090),
        ]
    )
    p.paper.poly([(720, 260), (650, 332), (700, 372), (738, 340), (780, 380), (806, 352)])
    p.deep.poly([(720, 260), (980, 540), (1150, 420), (1640, 760), (1640, 1090), (900, 1090)], 0.3)
    p.on_deep.poly([(-20, 1000), (1620, 690), (1620, 1090), (-20, 1090)])
    p.paper.stroke([(-20, 1080), (1620, 775)], 8)
    for x, _ink, jersey in (
        (1370, "deep", "paper"),
        (990, "deep", "warm"),
        (610, "deep", "paper"),
        (220, "deep", "warm"),
    ):
        _cyclist(p, x, 945 - (x - 220) * 0.189, 1.02, p.paper if jersey == "paper" else p.on_warm)
    for x, foot, high in ((80, 830, 170), (1540, 640, 150), (1450, 660, 110)):
        fir(p.on_deep, x, foot, high)


def _cyclist(p: Print, x: float, y: float, size: float, jersey: Plate) -> None:
    def at(dx: float, dy: float) -> Point:
        return turned([(x + dx * size, y + dy * size)], -10.7, (x, y))[0]

    for wheel in (-105, 105):
        p.paper.arc(*at(wheel, 0), 84 * size, 9 * size)
        p.on_deep.arc(*at(wheel, 0), 78 * size, 7 * size)
        for spoke in range(0, 180, 45):
            p.paper.stroke(
                [around(*at(wheel, 0), 72 * size, spoke), around(*at(wheel, 0), 72 * size, spoke + 180)], 2.5
            )
    frame = [at(-105, 0), at(-10, 4), at(82, -104), at(-46, -112), at(-10, 4)]
    p.paper.stroke(frame, 12 * size)
    p.paper.stroke([at(-105, 0), at(-46, -112), at(-52, -140)], 10 * size)
    p.paper.stroke([at(105, 0), at(78, -130), at(112, -140)], 11 * size)
    limb(p.on_deep, [at(-50, -150), at(36, -90), at(-2, 40)], 32 * size)
    limb(p.on_deep, [at(-50, -150), at(20, -120), at(-30, -24)], 32 * size)
    limb(jersey, [at(-46, -168), at(54, -232)], 64 * size)
    limb(jersey, [at(60, -226), at(70, -160), at(112, -146)], 22 * size)
    p.on_deep.disc(*at(104, -264), 31 * size)
    p.paper.poly([at(66, -276), at(84, -308), at(128, -304), at(140, -272)])
    p.deep.stroke([at(66, -276), at(140, -272)], 6 * size)

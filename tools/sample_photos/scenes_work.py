"""Scenes of work and weather: shipyard, flood, roof, telescope, forest."""

from sample_photos.inks import HEIGHT, WIDTH, Plate, Point, Print
from sample_photos.registry import scene
from sample_photos.shapes import around, box, limb, person, rain, ripples, smooth, turned


@scene("shipyard")
def shipyard(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT, 0.85)
    p.on_sea.poly([(-20, -20), (1620, -20), (1620, 120), (-20, 300)], 0.5)
    hull_left = [(800, 90), (420, 150), (470, 520), (640, 800), (800, 940)]
    hull_right = [(800, 90), (1180, 150), (1130, 520), (960, 800), (800, 940)]
    p.on_warm.poly([*smooth(hull_left), (800, 90)])
    p.on_warm.poly([*smooth(hull_right), (800, 90)])
    p.deep.poly([*smooth(hull_right), (800, 90)], 0.45)
    p.on_deep.poly(
        [
            (800, 940),
            *smooth([(640, 800), (556, 690), (516, 600)]),
            (800, 640),
            *smooth([(1084, 600), (1044, 690), (960, 800)]),
        ]
    )
    p.paper.stroke([(516, 600), (800, 640), (1084, 600)], 12)
    p.paper.poly([(440, 154), (800, 96), (1160, 154), (1160, 120), (800, 56), (440, 120)])
    p.on_deep.oval(640, 300, 28, 44)
    p.on_deep.oval(960, 300, 28, 44)
    p.on_deep.stroke([(640, 310), (632, 470)], 10)
    p.on_deep.stroke([(632, 470), (600, 500)], 12)
    p.on_deep.stroke([(632, 470), (664, 498)], 12)
    for seam in range(1, 5):
        p.deep.stroke(
            [(436 + seam * 9, 150 + seam * 80), (800, 100 + seam * 100), (1164 - seam * 9, 150 + seam * 80)], 4, 0.6
        )
    for side in (-1, 1):
        for pole in (430, 560, 700):
            p.on_sea.stroke([(800 + side * pole, 60), (800 + side * pole, 960)], 12)
        for level in range(5):
            y = 180 + level * 170
            inner = 400 - level * 34
            p.paper.stroke([(800 + side * inner, y), (800 + side * 820, y)], 12)
            p.on_sea.stroke([(800 + side * 430, y + 170), (800 + side * 560, y)], 7)
            p.on_sea.stroke([(800 + side * 560, y + 170), (800 + side * 700, y)], 7)
    for x, foot in ((250, 510), (1210, 340), (1330, 680)):
        person(x, foot, 150, body=p.paper, head=p.on_warm, legs=p.paper, stride=0.08)
    p.on_deep.rect(-20, 960, WIDTH + 40, 120)
    p.sea.rect(-20, 960, WIDTH + 40, 120, 0.5)
    for block in range(7):
        p.paper.poly(
            [(610 + block * 58, 980), (646 + block * 58, 980), (652 + block * 58, 930), (604 + block * 58, 930)]
        )
    person(470, 1040, 300, body=p.on_sea, head=p.on_sea, legs=p.on_sea, arms="fore")
    spark = (610.0, 830.0)
    for i in range(15):
        p.paper.stroke([around(*spark, 26, i * 24), around(*spark, 76 + i * 37 % 80, i * 24)], 6)
    p.paper.disc(*spark, 30)


@scene("river-flood")
def river_flood(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT, 0.5)
    p.sea.rect(0, 0, WIDTH, HEIGHT, 0.7)
    p.deep.poly(smooth([(-40, -20), (-40, 200), (300, 250), (700, 170), (1100, 240), (1640, 150), (1640, -20)]), 0.85)
    for x, top, wide, ink in (
        (-60, 330, 330, "warm"),
        (300, 420, 300, "paper"),
        (1010, 380, 340, "paper"),
        (1370, 300, 330, "warm"),
    ):
        _drowned(p, x, top, wide, p.paper if ink == "paper" else p.on_warm)
    p.on_sea.rect(0, 690, WIDTH, 400)
    p.deep.poly(
        [*smooth([(-40, 860), (300, 830), (700, 880), (1100, 840), (1640, 890)]), (1640, 1090), (-40, 1090)], 0.3
    )
    for x, wide, ink in ((-60, 330, "warm"), (300, 300, "paper"), (1010, 340, "paper"), (1370, 330, "warm")):
        for strip in range(4):
            inset = 14 + strip * 24
            plate = p.warm if ink == "warm" else p.paper
            plate.rect(x + inset, 706 + strip * 30, wide - inset * 2, 12, 0.8)
    p.on_deep.rect(760, 340, 14, 380)
    p.on_deep.poly([(730, 340), (804, 340), (790, 276), (744, 276)])
    p.on_warm.rect(748, 284, 38, 50)
    p.paper.stroke([(690, 724), (842, 724)], 8)
    p.on_warm.disc(936, 700, 66)
    p.on_warm.poly([(870, 700), (1002, 700), (1002, 720), (870, 720)])
    p.on_sea.rect(850, 716, 180, 70)
    p.on_deep.poly(
        smooth(
            [(300, 850), (420, 880), (760, 880), (900, 836), (840, 960), (760, 990), (440, 990), (350, 950)],
            closed=True,
        )
    )
    p.paper.stroke(smooth([(310, 856), (430, 886), (760, 886), (892, 844)]), 10)
    for x, ink in ((470, "warm"), (690, "paper")):
        plate = p.on_warm if ink == "warm" else p.paper
        plate.poly(smooth([(x - 66, 890), (x - 60, 770), (x, 730), (x + 60, 770), (x + 66, 890)]))
        p.on_deep.disc(x + 6, 690, 42)
    limb(p.on_warm, [(500, 780), (570, 850), (600, 840)], 34)
    p.on_deep.stroke([(700, 760), (520, 1040)], 12)
    p.paper.stroke([(560, 850), (420, 1050)], 14)
    p.paper.oval(410, 1056, 26, 16)
    ripples(
        p.paper,
        [(80, 940, 180), (960, 940, 260), (1220, 840, 200), (930, 1030, 150), (120, 1020, 120), (1340, 1000, 180)],
        7,
    )
    rain(p.paper, gap=130, length=60, width=3)


def _drowned(p: Print, x: float, top: float, wide: float, wall: Plate) -> None:
    wall.rect(x, top, wide, 420)
    p.deep.rect(x, top, wide * 0.12, 420, 0.35)
    p.on_deep.poly([(x - 24, top + 6), (x + wide / 2, top - 140), (x + wide + 24, top + 6)])
    for column in range(3):
        for row in range(2):
            p.on_deep.rect(x + 54 + column * wide * 0.28, top + 60 + row * 150, wide * 0.15, 90)


@scene("solar-roof")
def solar_roof(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, HEIGHT, 0.5)
    p.on_warm.disc(1290, 240, 150)
    for ray in range(16):
        p.on_warm.stroke([around(1290, 240, 190, ray * 22.5), around(1290, 240, 250 + ray % 2 * 50, ray * 22.5)], 14)
    p.on_sea.poly([*smooth([(-40, 330), (200, 260), (480, 340), (700, 300), (900, 380)]), (900, 560), (-40, 560)], 0.5)
    ridge, eave = ((120, 470), (1190, 330)), ((560, 1240), (1940, 960))
    p.paper.poly([(-200, 700), ridge[0], eave[0], (200, 1400), (-200, 1400)])
    p.deep.poly([(-200, 700), ridge[0], eave[0], (200, 1400), (-200, 1400)], 0.2)
    p.on_warm.poly([(120, 700), (230, 690), (260, 860), (140, 880)])
    p.on_deep.poly([ridge[0], ridge[1], eave[1], eave[0]])

    def at(u: float, v: float) -> Point:
        top = (ridge[0][0] + (ridge[1][0] - ridge[0][0]) * u, ridge[0][1] + (ridge[1][1] - ridge[0][1]) * u)
        low = (eave[0][0] + (eave[1][0] - eave[0][0]) * u, eave[0][1] + (eave[1][1] - eave[0][1]) * u)
        return top[0] + (low[0] - top[0]) * v, top[1] + (low[1] - top[1]) * v

    for column in range(5):
        for row in range(4):
            if (column, row) in ((4, 2), (4, 3), (3, 3)):
                continue
            u, v = 0.03 + column * 0.192, 0.05 + row * 0.235
            p.on_sea.poly([at(u, v), at(u + 0.176, v), at(u + 0.176, v + 0.21), at(u, v + 0.21)])
            p.paper.poly([at(u + 0.1, v), at(u + 0.13, v), at(u + 0.06, v + 0.21), at(u + 0.03, v + 0.21)])
            for line in (0.059, 0.118):
                p.on_deep.stroke([at(u + line, v), at(u + line, v + 0.21)], 5)
            p.on_deep.stroke([at(u, v + 0.105), at(u + 0.176, v + 0.105)], 5)
    p.on_warm.poly([(900, 380), (1000, 366), (1000, 240), (900, 254)])
    p.on_deep.poly([(890, 262), (1010, 244), (1010, 220), (890, 238)])
    x, foot = 1330.0, 790.0
    limb(p.paper, [(x, foot - 170), (x - 60, foot - 60), (x - 30, foot)], 52)
    limb(p.paper, [(x, foot - 170), (x + 90, foot - 90), (x + 80, foot + 20)], 52)
    limb(p.on_warm, [(x, foot - 190), (x - 60, foot - 330)], 100)
    limb(p.on_warm, [(x - 80, foot - 330), (x - 150, foot - 230), (x - 240, foot - 190)], 36)
    p.paper.disc(x - 96, foot - 430, 46)
    p.on_deep.wedge(x - 96, foot - 440, 56, 180, 360)
    p.on_deep.rect(x - 166, foot - 444, 130, 14)


@scene("telescope")
def telescope(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT)
    pole = (1060, 250)
    for i in range(15):
        radius = 60 + i * 74
        for part in range(3 + i % 3):
            start = (i * 71 + part * 360 / (3 + i % 3)) % 360
            plate = p.on_warm if (i + part) % 5 == 0 else p.paper if (i + part) % 2 else p.on_sea
            plate.arc(*pole, radius, 5 + i % 3 * 2, start, start + 34 + (i * 13) % 40)
    p.paper.disc(*pole, 9)
    p.on_deep.poly([*smooth([(-40, 840), (300, 780), (700, 860), (1100, 800), (1640, 880)]), (1640, 1090), (-40, 1090)])
    p.sea.poly([*smooth([(-40, 840), (300, 780), (700, 860), (1100, 800), (1640, 880)]), (1640, 1090), (-40, 1090)])
    p.on_sea.poly([*smooth([(-40, 960), (400, 900), (900, 970), (1640, 930)]), (1640, 1090), (-40, 1090)])
    p.paper.rect(270, 700, 620, 240)
    p.deep.rect(270, 700, 190, 240, 0.3)
    p.paper.wedge(580, 700, 350, 180, 360)
    p.deep.wedge(580, 700, 350, 180, 236, 0.3)
    slit = [around(580, 700, 352, angle) for angle in range(296, 326, 3)]
    p.on_deep.poly([*slit, (690, 690), (560, 690)])
    p.on_warm.poly(turned(box(640, 520, 380, 92), -49, (640, 570)))
    p.on_deep.poly(turned(box(996, 506, 34, 120), -49, (640, 570)))
    p.on_warm.rect(250, 686, 660, 30)
    p.on_deep.rect(540, 790, 90, 150)
    p.on_warm.rect(552, 802, 66, 138)
    for x in (330, 420, 720, 810):
        p.on_deep.rect(x, 770, 46, 66)
    person(1130, 985, 190, body=p.paper, head=p.paper, stride=0.1)
    limb(p.paper, [(1140, 850), (1200, 790)], 13)
    person(1220, 990, 130, body=p.on_warm, head=p.on_warm, stride=0.1)
    for x, foot, size in ((90, 960, 150), (170, 990, 190), (1480, 980, 200), (1560, 1000, 150)):
        p.on_deep.poly([(x, foot - size), (x + size * 0.22, foot), (x - size * 0.22, foot)])


@scene("forest")
def forest(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT, 0.5)
    p.on_warm.disc(980, 330, 190)
    for i, x in enumerate((60, 190, 330, 430, 560, 690, 800, 930, 1040, 1190, 1300, 1420, 1540)):
        p.on_sea.rect(x, -10, 34 + i * 7 % 20, 800)
    p.paper.poly([(700, -20), (800, -20), (620, 900), (420, 900)])
    p.paper.poly([(1120, -20), (1190, -20), (1180, 880), (1010, 880)])
    p.sea.poly([(700, -20), (800, -20), (620, 900), (420, 900)], 0.25)
    p.sea.poly([(1120, -20), (1190, -20), (1180, 880), (1010, 880)], 0.25)
    p.on_sea.poly([*smooth([(-40, 720), (300, 670), (800, 720), (1250, 660), (1640, 720)]), (1640, 1090), (-40, 1090)])
    p.deep.poly([*smooth([(-40, 780), (400, 720), (900, 790), (1640, 730)]), (1640, 1090), (-40, 1090)], 0.5)
    left = smooth([(866, 716), (830, 780), (850, 850), (700, 960), (420, 1100)])
    right = smooth([(1020, 1100), (1040, 960), (1010, 860), (940, 790), (906, 716)])
    p.paper.poly([*left, *right])
    p.warm.poly([*left, *right], 0.35)
    for x, foot, wide in ((230, 900, 84), (480, 840, 60), (640, 800, 44), (1130, 820, 62), (1320, 890, 90)):
        p.on_deep.poly(
            smooth(
                [
                    (x - wide, foot + 20),
                    (x - wide * 0.42, foot - 60),
                    (x - wide * 0.34, -20),
                    (x + wide * 0.34, -20),
                    (x + wide * 0.42, foot - 60),
                    (x + wide, foot + 20),
                ]
            )
        )
        for mark in range(6):
            y = 60 + mark * 128 + x % 50
            p.sea.stroke([(x - wide * 0.2, y), (x + wide * 0.05, y + 6)], 6)
    p.on_deep.poly(smooth([(-40, -20), (-40, 1090), (130, 1090), (70, 940), (90, 500), (60, -20)]))
    p.on_deep.poly(smooth([(1640, -20), (1640, 1090), (1450, 1090), (1510, 940), (1480, 500), (1520, -20)]))
    for x, y, r in (
        (60, 40, 170),
        (300, -30, 150),
        (560, -60, 140),
        (1260, -40, 150),
        (1500, 20, 170),
        (1020, -90, 120),
    ):
        p.on_deep.disc(x, y, r)
        p.on_sea.disc(x - r * 0.2, y - r * 0.24, r * 0.66)
    person(890, 960, 290, body=p.on_warm, head=p.on_deep, legs=p.on_deep, stride=0.15)
    p.on_deep.poly(
        smooth(
            [(1000, 880), (1010, 850), (1090, 850), (1110, 826), (1136, 836), (1130, 862), (1100, 884), (1010, 892)],
            closed=True,
        )
    )
    for x in (1008, 1030, 1082, 1102):
        p.on_deep.stroke([(x, 880), (x - 4, 930)], 9)
    p.on_deep.stroke([(1004, 866), (980, 836)], 8)
    p.deep.stroke([(920, 800), (1106, 852)], 3)
    for x, y in ((310, 960), (360, 985), (1230, 960), (250, 1010)):
        p.paper.rect(x - 6, y, 12, 34)
        p.on_warm.wedge(x, y + 6, 30, 180, 360)

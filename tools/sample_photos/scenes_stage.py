"""Scenes before an audience: festival, theatre, orchestra, radio."""

import math

from sample_photos.inks import HEIGHT, WIDTH, Print
from sample_photos.registry import scene
from sample_photos.shapes import around, box, from_behind, limb, person, smooth, turned


@scene("festival-screen")
def festival_screen(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT)
    for i in range(46):
        p.paper.disc(i * 353 % 1600, i * 131 % 330, 3 + i % 3 * 1.5)
    p.sea.poly([(260, 110), (1340, 110), (1900, 1080), (-300, 1080)], 0.6)
    p.on_deep.poly([(-40, 620), (280, 560), (1320, 560), (1640, 620), (1640, 1090), (-40, 1090)])
    p.paper.rect(240, 90, 1120, 560)
    p.on_warm.rect(264, 114, 1072, 512)
    p.paper.disc(960, 330, 128)
    p.on_sea.poly(
        [
            (264, 470),
            *[(264 + x, 470 + 12 * math.sin(x / 60)) for x in range(0, 1072, 16)],
            (1336, 470),
            (1336, 626),
            (264, 626),
        ]
    )
    p.on_deep.poly([(460, 470), (780, 470), (730, 540), (510, 540)])
    p.on_deep.rect(612, 190, 12, 284)
    p.paper.poly([(632, 200), (632, 440), (820, 440)])
    p.paper.poly([(604, 240), (604, 440), (470, 440)])
    for x in (250, 1350):
        p.on_deep.rect(x - 16, 70, 32, 640)
    rows = ((720, 52, 13, "sea"), (800, 68, 11, "deep"), (900, 90, 8, "sea"), (1010, 118, 6, "deep"))
    for row, (y, size, count, ink) in enumerate(rows):
        p.on_deep.rect(-20, y + size, WIDTH + 40, 400)
        for i in range(count):
            x = (i + 0.5) * WIDTH / count + (row % 2 - 0.5) * size * 0.8
            lone = (row, i) in ((1, 4), (2, 2), (0, 9), (3, 4))
            plate = p.on_warm if lone else p.on_sea if ink == "sea" else p.on_deep
            if ink == "deep" and not lone:
                from_behind(x, y - 7, size * 1.05, head=p.on_sea, body=p.on_sea)
            from_behind(x, y, size, head=plate, body=plate)


@scene("theatre")
def theatre(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT)
    p.on_sea.rect(250, 80, 1100, 700)
    p.deep.rect(250, 80, 1100, 700, 0.45)
    p.paper.poly([(780, -20), (830, -20), (1180, 760), (430, 760)])
    p.paper.oval(805, 764, 376, 46)
    p.on_warm.rect(250, 776, 1100, 70)
    p.paper.oval(805, 776, 376, 40)
    p.deep.poly([(1010, 330), (1230, 330), (1230, 740), (1010, 740)], 0.55)
    p.on_deep.rect(1080, 470, 90, 270)
    for side in (-1, 1):
        for fold in range(5):
            x = 800 + side * (620 - fold * 62)
            wide = 70 - fold * 6
            curve = smooth([(x, 0), (x + side * 6, 300), (x + side * 50, 560), (x + side * (70 + fold * 12), 860)])
            back = [(px + side * wide, py) for px, py in reversed(curve)]
            p.on_warm.poly([*curve, *back])
            p.deep.poly([*curve, *[(px + side * wide * 0.35, py) for px, py in reversed(curve)]], 0.4)
    for scallop in range(8):
        p.on_warm.wedge(100 + scallop * 200, 70, 116, 0, 180)
        p.deep.wedge(100 + scallop * 200, 70, 116, 60, 120, 0.25)
    p.on_warm.rect(-20, -20, WIDTH + 40, 100)
    p.on_deep.poly(smooth([(560, 770), (590, 560), (660, 470), (740, 560), (780, 770)]))
    limb(p.on_deep, [(630, 500), (540, 420), (520, 320)], 34)
    limb(p.on_deep, [(690, 500), (780, 540), (840, 500)], 34)
    p.on_deep.disc(664, 410, 52)
    p.on_warm.poly([(612, 396), (628, 330), (650, 372), (666, 318), (684, 372), (704, 332), (716, 398)])
    p.on_deep.wedge(800, 850, 92, 180, 360)
    p.warm.wedge(800, 850, 60, 180, 360)
    person(950, 780, 330, body=p.on_deep, head=p.on_deep, arms="out", stride=0.09)
    for x in range(-30, 1700, 168):
        from_behind(x, 960, 96, head=p.on_deep, body=p.on_deep)
    for x in range(60, 1700, 210):
        from_behind(x + 6, 1030 - 8, 112, head=p.on_sea, body=p.on_sea)
        from_behind(x, 1030, 110, head=p.on_deep, body=p.on_deep)


@scene("orchestra")
def orchestra(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, HEIGHT)
    for beam in range(4):
        p.deep.rect(-20, 60 + beam * 130, WIDTH + 40, 16, 0.4)
    for i in range(6):
        x = 110 + i * 276
        p.on_deep.disc(x, 250, 76)
        p.paper.disc(x, 250, 58)
        p.on_sea.wedge(x, 250, 58, 10, 170)
        for bolt in range(8):
            p.warm.disc(*around(x, 250, 67, bolt * 45), 4)
    p.on_sea.poly([*smooth([(-40, 560), (400, 470), (800, 450), (1200, 470), (1640, 560)]), (1640, 1090), (-40, 1090)])
    for row, (radius, count) in enumerate(((880, 11), (660, 8))):
        for i in range(count):
            angle = 197 + i * 146 / (count - 1)
            if row and abs(angle - 270) < 14:
                continue
            x, y = (
                800 + radius * 0.98 * math.cos(math.radians(angle)),
                1120 + radius * 0.72 * math.sin(math.radians(angle)),
            )
            _player(p, x, y, 130 + row * 62, lean=1 if x < 800 else -1, cello=(row + i) % 4 == 3)
    x = 800
    p.paper.poly([(590, 1080), (640, 1010), (960, 1010), (1010, 1080)])
    p.on_deep.poly(
        smooth([(660, 1090), (672, 830), (690, 640), (760, 590), (840, 590), (910, 640), (928, 830), (940, 1090)])
    )
    p.sea.stroke([(800, 760), (800, 1080)], 6)
    limb(p.on_deep, [(700, 660), (560, 600), (500, 440)], 62)
    limb(p.on_deep, [(900, 660), (1040, 570), (1130, 470)], 62)
    p.paper.disc(498, 424, 34)
    p.paper.disc(1136, 462, 34)
    p.paper.stroke([(1136, 462), (1290, 300)], 8)
    p.paper.rect(770, 560, 60, 40)
    p.on_deep.oval(x, 500, 66, 80)
    p.on_deep.oval(x - 10, 470, 84, 60)


def _player(p: Print, x: float, y: float, size: float, *, lean: int, cello: bool) -> None:
    p.on_deep.poly(
        smooth(
            [
                (x - size * 0.42, y + size * 0.9),
                (x - size * 0.36, y + size * 0.1),
                (x, y - size * 0.06),
                (x + size * 0.36, y + size * 0.1),
                (x + size * 0.42, y + size * 0.9),
            ]
        )
    )
    p.paper.poly([(x - size * 0.1, y), (x + size * 0.1, y), (x, y + size * 0.34)])
    p.on_deep.oval(x, y - size * 0.26, size * 0.18, size * 0.22)
    if cello:
        p.on_warm.oval(x + lean * size * 0.1, y + size * 0.66, size * 0.24, size * 0.3)
        p.on_warm.oval(x + lean * size * 0.06, y + size * 0.34, size * 0.17, size * 0.18)
        p.on_warm.stroke(
            [(x + lean * size * 0.06, y + size * 0.3), (x - lean * size * 0.02, y - size * 0.16)], size * 0.06
        )
        p.paper.stroke([(x - size * 0.5, y + size * 0.5), (x + size * 0.5, y + size * 0.42)], size * 0.03)
    else:
        p.on_warm.poly(turned(box(x - size * 0.1, y - size * 0.02, size * 0.5 * lean, size * 0.16), 10 * lean, (x, y)))
        p.on_warm.oval(x + lean * size * 0.08, y + size * 0.05, size * 0.16, size * 0.11)
        p.paper.stroke(
            [(x + lean * size * 0.1, y + size * 0.32), (x + lean * size * 0.46, y - size * 0.5)], size * 0.03
        )
    p.paper.poly(
        [
            (x - size * 0.3, y + size * 0.78),
            (x + size * 0.3, y + size * 0.78),
            (x + size * 0.24, y + size * 1.02),
            (x - size * 0.24, y + size * 1.02),
        ]
    )
    p.on_deep.rect(x - size * 0.02, y + size * 1.0, size * 0.04, size * 0.3)


@scene("radio-studio")
def radio_studio(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT)
    for ring, radius in enumerate(range(980, 260, -120)):
        (p.on_sea if ring % 2 else p.paper).disc(600, 470, radius)
        if ring % 2:
            p.deep.disc(600, 470, radius, 0.12)
    p.on_deep.rect(-20, 880, WIDTH + 40, 200)
    p.deep.poly([(1060, 130), (1540, 130), (1540, 690), (1060, 690)], 0.92)
    p.on_warm.rect(1110, 60, 170, 46)
    p.on_deep.poly([(1060, 130), (1540, 130), (1540, 690), (1060, 690)])
    p.sea.poly([(1090, 160), (1510, 160), (1510, 660), (1090, 660)])
    p.on_sea.poly([(1090, 160), (1510, 160), (1510, 660), (1090, 660)], 0.5)
    from_behind(1300, 470, 130, head=p.on_warm, body=p.on_deep)
    p.on_deep.arc(1300, 400, 70, 16, 180, 360)
    for side in (-1, 1):
        p.on_deep.oval(1300 + side * 64, 412, 20, 34)
    p.paper.poly([(1120, 660), (1240, 160), (1290, 160), (1170, 660)], 0)
    p.on_deep.stroke([(600, 740), (600, 940)], 44)
    p.on_deep.stroke([(380, 960), (820, 960)], 60)
    p.on_deep.arc(600, 560, 214, 32, 0, 180)
    p.on_warm.poly(smooth([(440, 300), (470, 190), (600, 140), (730, 190), (760, 300)]))
    p.on_warm.rect(440, 300, 320, 90)
    p.on_deep.rect(440, 380, 320, 34)
    p.paper.rect(440, 414, 320, 170)
    p.on_deep.poly(smooth([(440, 584), (470, 690), (600, 740), (730, 690), (760, 584)]))
    for i in range(9):
        p.deep.rect(462 + i * 33, 414, 12, 170, 0.8)
    for i in range(4):
        p.deep.stroke(smooth([(462 + i * 8, 350 - i * 46), (600, 352 - i * 54), (738 - i * 8, 350 - i * 46)]), 8)
    for i in range(9):
        x = 930 + i * 74
        p.on_sea.rect(x, 915, 10, 140)
        (p.on_warm if i in (2, 6) else p.paper).rect(x - 17, 930 + (i * 53) % 90, 44, 26)
    for i in range(10):
        p.on_warm.rect(60 + i * 30, 1050 - (i * 37 % 80) - 30, 18, (i * 37 % 80) + 30)

"""Scenes of public life: parliament, papers, court, ballot, school, hospital."""

import math

from sample_photos.inks import HEIGHT, WIDTH, Plate, Print
from sample_photos.registry import scene
from sample_photos.shapes import around, box, from_behind, limb, person, smooth, turned


@scene("parliament-hall")
def parliament_hall(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT)
    centre = (800, 1010)
    for i, radius in enumerate((960, 810, 660, 510, 360)):
        (p.on_sea if i % 2 == 0 else p.on_deep).wedge(*centre, radius, 180, 360)
        (p.on_sea if i % 2 == 0 else p.on_deep).rect(centre[0] - radius, centre[1], radius * 2, 80)
    p.paper.wedge(*centre, 300, 180, 360)
    p.paper.rect(500, 1005, 600, 70)
    for aisle in (225, 270, 315):
        p.paper.stroke([around(*centre, 290, aisle), around(*centre, 1300, aisle)], 30)
    for row, radius in enumerate((885, 735, 585, 435)):
        seats = round(radius / 31)
        for seat in range(seats):
            angle = 186 + seat * 168 / (seats - 1)
            if min(abs(angle - aisle) for aisle in (225, 270, 315)) < 1900 / radius:
                continue
            x, y = around(*centre, radius, angle)
            plate = p.paper if row % 2 == 0 else p.on_sea
            if angle > 291 - row:
                plate = p.on_warm
            elif row % 2 == 0 and angle < 240:
                plate = p.on_deep
            plate.disc(x, y, 27)
            p.deep.wedge(x, y, 27, 30, 190, 0.25)
    p.on_deep.poly([(640, 1080), (660, 930), (940, 930), (960, 1080)])
    p.on_warm.rect(640, 900, 320, 40)
    p.on_deep.rect(768, 800, 64, 110)
    p.on_deep.disc(800, 776, 34)


@scene("budget-papers")
def budget_papers(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, HEIGHT)
    p.deep.poly([(0, 0), (520, 0), (0, 700)], 0.35)
    for turn, x, y in ((14, 760, 90), (-4, 560, 150), (-11, 330, 210)):
        sheet, about = box(x, y, 640, 860), (x + 320, y + 430)
        p.deep.poly([(px + 22, py + 26) for px, py in turned(sheet, turn, about)], 0.5)
        p.paper.poly(turned(sheet, turn, about))
        p.sea.poly(turned(box(x + 50, y + 56, 320, 26), turn, about))
        for line in range(19):
            p.deep.poly(turned(box(x + 50, y + 470 + line * 20, 300 - line * 53 % 90, 5), turn, about), 0.5)
            p.deep.poly(turned(box(x + 430, y + 470 + line * 20, 150 - line * 31 % 70, 5), turn, about), 0.5)
    about, turn = (650, 640), -11
    for i, high in enumerate((90, 150, 130, 220, 180, 290)):
        bar = turned(box(376 + i * 50, 660 - high, 34, high), turn, about)
        (p.on_warm if i == 5 else p.on_sea if i % 2 else p.on_deep).poly(bar)
    pie = turned([(820, 520)], turn, about)[0]
    p.on_deep.wedge(*pie, 118, -100, 70)
    p.on_sea.wedge(*pie, 118, 70, 190)
    p.on_warm.wedge(pie[0] - 14, pie[1] - 14, 118, 190, 260)
    p.on_deep.stroke([(1130, 960), (1420, 560)], 34)
    p.on_sea.stroke([(1390, 600), (1440, 532)], 34)
    p.paper.poly([(1117, 950), (1145, 970), (1090, 1014)])
    p.on_deep.poly([(1100, 986), (1113, 995), (1090, 1014)])
    for x, y, r in ((1330, 180, 86), (1450, 300, 70), (1290, 330, 60)):
        p.deep.disc(x + 10, y + 12, r, 0.5)
        p.on_sea.disc(x, y, r)
        p.deep.arc(x, y, r - 12, 5)
        p.deep.disc(x, y, r * 0.36, 0.6)


@scene("courthouse")
def courthouse(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT)
    p.on_warm.disc(250, 230, 130)
    p.paper.poly([(330, 330), (860, 90), (1390, 330)])
    p.deep.poly([(430, 316), (860, 126), (1290, 316)], 0.85)
    p.on_warm.stroke([(860, 176), (860, 292)], 10)
    p.on_warm.stroke([(770, 206), (950, 206)], 10)
    for side in (-90, 90):
        p.on_warm.wedge(860 + side, 246, 40, 0, 180)
        p.warm.stroke([(860 + side - 38, 246), (860 + side, 208), (860 + side + 38, 246)], 5)
    p.paper.rect(310, 330, 1100, 60)
    p.deep.rect(310, 380, 1100, 12)
    p.on_deep.rect(370, 392, 980, 380)
    for i in range(6):
        x = 392 + i * 172
        p.paper.poly([(x + 6, 410), (x + 82, 410), (x + 90, 770), (x - 2, 770)])
        p.sea.poly([(x + 50, 410), (x + 82, 410), (x + 90, 770), (x + 56, 770)], 0.7)
        p.paper.rect(x - 12, 392, 112, 22)
        p.paper.rect(x - 14, 752, 116, 24)
    p.on_warm.rect(836, 540, 60, 232)
    for step in range(7):
        y, out = 772 + step * 44, step * 62
        p.paper.rect(310 - out, y, 1100 + out * 2, 44)
        p.deep.rect(310 - out, y + 30, 1100 + out * 2, 14, 0.8)
    p.deep.poly([(310, 772), (-120, 1080), (-120, 772)], 0.85)
    p.deep.poly([(1410, 772), (1860, 1090), (1860, 772)], 0.85)
    p.deep.poly([(640, 1010), (1080, 1080), (1210, 1080), (690, 1000)], 0.5)
    person(640, 1010, 250, body=p.on_deep, head=p.on_deep, stride=0.17)
    p.on_warm.rect(674, 912, 62, 48)
    person(1120, 920, 200, body=p.on_warm, head=p.on_deep, legs=p.on_deep)


@scene("ballot-box")
def ballot_box(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT)
    for ray in range(-10, 200, 24):
        p.paper.poly([(800, 620), around(800, 620, 1300, 180 + ray), around(800, 620, 1300, 191 + ray)])
    p.deep.poly([(-20, 900), (1620, 830), (1620, 1090), (-20, 1090)], 0.9)
    p.on_deep.poly([(1150, 590), (1380, 520), (1380, 930), (1150, 1030)])
    p.on_warm.poly([(420, 590), (1150, 590), (1150, 1030), (420, 1030)])
    p.paper.poly([(420, 590), (660, 510), (1380, 520), (1150, 590)])
    p.deep.poly([(420, 590), (660, 510), (1380, 520), (1150, 590)], 0.18)
    p.on_deep.poly([(640, 562), (690, 540), (1110, 545), (1070, 565)])
    p.paper.poly([(716, 250), (1018, 206), (1046, 548), (752, 553)])
    p.deep.poly([(716, 250), (742, 246), (776, 553), (752, 553)], 0.22)
    p.warm.stroke([(840, 400), (880, 440), (965, 320)], 22)
    sleeve = [(1180, -40), (1520, -40), (1260, 300), (1060, 190)]
    p.on_deep.poly(sleeve)
    p.paper.poly([(1058, 192), (1088, 158), (1288, 262), (1262, 302)])
    hand = [
        (1080, 196),
        (1010, 180),
        (948, 200),
        (930, 240),
        (960, 262),
        (1010, 252),
        (1000, 300),
        (1030, 345),
        (1100, 350),
        (1190, 320),
        (1240, 282),
    ]
    p.on_warm.poly(smooth(hand, closed=True))
    p.warm.stroke([(950, 225), (1030, 216)], 40)
    p.deep.stroke([(1010, 252), (1070, 248)], 5)
    p.deep.stroke([(1030, 300), (1092, 284)], 5)
    p.paper.disc(785, 810, 92)
    p.on_deep.stroke([(745, 812), (778, 848), (836, 768)], 20)


@scene("school-class")
def school_class(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, HEIGHT, 0.3)
    p.on_deep.rect(300, 110, 1000, 470)
    p.paper.rect(280, 574, 1040, 22)
    p.paper.poly([(410, 480), (560, 480), (485, 330)])
    p.on_warm.disc(700, 410, 74)
    p.on_sea.rect(830, 340, 140, 140)
    p.paper.stroke(smooth([(400, 220), (520, 180), (640, 230), (760, 180), (880, 225)]), 8)
    p.on_sea.rect(40, 150, 190, 330)
    p.paper.rect(128, 150, 12, 330)
    p.paper.rect(40, 306, 190, 12)
    p.on_sea.rect(1370, 150, 190, 330)
    p.paper.rect(1458, 150, 12, 330)
    p.paper.rect(1370, 306, 190, 12)
    person(1130, 660, 440, body=p.on_warm, head=p.paper, legs=p.on_sea, stride=0.07, arms="down")
    limb(p.on_warm, [(1084, 325), (990, 380), (940, 420)], 28)
    p.on_sea.rect(0, 640, WIDTH, 440)
    for row, (y, size, count) in enumerate(((730, 84, 5), (890, 118, 4))):
        pitch = WIDTH / count
        for i in range(count):
            x = pitch * (i + 0.5) + (row - 0.5) * 40
            shirt: Plate = (p.on_warm, p.paper, p.on_deep)[(i + row * 2) % 3]
            hair: Plate = (p.on_deep, p.on_deep, p.on_warm)[(i + row * 2) % 3]
            if (row, i) in ((0, 1), (1, 2), (0, 4)):
                limb(
                    shirt,
                    [
                        (x + size * 0.7, y + size * 0.6),
                        (x + size * 0.95, y - size * 0.7),
                        (x + size * 0.8, y - size * 1.7),
                    ],
                    size * 0.34,
                )
                hair.disc(x + size * 0.8, y - size * 1.8, size * 0.22)
            from_behind(x, y, size, head=hair, body=shirt)
            p.paper.rect(x - pitch * 0.42, y + size * 1.1, pitch * 0.84, 26)
            p.on_deep.rect(x - pitch * 0.42, y + size * 1.1 + 26, pitch * 0.84, 12)


@scene("hospital")
def hospital(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT, 0.85)
    far = (620, 300, 380, 330)
    fx, fy, fw, fh = far
    p.paper.poly([(0, 1080), (fx, fy + fh), (fx + fw, fy + fh), (1600, 1080)])
    p.sea.poly([(0, 1080), (fx, fy + fh), (fx + fw, fy + fh), (1600, 1080)], 0.3)
    p.paper.poly([(0, -10), (fx, fy), (fx + fw, fy), (1600, -10)])
    p.on_deep.rect(*far)
    p.paper.poly(
        smooth(
            [
                (680, 470),
                (690, 400),
                (760, 360),
                (850, 370),
                (910, 430),
                (950, 400),
                (985, 380),
                (970, 440),
                (930, 490),
                (850, 530),
                (740, 530),
            ],
            closed=True,
        )
    )
    p.sea.poly(smooth([(690, 490), (760, 505), (880, 500), (850, 530), (740, 530)], closed=True), 0.7)
    p.on_deep.disc(730, 440, 9)
    p.paper.stroke(smooth([(750, 350), (740, 326), (716, 330)]), 8)
    p.paper.stroke(smooth([(754, 350), (768, 326), (790, 332)]), 8)
    for t in (0.12, 0.38, 0.58):
        wide, y = 440 * (1 - t), fy * t * 1.02
        p.on_sea.poly(
            [
                (810 - wide * 0.5, y),
                (810 + wide * 0.5, y),
                (810 + wide * 0.45, y + 34 * (1 - t)),
                (810 - wide * 0.45, y + 34 * (1 - t)),
            ],
            0.5,
        )
    for side in (-1, 1):
        for near, deep in ((0.08, 0.36), (0.5, 0.68), (0.8, 0.9)):
            _door(p, side, near, deep)
    p.on_deep.poly([(0, 780), (fx, 505), (fx, 517), (0, 820)])
    p.on_deep.poly([(1600, 780), (fx + fw, 505), (fx + fw, 517), (1600, 820)])
    p.on_deep.poly([(420, 850), (1010, 790), (1080, 826), (480, 896)])
    p.paper.poly([(430, 800), (1010, 742), (1040, 800), (450, 862)])
    p.on_warm.poly([(640, 770), (1010, 742), (1040, 800), (670, 838)])
    p.paper.oval(540, 796, 74, 32)
    p.on_deep.disc(540, 776, 32)
    for x, y in ((470, 960), (690, 940), (1030, 890), (870, 915)):
        p.on_deep.stroke([(x, y - 90), (x, y)], 10)
        p.on_deep.disc(x, y, 18)
    p.on_deep.stroke([(396, 880), (396, 440), (450, 440)], 9)
    p.on_warm.poly(smooth([(425, 450), (475, 450), (480, 540), (450, 560), (420, 540)], closed=True))
    person(1180, 990, 560, body=p.paper, head=p.on_deep, legs=p.on_deep, stride=0.15)
    limb(p.paper, [(1120, 590), (1060, 700), (1030, 780)], 36)
    person(300, 960, 500, body=p.on_deep, head=p.on_warm, legs=p.on_deep, stride=0.1)
    person(900, 700, 170, body=p.on_warm, head=p.on_warm)


def _door(p: Print, side: int, near: float, deep: float) -> None:
    def at(t: float, high: float) -> tuple[float, float]:
        x = 620 * t if side < 0 else 1600 - 600 * t
        foot, ceiling = 1080 - 450 * t, 300 * t
        return x, foot - (foot - ceiling) * high

    p.on_deep.poly([at(near, 0), at(near, 0.66), at(deep, 0.66), at(deep, 0)])
    middle = near + (deep - near) * 0.25, deep - (deep - near) * 0.25
    p.on_sea.poly([at(middle[0], 0.4), at(middle[0], 0.58), at(middle[1], 0.58), at(middle[1], 0.4)])
    p.on_warm.disc(*at(deep - (deep - near) * 0.12, 0.3), 9 * math.sqrt(1 - near))

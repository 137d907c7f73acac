"""Scenes of the town: roofs, blocks, market, bakery."""

from sample_photos.inks import HEIGHT, WIDTH, Plate, Print
from sample_photos.registry import scene
from sample_photos.shapes import around, cloud, gull, limb, person, ripples, smooth, windows


@scene("old-town")
def old_town(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT, 0.35)
    p.on_warm.disc(1240, 250, 150)
    p.on_sea.poly(
        [(-20, 330), *smooth([(300, 300), (700, 340), (1100, 300), (1640, 340)]), (1640, 600), (-20, 600)], 0.7
    )
    ripples(p.paper, [(60, 372, 120), (620, 390, 130), (940, 360, 110), (1330, 390, 130)], 5)
    p.paper.poly([(880, 330), (880, 220), (950, 330)])
    p.on_deep.poly([(850, 336), (970, 336), (950, 356), (868, 356)])
    back = [(-40, 470, 260, "sea"), (210, 400, 230, "warm"), (430, 480, 240, "sea"), (660, 420, 220, "warm")]
    for x, top, wide, ink in [*back, (870, 500, 250, "sea"), (1110, 440, 250, "warm"), (1350, 500, 290, "sea")]:
        _house(p, x, top, wide, 700, ink, "deep")
    front = [(-90, 690, 330, "warm"), (230, 620, 290, "paper"), (510, 720, 330, "sea"), (830, 650, 280, "paper")]
    for x, top, wide, ink in [*front, (1100, 730, 300, "warm"), (1390, 650, 320, "paper")]:
        _house(p, x, top, wide, 700, ink, "deep")
    p.deep.stroke(smooth([(560, 640), (700, 700), (850, 660)]), 4)
    gull(p.deep, 420, 180, 46)
    gull(p.deep, 560, 250, 32)


def _house(p: Print, x: float, top: float, wide: float, deep: float, wall: str, roof: str) -> None:
    plate: Plate = p.paper if wall == "paper" else getattr(p, f"on_{wall}")
    plate.rect(x, top, wide, deep)
    p.deep.rect(x, top, wide * 0.1, deep, 0.35)
    gable = [(x - 18, top + 8), (x + wide / 2, top - wide * 0.42), (x + wide + 18, top + 8)]
    getattr(p, f"on_{roof}").poly(gable)
    getattr(p, f"on_{roof}").rect(x + wide * 0.68, top - wide * 0.36, wide * 0.12, wide * 0.26)
    p.paper.disc(x + wide / 2, top - wide * 0.13, wide * 0.05)
    size = (wide * 0.15, wide * 0.23)
    windows(p.on_deep, x + wide * 0.19, top + wide * 0.18, 3, 3, size, (wide * 0.095, wide * 0.16))
    lit = getattr(p, "paper" if wall != "paper" else "on_sea")
    lit.rect(x + wide * 0.435, top + wide * 0.18, *size)
    p.deep.rect(x + wide * 0.5, top + wide * 0.18, 4, size[1])


@scene("apartment-blocks")
def apartment_blocks(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, HEIGHT, 0.88)
    cloud(p.paper, 1270, 230, 110)
    cloud(p.paper, 90, 330, 80)
    p.deep.poly([(-20, 1080), (-20, 900), (1620, 800), (1620, 1080)], 0.9)
    _block(p, -330, 420, 360, 200, 8, 5)
    _block(p, 1020, 330, 420, 200, 9, 6)
    _block(p, 180, 150, 520, 260, 11, 7)
    p.on_deep.poly([(700, 1080), (700, 905), (1640, 846), (1640, 1080)])
    p.on_sea.poly([(-20, 1080), (-20, 1010), (500, 960), (1640, 930), (1640, 1080)])
    for x, foot, size in ((800, 960, 120), (930, 985, 150), (1500, 950, 140), (90, 1020, 130)):
        p.on_deep.rect(x - 7, foot - size * 0.6, 14, size * 0.6)
        p.on_sea.disc(x, foot - size, size * 0.52)
        p.deep.wedge(x, foot - size, size * 0.52, -60, 120, 0.45)
    person(1130, 1015, 130, body=p.paper, head=p.paper)
    person(1200, 1015, 92, body=p.on_warm, head=p.on_warm)
    person(640, 1035, 140, body=p.on_warm, head=p.on_deep, legs=p.on_deep)


def _block(p: Print, x: float, top: float, wide: float, side: float, rows: int, columns: int) -> None:
    p.paper.poly([(x, top), (x + wide, top - 70), (x + wide, 1000), (x, 1000)])
    p.on_deep.poly([(x + wide, top - 70), (x + wide + side, top + 30), (x + wide + side, 1000), (x + wide, 1000)])
    pitch, floor = wide / columns, 74
    for row in range(rows):
        for column in range(columns):
            left, y = x + column * pitch + 14, top + 40 + row * floor - column * pitch * 70 / wide
            tilt = (pitch - 26) * 70 / wide
            pane = [(left, y), (left + pitch - 26, y - tilt), (left + pitch - 26, y + 38 - tilt), (left, y + 38)]
            if (row * 7 + column * 5) % 11 == 0:
                p.on_warm.poly(pane)
            elif (row + column * 3) % 4 == 1:
                p.on_deep.poly(pane)
            else:
                p.on_sea.poly(pane)
        for column in range(3):
            left, y = x + wide + 26 + column * side / 3.2, top - 20 + row * floor + column * 100 / 3.2
            pane = [(left, y), (left + side / 5, y + 20), (left + side / 5, y + 58), (left, y + 38)]
            (p.on_warm if (row * 3 + column) % 5 == 0 else p.on_sea).poly(pane)


@scene("market")
def market(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, HEIGHT, 0.16)
    p.on_sea.poly(
        [
            (0, 330),
            (180, 210),
            (360, 330),
            (360, 180),
            (620, 180),
            (620, 330),
            (860, 120),
            (1100, 330),
            (1100, 220),
            (1380, 220),
            (1380, 330),
            (1600, 250),
            (1600, 700),
            (0, 700),
        ],
        0.6,
    )
    p.on_sea.rect(0, 700, WIDTH, 180, 0.6)
    p.deep.rect(0, 880, WIDTH, 200, 0.9)
    for x, wide, ink in ((-120, 560, "warm"), (500, 600, "deep"), (1160, 560, "warm")):
        _stall(p, x, wide, ink)
    person(470, 960, 450, body=p.on_sea, head=p.on_deep, legs=p.on_deep, stride=0.16)
    p.on_warm.poly([(508, 790), (610, 790), (590, 900), (528, 900)])
    p.on_deep.arc(559, 790, 34, 7, 180, 360)
    person(1130, 985, 490, body=p.on_warm, head=p.on_deep, legs=p.on_deep)
    person(1265, 985, 310, body=p.paper, head=p.on_sea, legs=p.on_sea, arms="fore")


def _stall(p: Print, x: float, wide: float, ink: str) -> None:
    strong: Plate = getattr(p, f"on_{ink}")
    for pole in (x + 30, x + wide - 44):
        p.on_deep.rect(pole, 380, 14, 540)
    person(x + wide * 0.5, 900, 400, body=p.on_deep if ink == "warm" else p.on_warm, head=p.on_deep, arms="fore")
    stripes = 8
    pitch = wide / stripes
    for i in range(stripes):
        plate = strong if i % 2 == 0 else p.paper
        top = wide * 0.06
        plate.poly(
            [
                (x + top + i * (wide - 2 * top) / stripes, 330),
                (x + top + (i + 1) * (wide - 2 * top) / stripes, 330),
                (x + (i + 1) * pitch, 470),
                (x + i * pitch, 470),
            ]
        )
        plate.disc(x + (i + 0.5) * pitch, 470, pitch / 2)
    p.on_sea.rect(x + 10, 730, wide - 20, 40)
    p.paper.rect(x + 24, 770, wide - 48, 150)
    p.on_deep.rect(x + 24, 770, wide - 48, 10)
    heaps = ["warm", "sea", "paper", "warm"] if ink == "deep" else ["sea", "warm", "sea", "paper"]
    for i, fruit in enumerate(heaps):
        cx, plate = x + 80 + i * (wide - 160) / 3, p.paper if fruit == "paper" else getattr(p, f"on_{fruit}")
        for dx, dy in ((-42, 0), (-14, 0), (14, 0), (42, 0), (-28, -26), (0, -26), (28, -26), (-14, -52), (14, -52)):
            plate.disc(cx + dx, 716 + dy, 15)


@scene("bakery")
def bakery(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT, 0.92)
    p.on_warm.wedge(1090, 560, 390, 180, 360)
    p.on_warm.rect(700, 560, 780, 140)
    for radius in range(5):
        p.on_deep.arc(1090, 560, 390 + radius * 2, 3, 180, 360)
    for angle in range(186, 360, 16):
        p.paper.stroke([around(1090, 560, 418, angle), around(1090, 560, 486, angle)], 36)
    p.paper.wedge(1090, 700, 250, 180, 360)
    p.warm.wedge(1090, 700, 250, 180, 360, 0.3)
    p.on_deep.rect(620, 700, 1000, 190)
    for brick in range(14):
        p.sea.rect(640 + brick % 7 * 140, 724 + brick // 7 * 70, 116, 50, 0.6)
    for x in (860, 1010, 1170, 1310):
        _loaf(p, x, 690, 62)
    for row, y in enumerate((210, 400)):
        p.paper.rect(60, y, 470, 18)
        for i in range(4):
            _loaf(p, 120 + i * 116, y, 46 if (i + row) % 2 else 52)
    p.on_sea.rect(-20, 890, WIDTH + 40, 200)
    p.paper.rect(-20, 872, WIDTH + 40, 30)
    x, foot = 610, 900
    p.paper.poly(
        smooth([(x - 120, foot), (x - 110, 590), (x - 60, 520), (x + 60, 520), (x + 110, 590), (x + 120, foot)])
    )
    p.on_sea.poly([(x - 70, 620), (x + 70, 620), (x + 100, foot), (x - 100, foot)])
    limb(p.paper, [(x + 95, 580), (x + 170, 700), (x + 330, 680)], 58)
    limb(p.paper, [(x - 95, 580), (x - 150, 720), (x - 20, 760)], 58)
    p.on_warm.disc(x, 440, 72)
    p.paper.poly(
        smooth(
            [(x - 74, 420), (x - 110, 350), (x - 50, 300), (x, 318), (x + 50, 300), (x + 110, 350), (x + 74, 420)],
            closed=True,
        )
    )
    p.on_warm.stroke([(x + 250, 690), (1000, 655)], 16)
    for i in range(6):
        _loaf(p, 160 + i * 250, 880, 74)


def _loaf(p: Print, x: float, foot: float, size: float) -> None:
    p.both.poly(
        smooth(
            [
                (x - size, foot),
                (x - size * 0.95, foot - size * 0.5),
                (x, foot - size * 0.86),
                (x + size * 0.95, foot - size * 0.5),
                (x + size, foot),
            ]
        ),
        0.62,
    )
    p.warm.poly(
        smooth(
            [
                (x - size, foot),
                (x - size * 0.95, foot - size * 0.5),
                (x, foot - size * 0.86),
                (x + size * 0.95, foot - size * 0.5),
                (x + size, foot),
            ]
        )
    )
    for cut in (-0.45, 0, 0.45):
        p.paper.stroke(
            [(x + cut * size - size * 0.1, foot - size * 0.28), (x + cut * size + size * 0.1, foot - size * 0.62)],
            size * 0.09,
        )

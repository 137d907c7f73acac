"""Scenes of quiet rooms: museum, library, chess."""

from sample_photos.inks import HEIGHT, WIDTH, Plate, Point, Print
from sample_photos.registry import scene
from sample_photos.shapes import box, limb, person, smooth


@scene("museum-hall")
def museum_hall(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT, 0.3)
    for i in range(5):
        x = 60 + i * 320
        p.on_sea.wedge(x + 100, 330, 122, 180, 360)
        p.on_sea.rect(x - 22, 330, 244, 480)
        p.paper.wedge(x + 100, 340, 92, 180, 360)
        p.paper.rect(x + 8, 340, 184, 380)
        p.warm.wedge(x + 100, 340, 92, 180, 360, 0.22)
        p.warm.rect(x + 8, 340, 184, 380, 0.22)
        p.on_sea.rect(x + 94, 250, 12, 470)
        p.on_sea.rect(x + 8, 480, 184, 12)
    p.on_deep.rect(0, 0, WIDTH, 110)
    for i in range(9):
        p.paper.poly([(i * 190 - 40, 26), (i * 190 + 90, 26), (i * 190 + 70, 84), (i * 190 - 20, 84)])
    p.on_warm.poly([(0, 860), (1600, 820), (1600, 1080), (0, 1080)])
    for i in range(8):
        p.deep.poly([(i * 260 - 200, 1080), (i * 260 - 70, 1080), (i * 220 + 50, 840), (i * 220 - 60, 840)], 0.22)
    for x, y in ((500, 470), (760, 200), (1120, 470)):
        p.deep.stroke([(x, 110), (x, y)], 5)
    p.on_deep.stroke([(760, 170), (760, 560)], 20)
    p.paper.poly([(748, 200), (748, 500), (430, 520), (540, 240)])
    p.deep.poly([(748, 200), (748, 500), (700, 503), (710, 208)], 0.2)
    p.on_warm.poly([(776, 190), (776, 500), (1010, 500)])
    p.paper.poly([(800, 190), (1130, 510), (1030, 510)])
    p.on_deep.stroke([(776, 520), (1210, 452)], 12)
    hull = [(360, 520), (520, 550), (840, 560), (1100, 536), (1140, 530)]
    keel = [(1090, 620), (980, 700), (760, 740), (560, 720), (420, 640)]
    p.on_deep.poly([*smooth(hull), *smooth(keel)])
    p.on_warm.poly(
        [
            *smooth([(1090, 620), (980, 700), (760, 740), (560, 720), (420, 640)]),
            *smooth([(420, 640), (600, 662), (840, 668), (1090, 620)]),
        ]
    )
    p.paper.stroke(smooth([(366, 540), (520, 570), (840, 580), (1124, 552)]), 10)
    p.on_deep.poly([(440, 640), (400, 700), (470, 760), (500, 700)])
    for seam in range(2):
        p.sea.stroke(
            smooth([(390, 580 + seam * 26), (600, 606 + seam * 26), (840, 610 + seam * 26), (1100, 580 + seam * 20)]), 4
        )
    person(420, 1010, 230, body=p.on_deep, head=p.on_deep, stride=0.08)
    person(505, 1010, 150, body=p.paper, head=p.paper, arms="up", stride=0.08)
    person(980, 960, 210, body=p.on_sea, head=p.on_deep, legs=p.on_deep)
    person(1280, 1030, 250, body=p.paper, head=p.on_deep, legs=p.on_deep, stride=0.15)


@scene("library")
def library(p: Print) -> None:
    p.warm.rect(0, 0, WIDTH, HEIGHT, 0.25)
    p.on_deep.rect(1130, 0, 36, HEIGHT)
    for line, (y, sag) in enumerate(((70, 30), (370, 40), (690, 46))):
        cord = smooth([(-40, y), (300, y + sag), (700, y + sag * 1.2), (1166, y)])
        p.on_deep.stroke(cord, 9)
        for i in range(5):
            x = 120 + i * 216 + line % 2 * 70
            if line == 2 and 400 < x < 860:
                continue
            _hung(
                p,
                x,
                next(py for px, py in cord if px >= x),
                112 + (i + line) % 3 * 12,
                "sea" if (i + line) % 3 else "warm",
            )
    x = 640
    p.on_deep.poly(
        smooth([(x - 130, 1090), (x - 116, 860), (x - 70, 770), (x + 70, 770), (x + 116, 860), (x + 130, 1090)])
    )
    p.paper.poly([(x - 60, 860), (x + 60, 860), (x + 86, 1090), (x - 86, 1090)])
    limb(p.on_deep, [(x - 96, 830), (x - 180, 740), (x - 92, 640)], 46)
    limb(p.on_deep, [(x + 96, 830), (x + 180, 740), (x + 92, 640)], 46)
    p.on_warm.oval(x, 716, 54, 64)
    p.on_deep.wedge(x, 706, 64, 180, 360)
    _hung(p, x, 420, 150, "warm")
    p.deep.rect(1166, 0, 460, HEIGHT, 0.85)
    p.on_sea.rect(1240, 80, 300, 470)
    p.paper.disc(1450, 200, 56)
    p.on_deep.rect(1380, 80, 16, 470)
    p.on_deep.rect(1240, 300, 300, 16)
    p.paper.poly([(1330, 690), (1470, 690), (1580, 900), (1220, 900)])
    p.warm.poly([(1330, 690), (1470, 690), (1580, 900), (1220, 900)], 0.3)
    p.on_warm.poly([(1340, 620), (1460, 620), (1510, 720), (1290, 720)])
    p.paper.rect(1190, 900, 430, 26)
    p.on_warm.poly([(1260, 900), (1400, 870), (1410, 896), (1270, 926)])
    p.paper.poly([(1400, 872), (1540, 896), (1530, 922), (1406, 898)])


def _hung(p: Print, x: float, y: float, size: float, cover: str) -> None:
    """An open book over a line: two covers and the leaves between them."""
    p.paper.poly([(x, y + size * 0.2), (x + size * 0.44, y + size * 1.42), (x - size * 0.44, y + size * 1.42)])
    for leaf in (-0.2, 0, 0.2):
        p.deep.stroke([(x, y + size * 0.3), (x + leaf * size, y + size * 1.36)], 3)
    for side in (-1, 1):
        edge = [
            (x, y - 8),
            (x + side * size * 0.2, y - 2),
            (x + side * size * 0.74, y + size * 1.5),
            (x + side * size * 0.52, y + size * 1.5),
        ]
        p.on_deep.poly([(px + side * 5, py + 3) for px, py in edge])
        getattr(p, f"on_{cover}").poly(edge)


@scene("chess")
def chess(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT, 0.9)
    p.paper.disc(1150, 400, 340)
    p.sea.disc(1150, 400, 340, 0.35)
    rows = [640.0, 690, 755, 840, 950, 1090]
    for row in range(5):
        for column in range(-2, 12):
            corners = [(_at(column, rows[row]), rows[row]), (_at(column + 1, rows[row]), rows[row])]
            corners += [(_at(column + 1, rows[row + 1]), rows[row + 1]), (_at(column, rows[row + 1]), rows[row + 1])]
            (p.paper if (row + column) % 2 else p.on_sea).poly(corners)
    p.on_deep.rect(-20, 622, WIDTH + 40, 20)
    _piece(p.on_deep, 1180, 860, 1.25, "queen")
    p.on_warm.disc(1180, 442, 20)
    _piece(p.on_warm, 520, 960, 1.5, "knight")
    p.paper.disc(470, 480, 13)
    p.deep.stroke(smooth([(560, 380), (610, 480), (626, 640), (612, 800)]), 22)
    _piece(p.on_warm, 160, 800, 0.8, "pawn")
    _piece(p.on_deep, 860, 750, 0.72, "pawn")
    _piece(p.on_deep, 1480, 800, 0.85, "rook")
    for x, foot, wide in ((520, 960, 180), (1180, 860, 150)):
        p.deep.poly([(x + 20, foot), (x + wide, foot - 20), (x + wide * 3, foot + 90), (x + wide * 2, foot + 110)], 0.4)


def _at(column: float, y: float) -> float:
    return 800 + (column - 4.5) * (170 + (y - 640) * 0.42)


def _piece(plate: Plate, x: float, foot: float, size: float, kind: str) -> None:
    def put(*points: Point) -> list[Point]:
        return [(x + dx * size, foot + dy * size) for dx, dy in points]

    plate.poly(put(*box(-110, -34, 220, 40)))
    plate.poly(put(*box(-88, -66, 176, 26)))
    if kind == "knight":
        head = [
            (-78, -72),
            (-60, -170),
            (-30, -240),
            (-110, -230),
            (-150, -270),
            (-130, -320),
            (-60, -390),
            (-40, -440),
            (0, -400),
            (70, -350),
            (96, -220),
            (80, -72),
        ]
        plate.poly(smooth(put(*head), closed=True))
        return
    tall = {"queen": 330, "pawn": 170, "rook": 210}[kind]
    plate.poly(smooth(put((-80, -72), (-42, -140), (-36, -tall), (36, -tall), (42, -140), (80, -72))))
    plate.poly(put(*box(-66, -tall - 22, 132, 26)))
    if kind == "pawn":
        plate.disc(x, foot - (tall + 66) * size, 62 * size)
    elif kind == "rook":
        plate.poly(put(*box(-70, -tall - 110, 140, 80)))
        for notch in (-70, -18, 34):
            plate.poly(put(*box(notch, -tall - 140, 36, 40)))
    else:
        crown = [
            (-50, -28),
            (-104, -150),
            (-58, -100),
            (-36, -170),
            (0, -104),
            (36, -170),
            (58, -100),
            (104, -150),
            (50, -28),
        ]
        plate.poly(put(*[(dx, dy - tall) for dx, dy in crown]))

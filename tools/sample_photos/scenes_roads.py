"""Scenes of roads and rails: buses, trains, the bridge, the pass in snow."""

import math

from sample_photos.inks import HEIGHT, WIDTH, Plate, Point, Print
from sample_photos.registry import scene
from sample_photos.shapes import around, box, cloud, fir, from_behind, person, ripples, smooth, turned


@scene("bus-depot")
def bus_depot(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT, 0.5)
    for i in range(6):
        x = i * 330 - 120
        p.paper.poly([(x, 250), (x, 90), (x + 330, 250)])
        p.on_deep.stroke([(x, 250), (x, 90), (x + 330, 250)], 12)
        for pane in range(1, 5):
            p.deep.stroke([(x + pane * 60, 250), (x + pane * 60, 96 + pane * 28)], 5)
    p.on_deep.rect(-20, 250, WIDTH + 40, 36)
    p.deep.rect(0, 286, WIDTH, 560, 0.55)
    p.on_deep.rect(0, 846, WIDTH, 230)
    for x in (-150, 250, 650, 1050, 1450):
        p.paper.poly(
            [(x + 150, 860), (x + 168, 860), (x + 148 + (x - 650) * 0.32, 1080), (x + 110 + (x - 650) * 0.32, 1080)]
        )
    for i, x in enumerate((-40, 355, 750, 1145, 1540)):
        _bus(p, x, 330, p.on_warm if i % 2 else p.paper, lit=i == 1)
    for x in (157, 552, 947, 1342):
        p.paper.rect(x - 20, 560, 40, 300)
        p.on_warm.rect(x - 12, 580, 24, 46)
        p.on_deep.stroke(smooth([(x + 8, 660), (x + 50, 760), (x + 70, 690)]), 8)
    person(690, 1030, 360, body=p.on_sea, head=p.on_sea, stride=0.15)


def _bus(p: Print, x: float, top: float, paint: Plate, *, lit: bool) -> None:
    wide, high = 310, 540
    paint.poly(
        smooth(
            [
                (x - 155, top + high),
                (x - 155, top + 60),
                (x - 120, top),
                (x + 120, top),
                (x + 155, top + 60),
                (x + 155, top + high),
            ],
            steps=6,
        )
    )
    p.on_deep.rect(x - 132, top + 34, wide - 46, 46)
    p.on_sea.rect(x - 132, top + 100, wide - 46, 220)
    p.paper.poly([(x - 90, top + 320), (x + 10, top + 100), (x + 60, top + 100), (x - 40, top + 320)])
    p.on_deep.rect(x - 6, top + 100, 10, 220)
    for side in (-1, 1):
        p.on_deep.rect(x + side * 170 - 16, top + 110, 32, 80)
        p.on_deep.disc(x + side * 112, top + 420, 36)
        (p.on_warm if lit else p.paper).disc(x + side * 112, top + 420, 24)
        p.on_deep.rect(x + side * 112 - 34, top + high, 68, 40)
    p.on_deep.rect(x - 60, top + 400, 120, 14)
    p.on_deep.rect(x - 60, top + 428, 120, 14)
    p.on_deep.rect(x - 155, top + high - 60, wide, 24)


@scene("railway-station")
def railway_station(p: Print) -> None:
    p.deep.rect(0, 0, WIDTH, HEIGHT, 0.94)
    centre = (760, 640)
    for i, radius in enumerate((980, 800, 650, 530, 430, 350)):
        x, y = centre
        plate = p.on_sea if i % 2 == 0 else p.on_deep
        plate.wedge(x, y, radius, 180, 360)
        plate.rect(x - radius, y, radius * 2, 420)
    p.paper.wedge(*centre, 290, 180, 360)
    p.paper.rect(470, 640, 580, 200)
    p.warm.rect(470, 640, 580, 200, 0.4)
    p.on_deep.rect(470, 780, 300, 64)
    p.warm.wedge(*centre, 290, 180, 360, 0.4)
    for angle in range(195, 360, 30):
        p.deep.stroke([around(*centre, 290, angle), around(*centre, 1100, angle)], 10)
    for radius in (290, 430, 650, 980):
        p.on_deep.arc(*centre, radius, 12, 180, 360)
    p.on_deep.poly([(470, 840), (1050, 840), (1700, 1100), (-300, 1100)])
    p.paper.poly([(470, 836), (-330, 1080), (-330, 880), (440, 770)])
    p.on_warm.poly([(470, 836), (-330, 1080), (-330, 1110), (486, 842)])
    for spread in (0.35, 0.5):
        p.paper.stroke([(760 + (spread - 0.5) * 200, 840), (760 + (spread - 0.6) * 1500, 1080)], 7)
    p.on_warm.poly(smooth([(780, 860), (770, 560), (830, 470), (1010, 470), (1070, 560), (1080, 860)], steps=6))
    p.on_deep.poly([(812, 620), (826, 520), (1014, 520), (1030, 620)])
    p.paper.rect(770, 700, 310, 22)
    for x in (830, 1018):
        p.paper.disc(x, 770, 24)
    p.on_deep.rect(764, 840, 324, 44)
    p.on_deep.stroke([(330, 60), (330, 200)], 10)
    p.paper.disc(330, 280, 92)
    p.on_deep.arc(330, 280, 92, 12)
    p.on_deep.stroke([(330, 280), (330, 216)], 10)
    p.on_deep.stroke([(330, 280), (376, 304)], 10)
    person(210, 965, 330, body=p.on_deep, head=p.on_deep, stride=0.14)
    p.on_warm.rect(262, 880, 84, 84)
    person(420, 890, 200, body=p.on_warm, head=p.on_deep, legs=p.on_deep)
    for x, y in ((1290, 1000), (1420, 1030)):
        from_behind(x, y, 74, head=p.on_sea, body=p.on_sea)
    p.on_deep.poly(turned(box(1180, 1060, 420, 20), 4, (1180, 1060)))


@scene("bridge")
def bridge(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, HEIGHT, 0.4)
    p.paper.disc(1330, 190, 110)
    cloud(p.paper, 330, 190, 90)
    p.on_sea.poly(
        [
            *smooth([(-40, 560), (180, 470), (420, 560), (640, 520), (900, 600), (1200, 500), (1640, 590)]),
            (1640, 720),
            (-40, 720),
        ]
    )
    p.on_sea.rect(-20, 715, WIDTH + 40, 380)
    p.on_deep.poly([(-40, 690), (230, 690), (330, 800), (250, 1090), (-40, 1090)])
    p.on_deep.poly([(1640, 690), (1420, 690), (1330, 800), (1420, 1090), (1640, 1090)])
    p.paper.poly(smooth([(330, 1000), (520, 960), (700, 1000), (620, 1040), (420, 1040)], closed=True))
    top, low = [_arch(t, 520) for t in range(19)], [_arch(t, 440) for t in range(19)]
    p.on_warm.stroke(top, 26)
    p.on_warm.stroke(low, 20)
    for t in range(19):
        p.on_warm.stroke([top[t], low[t]], 12)
    for t in range(18):
        p.on_warm.stroke([top[t], low[t + 1]] if t % 2 else [low[t], top[t + 1]], 9)
    for t in range(2, 17):
        p.deep.stroke([low[t], (low[t][0], 655)], 5)
    p.on_deep.rect(-20, 650, WIDTH + 40, 36)
    p.on_warm.rect(-20, 640, WIDTH + 40, 10)
    for x in (240, 1340):
        p.paper.poly([(x, 686), (x + 60, 686), (x + 76, 860), (x - 16, 860)])
        p.deep.poly([(x + 36, 686), (x + 60, 686), (x + 76, 860), (x + 46, 860)], 0.4)
    p.paper.rect(560, 590, 150, 48)
    p.on_deep.rect(574, 600, 122, 16)
    for x, ink in ((420, "sea"), (900, "deep"), (1130, "deep")):
        getattr(p, f"on_{ink}").poly(
            smooth([(x, 640), (x + 4, 616), (x + 26, 598), (x + 66, 598), (x + 86, 616), (x + 92, 640)])
        )
    for x in (586, 680, 440, 490, 918, 974, 1148, 1204):
        p.on_deep.disc(x, 640, 11)
    ripples(p.on_warm, [(480, 790, 130), (560, 830, 190), (700, 868, 250), (860, 830, 190), (1010, 790, 130)], 12)
    ripples(
        p.paper,
        [(380, 890, 160), (980, 930, 240), (1100, 870, 120), (800, 1020, 190), (330, 760, 110), (1150, 760, 90)],
        6,
    )


def _arch(t: int, rise: float) -> Point:
    angle = math.pi * t / 18
    return 820 - 590 * math.cos(angle), 690 - rise * math.sin(angle) ** 0.9


@scene("snow-road")
def snow_road(p: Print) -> None:
    p.sea.rect(0, 0, WIDTH, 360, 0.75)
    p.on_warm.disc(1260, 230, 96)
    p.on_sea.poly(
        smooth(
            [
                (-40, 330),
                (250, 210),
                (520, 300),
                (760, 190),
                (1050, 290),
                (1330, 230),
                (1660, 320),
                (1660, 420),
                (-40, 420),
            ]
        ),
        0.4,
    )
    p.paper.poly([*smooth([(-40, 380), (300, 320), (800, 380), (1250, 320), (1660, 390)]), (1660, 1090), (-40, 1090)])
    p.sea.poly(smooth([(-40, 560), (250, 500), (560, 640), (420, 860), (-40, 940)]), 0.22)
    p.sea.poly(smooth([(1660, 480), (1350, 540), (1290, 660), (1450, 800), (1660, 840)]), 0.22)
    left = [(905, 352), (1010, 400), (930, 470), (640, 560), (520, 680), (700, 850), (740, 1090)]
    right = [(1300, 1090), (1140, 830), (820, 690), (860, 600), (1060, 500), (1090, 400), (925, 350)]
    p.on_deep.poly([*smooth(left), *smooth(right)])
    for x, y, dx, dy in (
        (1030, 430, -22, 22),
        (900, 520, -60, 22),
        (700, 610, -34, 34),
        (716, 720, 60, 46),
        (880, 860, 50, 70),
        (985, 1010, 20, 70),
    ):
        p.paper.stroke([(x, y), (x + dx, y + dy)], 7 + (y - 430) * 0.012)
    for x, foot, high in (
        (120, 560, 210),
        (230, 620, 270),
        (60, 700, 300),
        (1420, 520, 220),
        (1530, 600, 300),
        (1330, 470, 140),
        (620, 420, 100),
        (690, 430, 80),
        (1200, 450, 110),
        (330, 470, 130),
        (1480, 900, 420),
        (250, 990, 460),
    ):
        fir(p.on_deep, x, foot, high)
        for part in (0, 1):
            top = foot - high + part * high * 0.24
            p.paper.poly(
                [
                    (x, top),
                    (x + high * 0.055, top + high * 0.17),
                    (x - high * 0.02, top + high * 0.12),
                    (x - high * 0.055, top + high * 0.17),
                ]
            )
    p.on_warm.poly([(760, 640), (900, 600), (980, 640), (980, 740), (840, 790), (760, 740)])
    p.paper.poly([(776, 660), (838, 690), (838, 738), (776, 704)])
    p.on_deep.poly([(858, 690), (960, 656), (960, 694), (858, 730)])
    p.on_sea.poly([(700, 740), (720, 700), (850, 790), (830, 850)])
    p.paper.poly(smooth([(560, 720), (640, 690), (720, 740), (820, 840), (760, 880), (640, 820)], closed=True))
    p.on_deep.disc(886, 788, 26)
    p.on_deep.disc(966, 752, 24)
    p.on_warm.disc(870, 596, 14)
    for flake in range(70):
        p.paper.disc(flake * 397 % 1600, flake * 211 % 1060, 4 + flake % 3 * 2)

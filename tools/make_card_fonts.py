"""Makes the fonts of social cards (`dateline/delivery/fonts/`) from two npm packages. Run by hand when one is renewed.

    npm install --ignore-scripts --prefix build/fonts source-serif@4.5.1 vazirmatn@33.0.3
    .venv/bin/python tools/make_card_fonts.py build/fonts/node_modules

Vazirmatn goes in as it is. Source Serif is cut to the scripts that it is needed for, and its licence then asks for
another name. How far its pairs of letters move together stands in a file beside it: Pillow's plain layout has no eye
for that.
"""

import json
import shutil
import sys
from itertools import product
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "dateline/delivery/fonts"
NAME = "Dateline Serif"
SCRIPTS = [
    range(0x20, 0x250),  # Latin
    range(0x370, 0x530),  # Greek, Cyrillic
    range(0x1E00, 0x1F00),  # Latin, additional: Vietnamese
    range(0x2010, 0x2060),  # punctuation
    range(0x20A0, 0x20C0),  # currencies
    [0x2116, 0x2122],  # № ™
]
PAIRED = [*range(0x21, 0x7F), 0xAB, 0xBB, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D]
"""A letter with an accent moves as the letter does."""
LEAST_MOVE = 10
"""Thousandths of the size: less is not seen on a card."""


def main(packages: Path) -> None:
    for weight in ("Medium", "Bold"):
        shutil.copyfile(packages / f"vazirmatn/fonts/ttf/Vazirmatn-{weight}.ttf", TARGET / f"Vazirmatn-{weight}.ttf")
    shutil.copyfile(packages / "vazirmatn/OFL.txt", TARGET / "Vazirmatn-OFL.txt")
    shutil.copyfile(packages / "source-serif/LICENSE.md", TARGET / "DatelineSerif-OFL.txt")
    font = TTFont(packages / "source-serif/TTF/SourceSerif4Subhead-Semibold.ttf", recalcTimestamp=False)
    pairs = json.dumps(_pairs(font), ensure_ascii=False, separators=(",", ":"))
    (TARGET / "DatelineSerif-Semibold.pairs.json").write_text(pairs + "\n")
    _cut(font)
    _rename(font)
    font.save(TARGET / "DatelineSerif-Semibold.ttf")


def _pairs(font: TTFont) -> dict[str, dict[str, int]]:
    """Return how far the second of two characters moves, in thousandths of the size, by the first one."""
    glyphs = {chr(code): glyph for code, glyph in font.getBestCmap().items() if code in PAIRED}
    unit, tables = font["head"].unitsPerEm / 1000, _pair_tables(font)
    found: dict[str, dict[str, int]] = {}
    for first, second in product(glyphs, glyphs):
        move = round(_move(tables, glyphs[first], glyphs[second]) / unit)
        if abs(move) >= LEAST_MOVE:
            found.setdefault(first, {})[second] = move
    return found


def _pair_tables(font: TTFont) -> list[Any]:
    table = font["GPOS"].table
    features = [each.Feature for each in table.FeatureList.FeatureRecord if each.FeatureTag == "kern"]
    wanted = {index for feature in features for index in feature.LookupListIndex}
    found = [subtable for index in sorted(wanted) for subtable in table.LookupList.Lookup[index].SubTable]
    plain = [subtable.ExtSubTable if subtable.LookupType == 9 else subtable for subtable in found]
    return [subtable for subtable in plain if subtable.LookupType == 2]


def _move(tables: list[Any], first: str, second: str) -> int:
    for table in tables:
        if first not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            records = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
            value = next((each.Value1 for each in records if each.SecondGlyph == second), None)
            if value is None:
                continue
        else:
            classes = table.ClassDef1.classDefs.get(first, 0), table.ClassDef2.classDefs.get(second, 0)
            value = table.Class1Record[classes[0]].Class2Record[classes[1]].Value1
        return int(getattr(value, "XAdvance", 0) or 0)
    return 0


def _cut(font: TTFont) -> None:
    options = Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for script in SCRIPTS for code in script])
    subsetter.subset(font)


def _rename(font: TTFont) -> None:
    new = {1: NAME, 4: f"{NAME} Semibold", 6: "DatelineSerif-Semibold"}
    font["name"].names = [record for record in font["name"].names if record.nameID in (0, 2, 5, 13, 14, *new)]
    for record in font["name"].names:
        record.string = new.get(record.nameID, record.string)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

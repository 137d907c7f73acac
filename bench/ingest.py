"""How fast an archive comes in, and in how much memory: 10,000 pages of every kind, made by a seeded chance.

    .venv/bin/python bench/ingest.py [--files 10000] [--publish]

Brings in a tenth of the pages, then all of them, then all again, each into an SQLite home of its own but the last.
Prints files a second by the clock and by the processor, and the peak memory of each; then the ratio of the peaks.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

ENGLISH = "the quay harbour crane ferry of Kessel Tarn Ansel lifts opens closes says master keeper new old in from at"
PERSIAN = "اسکله بندر کسل تارن انسل جرثقیل کشتی تازه کهنه می‌گوید باز بسته است از در به شد"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--files", type=int, default=10_000)
    asked.add_argument(
        "--publish", action="store_true", help="publish the stories, as an archive is brought in for good"
    )
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-ingest-") as folder:
        few, many = (Path(folder) / name for name in ("few", "many"))
        for home, count in ((few, options.files // 10), (many, options.files)):
            _make_pages(home / "pages", count)
            _prepare(home)
        publish = ["--publish"] if options.publish else []
        small = _bring_in(few, options.files // 10, publish)
        large = _bring_in(many, options.files, publish)
        _bring_in(many, options.files, publish, what="again")
        print(f"peak memory, {options.files:,} : {options.files // 10:,} pages: {large.peak / small.peak:.2f}")


@dataclass(frozen=True)
class Run:
    peak: float


def _bring_in(home: Path, count: int, options: list[str], *, what: str = "in") -> Run:
    command = [
        sys.executable,
        "-m",
        "dateline",
        "ingest",
        str(home / "pages"),
        "--dates",
        "day-first",
        "--quiet",
        *options,
    ]
    begun = time.perf_counter()
    with subprocess.Popen(command, env=_surroundings(home), stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        summary = child.stdout.read().splitlines()[-1]
        _, _, used = os.wait4(child.pid, 0)
        child.returncode = 0
    seconds, cpu, peak = time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    rates = f"{count / seconds:.0f} files/s, {count / cpu:.0f} per processor second"
    print(f"{count:,} pages {what}: {rates}, peak {peak:.0f} MB. {summary}", flush=True)
    return Run(peak)


def _surroundings(home: Path) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return others | {"DATELINE_HOME": str(home / "home")}


def _prepare(home: Path) -> None:
    make = (
        "import django; django.setup();"
        "from dateline.site import first_start; first_start.prepare();"
        "from dateline.stories.models import Edition;"
        "Edition.objects.create(code='en', name='English', language='en', agency_name='Bench',"
        " tag_entity='bench.example,2026', time_zone='Asia/Tehran')"
    )
    surroundings = _surroundings(home) | {"DJANGO_SETTINGS_MODULE": "dateline.site.settings"}
    subprocess.run([sys.executable, "-c", make], env=surroundings, check=True)


def _make_pages(folder: Path, count: int) -> None:
    chance = random.Random(5)
    for number in range(count):
        year = folder / str(2005 + number * 12 // count)
        year.mkdir(parents=True, exist_ok=True)
        data, suffix = _page(chance, number, count)
        (year / f"{number:06}{suffix}").write_bytes(data)


def _page(chance: random.Random, number: int, count: int) -> tuple[bytes, str]:
    is_persian = chance.random() < 0.3
    moment = datetime(2005, 3, 21, 8) + timedelta(minutes=number * 6_000_000 // count)
    forms = ["%d %B %Y - %H:%M", "%b %d, %Y at %I:%M %p", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%H:%M - %d %B %Y"]
    date = f"{moment:{chance.choice(forms)}}"
    label = "کد خبر" if is_persian else chance.choice(["News ID", "News Code", "Code"])
    head = [date, f"{label}: {400_000 + number * 2}"] if chance.random() < 0.97 else [date]
    chance.shuffle(head)
    if chance.random() < 0.01:
        head = []
    lead, *body = (_sentences(chance, PERSIAN if is_persian else ENGLISH) for _ in range(chance.randint(4, 14)))
    end = (
        ["ارسال نظر"]
        if is_persian
        else ["Tags: quay, crane", "Send comment", "Please type in your comments in English."]
    )
    if chance.random() < 0.1:
        return _html([*head, lead, *body, *end]).encode(), ".html"
    caption = ["Divers (L) at the quay of Kessel, March 11, 2019."] * (chance.random() < 0.6)
    text = "\n".join([*head, f"Halyard - {lead}", *caption, "", f"HNA - {body[0]}", *body[1:], "", *end])
    encoding = "windows-1256" if is_persian and "ی" not in text else "utf-8"
    return text.encode(encoding), ".txt"


def _html(lines: list[str]) -> str:
    around = (
        "<ul>" + "".join(f"<li><a href='/{each}'>Another story of that day</a></li>" for each in range(30)) + "</ul>"
    )
    shown = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!doctype html><html><head><title>Quay</title></head><body>{around}<main>{shown}</main>{around}</body></html>"
    )


def _sentences(chance: random.Random, vocabulary: str) -> str:
    words = vocabulary.split()
    return " ".join(f"{' '.join(chance.choices(words, k=12)).capitalize()}." for _ in range(chance.randint(1, 4)))


if __name__ == "__main__":
    main()

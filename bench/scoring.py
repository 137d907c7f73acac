"""Comments scored per second of processor, warm and cold, one at a time; time to import and load; memory.

    .venv/bin/python bench/scoring.py --data FOLDER [--beside PYTHON] [--deep]

FOLDER holds labelled comments (*.csv.gz), of which the dev split is scored. `--beside` names the Python of an
environment that has alt-profanity-check or better-profanity; it scores the same comments in the same run, and the
ratio is printed. `--deep` asks the transformer too, where the linear engine is in doubt. Seconds are of this process
alone, so that a busy machine changes them little.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time

OTHERS = {
    "alt-profanity-check": "from profanity_check import predict_prob as p; one = lambda text: p([text])[0]",
    "better-profanity": "from better_profanity import profanity as p; one = p.contains_profanity",
}
OTHER = """
import json, sys
from time import process_time as now
texts = json.load(sys.stdin)
began = now()
{load}
one("You are an idiot.")
loaded = now() - began
texts = texts[:{most}]
began = now()
for text in texts:
    one(text)
print(json.dumps([loaded, len(texts) / (now() - began)]))
"""
LOAD = """
from time import process_time as now
began = now()
from dateline.scoring.engines import ready
engine = ready({wanted!r})
engine.score("You are an idiot.")
print(now() - began)
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--beside", type=Path)
    asked.add_argument("--deep", action="store_const", const="deep", default="linear")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--most", type=int, default=2_000, help="comments")
    given = asked.parse_args()
    every = comments(given.data)
    texts = every[:: max(1, len(every) // given.most)]
    print(f"{len(texts):,} comments, {sum(map(len, texts)) / len(texts):.0f} letters on average")
    print(f"import and load, with a first comment: {median(loading(given.deep) for _ in range(5)):.3f} s of processor")
    figures = [ours(texts, given.deep) for _ in range(given.runs)]
    cold, warm, explained, told = (median(each) for each in zip(*figures, strict=True))
    print(f"cold {cold:,.0f}, warm {warm:,.0f}, with spans {explained:,.0f}, language told {told:,.0f} comments/s")
    after = memory()
    print(f"memory: {after:,.0f} MB after them; {after_many_words(given.deep):,.0f} MB after 1,000,000 other words")
    if given.beside:
        beside(given.beside, texts, warm)


def comments(folder: Path) -> list[str]:
    from dateline.scoring.train.rows import files_of, rows_of

    return [row.text for path in files_of(folder) for row in rows_of(path) if row.split == "dev"]


def loading(wanted: str) -> float:
    program = LOAD.format(wanted=wanted)
    return float(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout)


def ours(texts: list[str], wanted: str) -> tuple[float, float, float, float]:
    from dateline.lib.disguises import forms_of
    from dateline.scoring.engines import ready

    forms_of.cache_clear()
    engine = ready(wanted)
    passes = (
        lambda text: engine.score(text, "en"),
        lambda text: engine.score(text, "en"),
        lambda text: engine.explain(text, "en"),
        engine.score,
    )
    return tuple(rate(each, texts) for each in passes)  # type: ignore[return-value]


def rate(score, texts: list[str]) -> float:
    began = process_time()
    for text in texts:
        score(text)
    return len(texts) / (process_time() - began)


def memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def after_many_words(wanted: str) -> float:
    from dateline.scoring.engines import ready

    engine = ready(wanted)
    for first in range(0, 1_000_000, 20):
        engine.score(" ".join(f"w{at:x}q" for at in range(first, first + 20)), "en")
    return memory()


def beside(python: Path, texts: list[str], warm: float) -> None:
    for name, load in OTHERS.items():
        asked = OTHER.format(load=load, most=300 if name == "better-profanity" else len(texts))
        answer = subprocess.run([python, "-c", asked], input=json.dumps(texts), capture_output=True, text=True)
        if answer.returncode:
            print(f"{name}: not there ({answer.stderr.strip().splitlines()[-1]})")
            continue
        loaded, speed = json.loads(answer.stdout)
        print(f"{name}: load {loaded:.3f} s, {speed:,.0f} comments/s; ours is {warm / speed:,.1f} times as fast, warm")


if __name__ == "__main__":
    main()

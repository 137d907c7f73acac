"""Hostile texts scored: none may make the engine fail, and the time of each may grow with its length alone.

    .venv/bin/python bench/hostile_scoring.py [--texts 100000]

Letters of every plane, lone surrogates, words of a million letters, letters apart, towers of accents, quotation marks
that nothing closes. Prints how many were scored, and the slowest by letter among the short and among the long.
"""

import argparse
from collections.abc import Iterator
from random import Random
from time import process_time

from dateline.scoring.engine import Engine

PARTS = (
    "fuck",
    "\ud800",
    "\udfff\ud83d",
    "'",
    "“",
    "e\u0301" * 500,
    "\u202e",
    "1",
    "$",
    "🏳️‍🌈",
    "i d i o t",
    "\x00",
    "not ",
    "\n",
)
LONG = (
    "a",
    "a b c ",
    "fuckyouall",
    "“not ",
    "e\u0301",
    "\u200bx",
    "@1$",
    "\ud800",
    "😀",
    "Muslims ",
    "you're ",
    "f.u.c.k ",
)
LONG_EVERY = 8_000
LENGTH = 1_000_000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--texts", type=int, default=100_000)
    number = asked.parse_args().texts
    engine = Engine()
    slowest = {"short": 0.0, "long": 0.0}
    began = process_time()
    for text in hostile(number):
        start = process_time()
        scored = engine.explain(text, "en")
        kind = "long" if len(text) >= LENGTH else "short"
        slowest[kind] = max(slowest[kind], (process_time() - start) / (len(text) + 1_000))
        if not all(0 <= score <= 1 for score in scored.scores.values()) or not all(
            0 <= span.start < span.end <= len(text) for each in scored.spans.values() for span in each
        ):
            raise SystemExit(f"A wrong answer to {text[:100]!a}: {scored}")
    took = process_time() - began
    print(f"{number:,} texts scored and explained in {took:,.0f} s of processor, none failed ({engine.version})")
    for kind, seconds in slowest.items():
        print(f"slowest of the {kind} ones: {seconds * 1e6:.2f} microseconds a letter")


def hostile(number: int) -> Iterator[str]:
    """Give so many texts, the same each time; one in 8,000 has a million letters."""
    chance = Random(7)
    for at in range(number):
        if at % LONG_EVERY == 0:
            piece = LONG[at // LONG_EVERY % len(LONG)]
            yield piece * (LENGTH // len(piece) + 1)
            continue
        plane = chance.randrange(17) << 16
        letters = (chr(plane + chance.randrange(0x10000)) for _ in range(chance.randrange(40)))
        yield chance.choice(("", " ", "\n")).join([*letters, *chance.choices(PARTS, k=chance.randrange(6))])


if __name__ == "__main__":
    main()

"""How long it takes to find the known names in a story's text, with few topics and with many, in one run.

    .venv/bin/python bench/naming.py
    .venv/bin/python tools/with_postgresql.py .venv/bin/python bench/naming.py

An edition each of 10, 1,000 and 20,000 topics, every second one with an alias, under invented names; a text of 600
words in which every twentieth begins a name. Prints milliseconds of one text as the desk asks it (a question for the
names in reach) and as an import does (every name ready before), each with its ratio to 10 topics; then what making the
names ready takes once. Decision 0016 rests on it.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator

SEED = 16
FEW, SIZES = 10, (10, 1_000, 20_000)
WORDS = 600
EVERY = 20
TIMES = 41
PARTS = ("b", "d", "f", "k", "l", "m", "n", "r", "s", "t", "v"), ("a", "e", "i", "o", "u")


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        import django

        django.setup()
        from django.db import connection

        from dateline.site import first_start

        first_start.prepare()
        print(f"{connection.vendor}, a text of {WORDS} words; milliseconds, and the ratio to {FEW} topics", flush=True)
        _compare()


def _compare() -> None:
    from dateline.stories.models import Topic

    least: dict[str, float] = {}
    for size in SIZES:
        edition, text = _edition(size)
        names = Topic.objects.names_of(edition)
        assert Topic.objects.named_in(text, edition), "The text names nobody."
        for what, work in {
            "at the desk": lambda: Topic.objects.named_in(text, edition),  # noqa: B023 - called at once
            "while importing": lambda: names.named_in(text),  # noqa: B023 - called at once
        }.items():
            spent = _timed(work)
            ratio = spent / least.setdefault(what, spent)
            print(f"{size:>6,} topics, {what}: {spent:.2f}, ratio {ratio:.2f}", flush=True)
        ready = _timed(lambda: Topic.objects.names_of(edition), times=3)  # noqa: B023 - called at once
        print(f"{size:>6,} topics, made ready once an import: {ready:.1f}", flush=True)


def _edition(size: int) -> tuple[object, str]:
    from dateline.stories.models import Edition, Topic, TopicName
    from dateline.stories.naming import key_of

    chance = random.Random(SEED)
    edition = Edition.objects.create(
        code=f"e{size}", name=str(size), language="en", agency_name="Bench", tag_entity="bench.example,2026"
    )
    names = list(_names(chance, size * 3 // 2))
    topics = Topic.objects.bulk_create(
        Topic(edition=edition, kind="person", name=names[number], slug=f"topic-{number}") for number in range(size)
    )
    called = [*zip(topics, names, strict=False), *zip(topics[1::2], names[size:], strict=True)]
    TopicName.objects.bulk_create(
        TopicName(
            topic=topic,
            edition=edition,
            text=name,
            is_alias=name != topic.name,
            key=key_of(name),
            first_word=key_of(name).split(" ")[0],
            slug=key_of(name).replace(" ", "-"),
        )
        for topic, name in called
    )
    words = [_word(chance) for _ in range(WORDS)]
    for place in range(0, WORDS, EVERY):
        words[place] = chance.choice(names)
    return edition, " ".join(words)


def _names(chance: random.Random, count: int) -> Iterator[str]:
    """Yield names of two words, none twice."""
    met = set()
    while len(met) < count:
        name = f"{_word(chance).title()} {_word(chance).title()}"
        if name not in met:
            met.add(name)
            yield name


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(PARTS[place % 2]) for place in range(chance.randint(4, 8)))


def _timed(work: Callable[[], object], times: int = TIMES) -> float:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent) * 1000


if __name__ == "__main__":
    main()

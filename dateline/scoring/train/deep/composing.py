"""Sentences of our own put together: what is said of a group of people, in many ways to say it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import nan
from random import Random

from dateline.scoring.kinds_of_word import KINDS
from dateline.scoring.train import sentences, sentences_by_kind
from dateline.scoring.train.augmenting import CLEAN, HATE, THREAT
from dateline.scoring.train.deep import sentences as deep
from dateline.scoring.train.deep import sentences_about_groups as about
from dateline.scoring.train.groups_of_people import LEARNED as GROUPS
from dateline.scoring.train.rows import Row
from dateline.scoring.train.sentences import lines

NO_GROUP = (nan, nan, 0.0, nan, nan)
EACH = 28
"""Times that each sentence is said, each time in another way and of another group."""
EACH_WAY = 100
"""Times that each way to answer, and each turn, is filled."""
LONGEST_QUOTED = 100
QUOTED = 1_500
SLIPPED = 0.12

HATEFUL = lines(sentences.HATEFUL) + lines(sentences_by_kind.HATEFUL_BY_KIND) * 2 + lines(about.DESPISING)
THREATS = lines(sentences.THREATS) + lines(sentences_by_kind.THREATS_BY_KIND) + lines(about.THREATENING)
KIND = lines(sentences.KIND) + lines(sentences_by_kind.KIND_BY_KIND) * 2 + lines(about.PRAISING)
PLAIN = lines(sentences.PLAIN)
DENIED = lines(sentences.DENIED) + lines(sentences_by_kind.DENIED_BY_KIND) * 2 + lines(deep.ANSWERING_WITHOUT) * 2
NOBODYS = lines(sentences.NO_GROUP) + lines(sentences_by_kind.SCORN_BY_KIND) + lines(about.NOBODYS_GROUP)
ANSWERS = lines(sentences.ANSWERED) + lines(deep.ANSWERING)

_WORDS_OF: dict[str, list[str]] = {}
for _word, _kind in KINDS.items():
    _WORDS_OF.setdefault(_kind, []).append(_word)


def composed(rows: Sequence[Row], chance: Random) -> Iterator[Row]:
    """Give rows of sentences of our own, and hateful comments of `rows` in the mouth of who rejects them."""
    ways = lines(deep.SAYING)
    for block, labels in (
        (HATEFUL, HATE),
        (THREATS, THREAT),
        (KIND, CLEAN),
        (PLAIN, CLEAN),
        (DENIED, CLEAN),
        (NOBODYS, NO_GROUP),
    ):
        for line in block:
            for way in chance.sample(ways, EACH):
                yield _row(way.replace("{s}", line), labels, chance)
    for block, labels in ((ANSWERS, CLEAN), (lines(deep.TURNING), HATE), (lines(deep.RETURNING), CLEAN)):
        for line in block:
            for _ in range(EACH_WAY):
                hateful = chance.choice(HATEFUL if chance.random() < 0.75 else THREATS)
                yield _row(line.replace("{h}", hateful).replace("{p}", chance.choice(KIND)), labels, chance)
    yield from _quoted(rows, chance)


def _quoted(rows: Sequence[Row], chance: Random) -> Iterator[Row]:
    short = [row for row in rows if row.labels[2] == 1 and len(row.text) < LONGEST_QUOTED and row.source != "edos"]
    for row in chance.sample(short, min(QUOTED, len(short))):
        said = chance.choice(ANSWERS).replace("{h}", row.text.strip().strip('."'))
        yield Row("answered", "train", said, 0.5, (nan, nan, 0.0, 0.0, nan))


def _row(line: str, labels: tuple[float, ...], chance: Random) -> Row:
    group, kinds = chance.choice(GROUPS), {kind: chance.choice(words) for kind, words in _WORDS_OF.items()}
    text = line
    for place, filled in {"g": group.several, "o": group.one, "k": group.kind, **kinds}.items():
        text = text.replace(f"{{{place}}}", filled)
    text += chance.choice(("", ".", ".", "!"))
    if chance.random() < SLIPPED:
        text = _slipped(text, chance)
    return replace(Row("composed", "train", "", 0.5, labels), text=text)


def _slipped(text: str, chance: Random) -> str:
    """A text in which a letter, or a gap between words, is left out or exchanged with the next."""
    at = chance.randrange(1, len(text) - 1)
    return text[:at] + chance.choice((text[at + 1 :], text[at + 1] + text[at] + text[at + 2 :]))

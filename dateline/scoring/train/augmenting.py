"""Rows made for training besides those of the data: sentences of our own, groups exchanged, words disguised."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import nan
from random import Random

from dateline.scoring.kinds_of_word import KINDS
from dateline.scoring.train import sentences, sentences_by_kind
from dateline.scoring.train.groups_of_people import LEARNED as GROUPS
from dateline.scoring.train.groups_of_people import Group
from dateline.scoring.train.rows import Row

CLEAN = (0.0, 0.0, 0.0, 0.0, 0.0)
HATE = (1.0, nan, 1.0, nan, nan)
THREAT = (1.0, nan, 1.0, 1.0, nan)
RUDE = (1.0, nan, 0.0, 0.0, nan)
NOT_OF_A_GROUP = (nan, nan, 0.0, 0.0, nan)

EACH_GROUP = 40
"""Groups that each sentence is written with."""
SWAPPED, DISGUISED = 9_000, 5_000
SHORTEST = 20
"""Letters of a comment that is copied in disguise: with one word lost, a shorter one says what many another says."""


def augmented(rows: Sequence[Row], seed: int) -> list[Row]:
    """Return rows made from sentences of our own and from `rows`, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - for the same rows each time
    return [*_own(chance), *_swapped(rows, chance), *_disguised(rows, chance)]


_WORDS_OF: dict[str, list[str]] = {}
for _word, _kind in KINDS.items():
    _WORDS_OF.setdefault(_kind, []).append(_word)


def _own(chance: Random) -> Iterator[Row]:
    hateful = sentences.lines(sentences.HATEFUL)
    for block, labels in (
        (sentences.PLAIN, CLEAN),
        (sentences.KIND, CLEAN),
        (sentences.DENIED, CLEAN),
        (sentences.HATEFUL, HATE),
        (sentences.THREATS, THREAT),
        (sentences.ANSWERED, CLEAN),
        (sentences_by_kind.HATEFUL_BY_KIND, HATE),
        (sentences_by_kind.THREATS_BY_KIND, THREAT),
        (sentences_by_kind.KIND_BY_KIND, CLEAN),
        (sentences_by_kind.DENIED_BY_KIND, CLEAN),
    ):
        for line in sentences.lines(block):
            for group in chance.choices(GROUPS, k=EACH_GROUP):
                inner = _said(chance.choice(hateful), group, chance)
                yield _made("own", _said(line.replace("{h}", inner), group, chance), labels)
    for line in sentences.lines(sentences.NO_GROUP):
        labels = RUDE if line in sentences.OF_NO_GROUP_AND_RUDE else NOT_OF_A_GROUP
        for end in ("", ".", "!", "...", ", honestly", " and you know it"):
            yield _made("own", line + end, labels)
    for line in sentences.lines(sentences_by_kind.SCORN_BY_KIND):
        for _ in range(EACH_GROUP):
            yield _made("own", _said(line, GROUPS[0], chance), NOT_OF_A_GROUP)


def _said(line: str, group: Group, chance: Random) -> str:
    kinds = {kind: chance.choice(words) for kind, words in _WORDS_OF.items()}
    text = line.format(g=group.several, o=group.one, k=group.kind, **kinds)
    text = chance.choice((text, text[0].upper() + text[1:], text.lower()))
    return text + chance.choice(("", ".", ".", "!"))


_NAMES = {group.several.lower(): group for group in GROUPS if " " not in group.several}
_NAMED = re.compile(rf"\b({'|'.join(sorted(_NAMES, key=len, reverse=True))})\b", re.I)


def _swapped(rows: Sequence[Row], chance: Random) -> Iterator[Row]:
    """Rows about one group, told of another: hateful and clean ones alike, so that no group is a reason by itself."""
    about = [row for row in rows if len(row.text) < 400 and row.labels[2] == row.labels[2] and _NAMED.search(row.text)]
    for row in chance.sample(about, min(SWAPPED, len(about))):
        other = chance.choice(GROUPS).several
        yield replace(row, source="swapped", text=_NAMED.sub(other, row.text), weight=row.weight / 2)


def _disguised(rows: Sequence[Row], chance: Random) -> Iterator[Row]:
    """Rude rows with a letter of some words left out, doubled, masked or exchanged with the next."""
    rude = [row for row in rows if row.labels[0] == 1 and SHORTEST <= len(row.text) < 300]
    for row in chance.sample(rude, min(DISGUISED, len(rude))):
        words = [_slipped(word, chance) if chance.random() < 0.35 else word for word in row.text.split(" ")]
        yield replace(row, source="disguised", text=" ".join(words), weight=row.weight / 2)


def _slipped(word: str, chance: Random) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + "*" + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _made(source: str, text: str, labels: tuple[float, ...]) -> Row:
    return Row(source, "train", text, 1.0, labels)

"""Words in disguise: what a word as written may stand for, and where letters are written apart. Pure.

Undone are case, accents, what nobody sees, fancy letters of Unicode, Arabic and Persian forms (`lib.text.fold`);
Cyrillic and Greek letters that look Latin; digits and signs for letters (sh1t, a$$); letters drawn out (fuuuck) and
written apart (f u c k, f.u.c.k). Not undone are letters left out (f*ck) and misspellings: many a decent word is one
letter away.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from dateline.lib.text import NON_JOINERS, UNSEEN, fold
from dateline.lib.words import MARKS

LONGEST = 60
"""Letters of a word that count."""
FEWEST_APART = 3
"""Letters written apart before they are a word: "I a m", and initials, are two at most."""

_ALWAYS_ALIKE = str.maketrans("аеорсухіјѕԁһӏԛԝ", "aeopcyxijsdhlqw")
_ALIKE_IN_LATIN = str.maketrans("аеорсухіјѕԁһӏԛԝкмтвнαορεικνυτχβ", "aeopcyxijsdhlqwkmtbhaopeikvutxb")
_IN_CYRILLIC = str.maketrans("aeopcyxijs", "аеорсухіјѕ")
_SIGNS = "@$!|€£+¡"
_AS_I = str.maketrans("0134578@$!|€£+¡", "oieastbasiielti")
_AS_L = str.maketrans("1!|¡", "llll")

_PART = re.compile(rf"[^\W_]++(?:[{MARKS}{UNSEEN}]++[^\W_]*+)*+")
_SIGN = re.compile(f"[{_SIGNS}]")
_MASKED = re.compile(rf"(?:[^\W_]++|[{_SIGNS}{MARKS}{UNSEEN}]++)++")
_LATIN = re.compile("[a-z]")
_CYRILLIC = re.compile("[а-ӿ]")
_DRAWN_OUT = re.compile(r"(.)\1\1")


class Written(NamedTuple):
    """What a piece of a text may stand for, and from where to where it stands."""

    forms: tuple[str, ...]
    start: int
    end: int


def words_in(text: str) -> list[Written]:
    """Return the words of a text in order. A non-joiner divides words, as `lib.words` has it."""
    return [Written(forms_of(each[0]), each.start(), each.end()) for each in _PART.finditer(text)]


def joined_in(text: str, words: Sequence[Written]) -> Iterator[Written]:
    """Give what is one word though it is not written in letters alone: with signs in it, or with non-joiners."""
    if _SIGN.search(text):
        yield from _with_signs(text)
    if any(sign in text for sign in NON_JOINERS):
        yield from _with_non_joiners(text, words)


def _with_signs(text: str) -> Iterator[Written]:
    for each in _MASKED.finditer(text):
        # A sign at either end is a letter or only stands there: !diot, "No!"
        for bare in {each[0], each[0].rstrip(_SIGNS), each[0].strip(_SIGNS)}:
            if _SIGN.search(bare) and any(map(str.isalpha, bare)):
                start = each.start() + each[0].index(bare)
                yield Written(forms_of(bare), start, start + len(bare))


def _with_non_joiners(text: str, words: Sequence[Written]) -> Iterator[Written]:
    run: list[Written] = []
    for word in words:
        if run and _is_joined(text[run[-1].end : word.start]):
            run.append(word)
            continue
        if len(run) > 1:
            yield _one_of(run)
        run = [word]
    if len(run) > 1:
        yield _one_of(run)


def apart_in(text: str, words: Sequence[Written]) -> Iterator[list[Written]]:
    """Give the runs of single letters, each of which may hold words: "f u c k", "f.u.c.k"."""
    run: list[Written] = []
    for word in words:
        is_letter = len(word.forms[0]) == 1
        if is_letter and run and _is_narrow(text[run[-1].end : word.start]):
            run.append(word)
            continue
        if len(run) >= FEWEST_APART:
            yield run
        run = [word] if is_letter else []
    if len(run) >= FEWEST_APART:
        yield run


def letters_of(run: Sequence[Written]) -> set[str]:
    """Return what a run of single letters may spell: as they are, and as those that they look like."""
    as_written = "".join(word.forms[0] for word in run)
    alike = "".join(word.forms[-1] for word in run)
    return {letters.translate(_AS_I) for letters in (as_written, alike) if not letters.isdecimal()}


@lru_cache(maxsize=20_000)
def forms_of(written: str) -> tuple[str, ...]:
    """Return what a word may stand for, itself first, each folded."""
    plain = _folded(written)
    forms = [plain]
    if not plain.isascii():
        forms.append(plain.translate(_ALIKE_IN_LATIN if _LATIN.search(plain) else _ALWAYS_ALIKE))
        if _CYRILLIC.search(plain):
            forms.insert(1, plain.translate(_IN_CYRILLIC))
    if any(map(str.isalpha, plain)) and not plain.isalpha():
        forms += [form.translate(_AS_L).translate(_AS_I) for form in forms]
        forms += [form.translate(_AS_I) for form in forms]
    for form in [each for each in forms if _DRAWN_OUT.search(each)]:
        forms += [_drawn_in(form, most) for most in (1, 2)]
    return tuple(dict.fromkeys(form[:LONGEST] for form in forms))


def _folded(written: str) -> str:
    return "".join(fold(written).split())


def _drawn_in(word: str, most: int) -> str:
    return "".join(letter * min(most, len(list(each))) for letter, each in groupby(word))


def _one_of(run: Sequence[Written]) -> Written:
    whole = "".join(word.forms[0] for word in run)
    return Written((whole[:LONGEST],), run[0].start, run[-1].end)


def _is_joined(gap: str) -> bool:
    return bool(gap) and not gap.strip(NON_JOINERS)


def _is_narrow(gap: str) -> bool:
    return len(gap) <= 3 and "\n" not in gap

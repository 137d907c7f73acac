"""Doubts a comment with somebody's card, bank account or national ID, known by its check digits, in three scripts.

Mostly they are another person's. A national ID of ten digits is looked for where Persian is written: one number in
eleven passes for it.
"""

import re
from collections.abc import Iterator

from dateline.lib.check_digits import IBAN_LENGTHS, is_card, is_dni, is_iban, is_iranian_id, is_pesel, is_turkish_id
from dateline.moderation.checks.opinion import CLEAN, Opinion, Span, Verdict, Words

SAYS = {
    "card number": "It holds the number of a payment card. Showing it gives somebody away.",
    "bank account": "It holds a bank account’s number. If it is not the writer’s own, showing it gives somebody away.",
    "national ID": "It holds what reads as a national identity number. Showing it gives somebody away.",
    "personal numbers": "It holds several numbers of cards, accounts or people. Showing them gives somebody away.",
}

_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_PERSIAN = re.compile("[\u0600-\u06ff]")

_MANY_DIGITS = re.compile(r"\d(?:[^\d\n]{0,2}\d){7}")
"""No such number has fewer than eight digits near each other. Quicker than looking for each kind."""

# Linear in the length of the text: a run of groups is taken once, and from each group few others are looked at.
_RUN = re.compile(r"(?<![^\W_])[0-9]++(?:[ \u00a0._\-\u2010-\u2013][0-9]++)*+")
_GROUP = re.compile(r"[0-9]++")
_ACCOUNT = re.compile(r"(?<![^\W_])[A-Z]{2}[0-9]{2}(?=[ \u00a0]?[A-Z0-9])", re.I)
_DNI = re.compile(r"(?<![^\W_])[0-9]{8}[ \-]?[A-Z](?![^\W_])", re.I)

_CARDS = {(16,), (15,), (19,), (4, 4, 4, 4), (4, 6, 5), (4, 4, 4, 4, 3), (6, 13)}
"""How the digits of a card are grouped."""
_IDS = {(10,), (3, 6, 1)}
MOST_GROUPS = 5


def check(words: Words) -> Opinion:
    """Doubt a comment that holds such a number in its name or text."""
    found = sorted({(span, kind) for kind, span in _numbers(words.text)})
    kinds = {kind for _, kind in found} | {kind for kind, _ in _numbers(words.name)}
    if not kinds:
        return CLEAN
    word = kinds.pop() if len(kinds) == 1 else "personal numbers"
    return Opinion(Verdict.DOUBT, word, SAYS[word], clause="law", spans=_apart(span for span, _ in found))


def _numbers(written: str) -> Iterator[tuple[str, Span]]:
    if not _MANY_DIGITS.search(written):
        return
    text = written.translate(_LATIN)
    for head in _ACCOUNT.finditer(text):
        if end := _end_of_account(text, head.start()):
            yield "bank account", (head.start(), end)
    for each in _DNI.finditer(text):
        if is_dni(re.sub("[ -]", "", each[0])):
            yield "national ID", each.span()
    is_persian = bool(_PERSIAN.search(text))
    for run in _RUN.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        for first in range(len(groups)):
            for some in (groups[first : first + many] for many in range(1, MOST_GROUPS + 1)):
                if kind := _kind("".join(text[start:end] for start, end in some), some, is_persian=is_persian):
                    yield kind, (some[0][0], some[-1][1])


def _kind(digits: str, groups: list[Span], *, is_persian: bool) -> str:
    sizes = tuple(end - start for start, end in groups)
    if sizes in _CARDS and is_card(digits):
        return "card number"
    if sizes == (24,) and is_iban(f"IR{digits}"):
        return "bank account"  # Iran's accounts are often written without their country
    if sizes == (11,) and (is_turkish_id(digits) or is_pesel(digits)):
        return "national ID"
    if is_persian and sizes in _IDS and is_iranian_id(digits):
        return "national ID"
    return ""


def _end_of_account(text: str, start: int) -> int:
    """Return where a bank account's number ends that begins here, spaces between its groups; 0 where none does."""
    length = IBAN_LENGTHS.get(text[start : start + 2].upper(), 0)
    signs, at = "", start
    while at < len(text) and len(signs) < length:
        sign = text[at]
        if not (sign in " \u00a0" and text[at - 1] not in " \u00a0"):
            signs += sign.upper()
        at += 1
    return at if is_iban(signs) else 0


def _apart(spans: Iterator[Span]) -> tuple[Span, ...]:
    apart: list[Span] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return tuple(apart)

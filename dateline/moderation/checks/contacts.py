"""Doubts a comment that holds a link, an e-mail address or a telephone number, in Latin, Persian or Arabic digits.

It finds what is written plainly. "Name at page dot org" passes, and so does a number without its area code, which
nobody can tell from a price or a news ID.
"""

import re
from collections.abc import Iterator

from dateline.lib.telephones import telephone_numbers
from dateline.moderation.checks.opinion import CLEAN, Opinion, Span, Verdict, Words

SAYS = {
    "link": "It holds a link. See where it leads before you show it.",
    "e-mail address": "It holds an e-mail address. If it is not the writer’s own, showing it gives somebody away.",
    "telephone number": "It holds a telephone number. If it is not the writer’s own, showing it gives somebody away.",
    "contacts": "It holds several ways to reach somebody. See whose they are before you show it.",
}
PRIVATE = {"e-mail address", "telephone number", "contacts"}
"""What may be somebody else's private data, of which the clause "law" speaks. A link is under no clause."""

# Linear in the length of the text: a pattern begins only where its run of characters begins, takes the run whole
# and never gives back (`++`, `*+`), so that no character is looked at from more than a few starts.
_LINK_OR_EMAIL = re.compile(
    r"""(?<![a-z0-9])(?:
      (?P<link> (?:https?|ftp)://[^\s<>"«»،؛]++ | www\.[^\s<>"«»،؛]++ )
    | (?P<email> (?<![._%+-])[a-z0-9._%+-]++@[a-z0-9-]++(?:\.[a-z0-9-]++)++ )
    | (?P<host> (?<![@-])[a-z0-9-]++(?:\.[a-z0-9-]++)++ ) (?P<path>/[^\s<>"«»،؛]++)?
    )""",
    re.X | re.I,
)
_AFTER_A_LINK = ".,:;!?…'’”)]}*؟"

_BARE = re.compile(
    "com|org|net|info|biz|edu|gov|io|ir|af|ru|ua|uk|de|fr|nl|eu|ch|se|dk|fi|pl|gr|pt|es|tr|iq|ae|sa|cn|jp|kr|br|ca|au|tv"
)
"""Ends of a name that is a link without `www` or a path. None is an English word, or "late.So we" would be a page."""


def check(words: Words) -> Opinion:
    """Doubt a comment with a way to reach somebody in its name or text; a legal doubt where it may be private."""
    in_text = list(_contacts(words.text))
    kinds = {kind for kind, _ in [*in_text, *_contacts(words.name)]}
    if not kinds:
        return CLEAN
    word = kinds.pop() if len(kinds) == 1 else "contacts"
    spans = tuple(sorted(span for _, span in in_text))
    return Opinion(Verdict.DOUBT, word, SAYS[word], clause="law" if word in PRIVATE else "", spans=spans)


def _contacts(text: str) -> Iterator[tuple[str, Span]]:
    """Give each contact with its kind: links and addresses, and the numbers in what is left between them."""
    between, last = [], 0
    for kind, (start, end) in _links_and_addresses(text):
        yield kind, (start, end)
        between += [text[last:start], "\n" * (end - start)]
        last = end
    for span in telephone_numbers("".join([*between, text[last:]])):
        yield "telephone number", span


def _links_and_addresses(text: str) -> Iterator[tuple[str, Span]]:
    for match in _LINK_OR_EMAIL.finditer(text):
        end = match.start() + len(match[0].rstrip(_AFTER_A_LINK))
        if match["email"]:
            yield "e-mail address", (match.start(), end)
        elif match["link"] or (match["path"] and _may_end_a_host(match["host"].rpartition(".")[2])):
            yield "link", (match.start(), end)
        elif bare := _bare_host(match["host"]):
            yield "link", (match.start(), match.start() + bare)


def _bare_host(name: str) -> int:
    """Return the length of what is a host in labels between points; 0 where none is."""
    labels = name.split(".")
    while len(labels) > 1:
        if _BARE.fullmatch(labels[-1].lower()) and _may_end_a_host(labels[-1]):
            return len(".".join(labels))
        labels.pop()
    return 0


def _may_end_a_host(label: str) -> bool:
    # "late.Shops were" lacks a space after its full stop; the end of a host is all small or all capitals.
    return len(label) > 1 and label.isalpha() and (label.islower() or label.isupper())

"""The parts of a story as its page shows them: headline, lead, caption, credit line, body.

Called by `captured_page.py` and `saved_page.py`, which hand over the story's lines and nothing else.

The caption's rule. The paragraph after the lead is a caption, when it is one line of at most 400 characters and
1. the paragraph after it opens with a credit line (“HNA - …”) and it does not itself; or
2. it says where people stand in a picture, “(L)”, “(second from right)”, or speaks of its photo, “(File photo)”; or
3. it ends in a day with its year, and stands on the line under the lead with a blank line after it.
A date at the end alone is not enough: a sentence of the story may end so. What no rule claims stays in the body, where
nothing is lost.
"""

import re
from dataclasses import dataclass

LONGEST_DERIVED = 90
LONGEST_HEADLINE = 160
LONGEST_CAPTION = 400

_ENDED = re.compile(r"[.!?؟…][”»\"')]*$")
_SIGNED = re.compile(r"(?P<name>[^\W\d_][\w.&’' \u200c]{0,38}?)\s+[-–—]\s+(?P<text>.+)", re.S)
_IN_PICTURE = re.compile(
    r"\((?:(?:\d(?:st|nd|rd|th)|first|second|third|far|top|front|back) )?(?:from )?(?:L|R|C|left|right|cent(?:er|re))\)"
    r"|\((?:file )?(?:photo|picture)\b[^)]*\)|^(?:photo|caption)\s*:"
    r"|\((?:[\w\u200c]+ ){0,4}(?:چپ|راست|وسط)\)|\(?عکس(?: از)?\s*:|\(عکس[^)]*\)",
    re.I,
)
_ENDS_IN_DAY = re.compile(
    r"(?:[^\W\d_]{3,9}\.? \d{1,2}, \d{4}|\d{1,2} [^\W\d_]{2,12} \d{4})\.?$",
)


@dataclass(frozen=True)
class PageParts:
    """The story divided; what the page does not say is empty."""

    headline: str
    source: str
    lead: str
    caption: str
    credit: str
    body: tuple[str, ...]


def divide(paragraphs: list[str], *, headline: str = "", under: frozenset[str] = frozenset()) -> PageParts:
    """Return the parts of at least one paragraph. `under` holds the lines that the third rule of captions allows."""
    if not headline:
        headline, paragraphs = _headline(paragraphs)
    source, lead = _unsigned(paragraphs[0])
    rest = paragraphs[1:]
    caption = rest.pop(0) if _is_caption(rest, under) else ""
    credit = ""
    if rest:
        credit, rest[0] = _unsigned(rest[0])
    return PageParts(headline, source, lead, caption, credit, tuple(rest))


def derive_headline(lead: str) -> str:
    """Return a headline made from the lead: its first words, cut between words at 90 characters."""
    first = re.split(r"(?<=\w)[.!?؟](?:\s|$)", lead, maxsplit=1)[0].strip()
    if len(first) > LONGEST_DERIVED:
        first = first[: LONGEST_DERIVED - 1].rsplit(" ", 1)[0].rstrip(" ,،;:–-") + "…"
    return first


def _headline(paragraphs: list[str]) -> tuple[str, list[str]]:
    """A headline is a short first line that does not end as a sentence does, above a lead that does."""
    first, rest = paragraphs[0], paragraphs[1:]
    is_headline = (
        rest
        and len(first) <= LONGEST_HEADLINE
        and not _ENDED.search(first)
        and not _signature(first)
        and _ENDED.search(rest[0])
        and not _IN_PICTURE.search(rest[0])
    )
    return (first, rest) if is_headline else ("", paragraphs)


def _is_caption(rest: list[str], under: frozenset[str]) -> bool:
    if not rest or len(rest[0]) > LONGEST_CAPTION or _signature(rest[0]):
        return False
    before_credit = len(rest) > 1 and _signature(rest[1]) is not None
    ends_in_day = rest[0] in under and _ENDS_IN_DAY.search(rest[0]) is not None
    return before_credit or ends_in_day or _IN_PICTURE.search(rest[0]) is not None


def _signature(text: str) -> re.Match[str] | None:
    """A name of at most four words, a dash with spaces, then a sentence: “HNA - Dana Osk said”."""
    match = _SIGNED.match(text)
    if not match or len(match["name"].split()) > 4 or match["name"][0].islower() or match["text"][0].islower():
        return None
    return match


def _unsigned(text: str) -> tuple[str, str]:
    match = _signature(text)
    return (match["name"], match["text"]) if match else ("", text)

"""A captured page: the visible text of one story page. Facts are found by rule, never by line number.

The rules are in `docs/formats/captured-page.md`. Called through `formats.read`.

The caption's rule. The paragraph after the lead is a caption, when it is one line of at most 400 characters and
1. the paragraph after it opens with a credit line (“HNA - …”) and it does not itself; or
2. it says where people stand in a picture, “(L)”, “(second from right)”, or speaks of its photo, “(File photo)”; or
3. it ends in a day with its year, and stands on the line under the lead with a blank line after it.
A date at the end alone is not enough: a sentence of the story may end so. What no rule claims stays in the body, where
nothing is lost.
"""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dateline.wire.formats.comment_form import take_form
from dateline.wire.formats.page_dates import DateOrder
from dateline.wire.formats.page_facts import take_facts
from dateline.wire.item import WireCaption, WireItem, WireRefused

NAME = "captured page"
LONGEST_DERIVED = 90
LONGEST_HEADLINE = 160
LONGEST_CAPTION = 400
MOST_LINES = 10_000
"""Each line is looked at by rules that take up to half a millisecond: this bounds what a slip can cost."""

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
class _Parts:
    """The text divided; what the page does not say is empty."""

    headline: str
    source: str
    lead: str
    caption: str
    credit: str
    body: tuple[str, ...]


def recognises(text: str) -> bool:
    """Any text may be a captured page; `read` refuses what is none."""
    return True


def read(text: str, *, zone: ZoneInfo, dates: DateOrder | None = None) -> WireItem:
    """Return what the page says. Raises `WireRefused` when it has no date, an impossible one, or no text."""
    facts = take_facts(lines_of(text))
    published_at = facts.published_at(zone, dates)
    end = take_form(facts.rest)
    if not any(re.search(r"\w", line) for line in end.story):
        raise WireRefused("The page has no text beyond its date and boilerplate.")
    parts = _divide(end.story, under=_glued(text))
    return WireItem(
        format=NAME,
        news_id=facts.news_id,
        published_at=published_at,
        headline=parts.headline or derive_headline(parts.lead),
        headline_is_derived=not parts.headline,
        lead=parts.lead,
        source=parts.source,
        credit=parts.credit,
        paragraphs=parts.body,
        captions=(WireCaption(parts.caption),) if parts.caption else (),
        house_rules=end.rules,
        left_out=(*facts.lines, *end.left_out),
    )


def lines_of(text: str) -> list[str]:
    """Return the lines that are not empty, their white space made single spaces: a paragraph is a line.

    Raises `WireRefused` when there are more than a story page has.
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise WireRefused(f"The page has more than {MOST_LINES:,} lines; a story page has some dozens.")
    return lines


def derive_headline(lead: str) -> str:
    """Return a headline made from the lead: its first words, cut between words at 90 characters."""
    first = re.split(r"(?<=\w)[.!?؟](?:\s|$)", lead, maxsplit=1)[0].strip()
    if len(first) > LONGEST_DERIVED:
        first = first[: LONGEST_DERIVED - 1].rsplit(" ", 1)[0].rstrip(" ,،;:–-") + "…"
    return first


def _glued(text: str) -> set[str]:
    """The lines that stand right under another one and have a blank line, or the end, after them."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return {
        line
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False)
        if before and line and not after
    }


def _divide(paragraphs: list[str], *, under: set[str]) -> _Parts:
    headline, rest = _headline(paragraphs)
    source, lead = _unsigned(rest[0])
    rest = rest[1:]
    caption = rest.pop(0) if _is_caption(rest, under) else ""
    credit = ""
    if rest:
        credit, rest[0] = _unsigned(rest[0])
    return _Parts(headline, source, lead, caption, credit, tuple(rest))


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


def _is_caption(rest: list[str], under: set[str]) -> bool:
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

"""A captured page: the visible text of one story page. Facts are found by rule, never by line number.

The rules are in `docs/formats/captured-page.md`. Called through `formats.read`.
"""

import re
from zoneinfo import ZoneInfo

from dateline.wire.formats.comment_form import take_form
from dateline.wire.formats.page_dates import DateOrder
from dateline.wire.formats.page_facts import take_facts
from dateline.wire.formats.page_parts import derive_headline, divide
from dateline.wire.item import WireCaption, WireItem, WireRefused

NAME = "captured page"


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
    parts = divide(end.story, under=_glued(text))
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
    """Return the lines that are not empty, their white space made single spaces: a paragraph is a line."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _glued(text: str) -> frozenset[str]:
    """The lines that stand right under another one and have a blank line, or the end, after them."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return frozenset(
        line
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False)
        if before and line and not after
    )

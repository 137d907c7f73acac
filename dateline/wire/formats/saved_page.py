"""A page saved as HTML: its main text, and its facts from what it says to machines or from what it shows.

The rules are in `docs/formats/saved-page.md`. Called through `formats.read`. Nothing is fetched.
"""

import re
from datetime import datetime
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from dateline.wire.formats import html_tree
from dateline.wire.formats.comment_form import stated_rules, take_form
from dateline.wire.formats.html_shown import Picture, shown
from dateline.wire.formats.page_dates import DateOrder
from dateline.wire.formats.page_facts import PageFacts
from dateline.wire.formats.page_metadata import PageMetadata, metadata_of
from dateline.wire.formats.page_parts import PageParts, derive_headline, divide
from dateline.wire.formats.story_window import MainText, StoryWindow, find_story
from dateline.wire.item import WireCaption, WireItem, WireRefused

NAME = "saved page"
LONGEST_HEADLINE = 250

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|meta|title|main|article|div|table)\b",
    re.I | re.S,
)


def recognises(text: str) -> bool:
    """Whether the text opens as an HTML page does."""
    return _HTML.match(text[:10_000]) is not None


def read(text: str, *, zone: ZoneInfo, dates: DateOrder | None = None) -> WireItem:
    """Return what the page says. Raises `WireRefused` when it has no date, no text, or would take too long to read."""
    tree = html_tree.parse(text)
    said = metadata_of(tree, text)
    window = find_story(shown(tree), MainText(tree), said)
    facts = window.facts()
    story, labels = window.story_lines(facts.rest, said.headline)
    end = take_form(story)
    if not any(re.search(r"\w", line) for line in end.story):
        raise WireRefused("The page has no text beyond its date and boilerplate.")
    headline = said.headline if len(said.headline) <= LONGEST_HEADLINE else ""
    parts = divide(end.story, headline=headline)
    caption = _caption(window, parts, said)
    is_caption_twice = parts.caption and caption is not None and caption.text != parts.caption
    return WireItem(
        format=NAME,
        news_id=facts.news_id if facts.news_id is not None else said.news_id,
        published_at=_first_possible(facts, said, zone, dates),
        headline=parts.headline or derive_headline(parts.lead),
        headline_is_derived=not parts.headline,
        lead=parts.lead,
        source=parts.source,
        credit=parts.credit,
        paragraphs=(parts.caption, *parts.body) if is_caption_twice else parts.body,
        captions=(caption,) if caption else (),
        house_rules=(*end.rules, *stated_rules(line.text for line in window.below)),
        left_out=(*facts.lines, *labels, *end.left_out),
        language=said.language,
        addresses=said.addresses,
        notes=_notes(window),
    )


def _first_possible(facts: PageFacts, said: PageMetadata, zone: ZoneInfo, dates: DateOrder | None) -> datetime:
    """The date that the page says to machines, which names its offset and has one reading; else the one it shows."""
    if said.date is not None:
        try:
            return said.date.instant(zone, order=dates)
        except WireRefused:
            if facts.date is None:
                raise
    return facts.published_at(zone, dates)


def _caption(window: StoryWindow, parts: PageParts, said: PageMetadata) -> WireCaption | None:
    picture = window.picture or Picture("")
    text = picture.caption or parts.caption or said.caption
    file = _beside(picture.source)
    if not text and file is None:
        return None
    return WireCaption(text, file, alt=picture.alt, credit=picture.credit or said.credit)


def _beside(source: str) -> str | None:
    """The relative path of a file that lies with the page; None for an address elsewhere."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return unquote(parts.path)


def _notes(window: StoryWindow) -> tuple[str, ...]:
    if not window.further_pictures:
        return ()
    return (f"Pictures of the page that are not taken in: {window.further_pictures}; one is.",)

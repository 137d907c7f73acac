"""A captured page: the visible text of one story page. Facts are found by rule, never by line number."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateline.wire.item import WireCaption, WireItem, WireRefused

NAME = "captured page"
LONGEST_HEADLINE = 90

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?"
_DATES = [
    re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>[A-Za-z]{{3,9}})\.?,?\s+(?P<year>\d{{4}})[\s,–-]+{_CLOCK}"),
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})[T\s,–-]+{_CLOCK}"),
]
_LABEL = re.compile(r"^(?:date|published|time)\s*:\s*|[\s|–-]+$", re.I)
_NEWS_ID = re.compile(r"\b(?:news\s+(?:id|code)|code)\s*:\s*(\d{1,16})\b", re.I)
_BOILERPLATE = re.compile(
    r"send comments?|(?:post|leave) (?:a|your) comment|please (?:type|write) .*\bcomments?\b.*"
    r"|(?:the )?comments? .*\bwill not be (?:disclosed|published|shown)\.?|share(?: this)?|print|tags?:.*",
    re.I,
)
_RULE = re.compile(r"\bcomments?\b.*\b(?:in \w+|will not be)\b", re.I)
_SIGNED = re.compile(r"^(?P<name>[^\W\d_][\w.&’' ]{0,38}?)\s+[-–—]\s+(?P<text>.+)$", re.S)


def recognises(text: str) -> bool:
    """Any text may be a captured page; `read` refuses what is none."""
    return True


def read(text: str, *, zone: ZoneInfo) -> WireItem:
    """Return what the page says. Raises `WireRefused` when it has no date, an impossible one, or no text."""
    paragraphs = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    published_at, news_id, paragraphs = _facts(paragraphs, zone)
    paragraphs, house_rules = _without_form(paragraphs)
    if not paragraphs:
        raise WireRefused("The page has no text beyond its date and boilerplate.")
    headline, source, lead, captions, credit, body = _parts(paragraphs)
    return WireItem(
        format=NAME,
        news_id=news_id,
        published_at=published_at,
        headline=headline or derive_headline(lead),
        headline_is_derived=not headline,
        lead=lead,
        source=source,
        credit=credit,
        paragraphs=tuple(body),
        captions=tuple(WireCaption(caption) for caption in captions),
        house_rules=house_rules,
    )


def derive_headline(lead: str) -> str:
    """Return a headline made from the lead: its first words, cut between words at 90 characters."""
    first = re.split(r"(?<=\w)[.!?](?:\s|$)", lead, maxsplit=1)[0].strip()
    if len(first) > LONGEST_HEADLINE:
        first = first[: LONGEST_HEADLINE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
    return first


def _facts(paragraphs: list[str], zone: ZoneInfo) -> tuple[datetime, int | None, list[str]]:
    """Find the date line and the number. A line that holds more than these facts is text."""
    published_at, news_id, rest = None, None, []
    for paragraph in paragraphs:
        bare = paragraph
        number = _NEWS_ID.search(bare) if news_id is None else None
        if number:
            bare = bare.replace(number[0], " ", 1)
        date = _date_in(bare) if published_at is None else None
        if date:
            bare = bare.replace(date[0], " ", 1)
        if (number or date) and not _LABEL.sub("", bare.strip()).strip(" |,–-"):
            news_id = int(number[1]) if number else news_id
            published_at = _instant(date, zone) if date else published_at
        else:
            rest.append(paragraph)
    if published_at is None:
        raise WireRefused("The page has no date line, such as “05 September 2016 - 23:37”.")
    return published_at, news_id, rest


def _date_in(text: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.search(text) for pattern in _DATES)), None)


def _instant(date: re.Match[str], zone: ZoneInfo) -> datetime:
    month = date["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0
    try:
        local = datetime(
            int(date["year"]), number, int(date["day"]), int(date["hour"]), int(date["minute"]), tzinfo=zone
        )
        instant = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise WireRefused(f"The date “{date[0]}” does not exist.") from None
    if instant.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise WireRefused(f"The time “{date[0]}” does not exist in {zone.key}: the clocks went forward over it.")
    return instant


def _without_form(paragraphs: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Take the comment form's text off the end; the same words in the midst of the text stay."""
    kept, form = list(paragraphs), []
    while kept and _BOILERPLATE.fullmatch(kept[-1]):
        form.insert(0, kept.pop())
    return kept, tuple(line for line in form if _RULE.search(line))


def _parts(paragraphs: list[str]) -> tuple[str, str, str, list[str], str, list[str]]:
    """Divide the text: headline, source, lead, captions, credit, body."""
    signed = [index for index, text in enumerate(paragraphs) if _signature(text)]
    opening = next((index for index in signed if index > 0), None) if len(signed) > 1 or 0 not in signed else None
    lead_at = signed[0] if signed and signed[0] <= 1 and (opening is None or signed[0] < opening) else 0
    headline = paragraphs[0] if lead_at == 1 else ""
    source, lead = _unsigned(paragraphs[lead_at])
    rest = paragraphs[lead_at + 1 :]
    if opening is None or opening <= lead_at:
        return headline, source, lead, [], "", rest or []
    before, rest = paragraphs[lead_at + 1 : opening], paragraphs[opening:]
    credit, rest[0] = _unsigned(rest[0])
    return headline, source, lead, before[:1], credit, [*before[1:], *rest]


def _signature(text: str) -> re.Match[str] | None:
    match = _SIGNED.match(text)
    return match if match and len(match["name"].split()) <= 4 and match["name"][0].isupper() else None


def _unsigned(text: str) -> tuple[str, str]:
    match = _signature(text)
    return (match["name"], match["text"]) if match else ("", text)

"""What an HTML page says of itself to machines: JSON-LD, meta elements, its addresses. Called by `saved_page.py`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from dateline.lib.text import fold, plain
from dateline.wire.formats.page_dates import PageDate, find_date

_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "date",
)
_NEWS_ID = ("news_id", "newsid", "news-id", "article:id")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)\s*(\S+) -->")
_IN_ADDRESS = re.compile(r"/news/(?:[a-z]{2,3}/)?(\d{1,16})(?=[/.]|$)")


@dataclass(frozen=True)
class PageMetadata:
    """What the page says of itself; a missing text is empty."""

    date: PageDate | None
    news_id: int | None
    headline: str
    description: str
    language: str
    addresses: tuple[str, ...]
    """Whole addresses that the page had: its canonical one first, then where it was saved from."""
    picture: str
    caption: str
    credit: str


def metadata_of(tree: html.HtmlElement, text: str) -> PageMetadata:
    """Return what the page, a tree and the text that it was made of, says of itself.

    What cannot be understood is passed over.
    """
    said = _meta(tree)
    article = next(_articles(tree), {})
    addresses = tuple(dict.fromkeys(filter(None, [_canonical(tree, said), _saved_from(text)])))
    picture = _first(article.get("image"))
    return PageMetadata(
        date=_date(tree, said, article),
        news_id=_news_id(said, article, addresses),
        headline=_headline(tree, said, article),
        description=said.get("og:description") or said.get("description") or _text(article.get("description")),
        language=_text(article.get("inLanguage")) or tree.get("lang") or tree.get("xml:lang") or "",
        addresses=addresses,
        picture=said.get("og:image") or _text(picture.get("url") or picture.get("contentUrl")),
        caption=_text(picture.get("caption")),
        credit=_text(picture.get("creditText")) or _text(_first(picture.get("creator")).get("name")),
    )


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    """The first value under each name, in small letters: `name`, `property` and `itemprop` are used alike."""
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        said.setdefault(name.lower(), _text(element.get("content")))
    return said


def _articles(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that are an article, wherever in the page's graph."""
    for script in tree.iter("script"):
        if script.get("type", "").strip().lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                if any(str(kind).endswith(("Article", "BlogPosting")) for kind in _all(value.get("@type"))):
                    yield value
                waiting += reversed(list(value.values()))
            elif isinstance(value, list):
                waiting += reversed(value)


def _date(tree: html.HtmlElement, said: dict[str, str], article: dict[str, Any]) -> PageDate | None:
    times = tree.xpath("//time[@datetime][@itemprop='datePublished' or @pubdate]") or tree.xpath(
        "(//article|//main)//time[@datetime]"
    )
    for text in (
        _text(article.get("datePublished")),
        *map(said.get, _PUBLISHED),
        *(time.get("datetime") for time in times[:1]),
    ):
        if text and (date := find_date(text)):
            return date
    return None


def _news_id(said: dict[str, str], article: dict[str, Any], addresses: tuple[str, ...]) -> int | None:
    stated = [*map(said.get, _NEWS_ID), _text(_first(article.get("identifier")).get("value"))]
    in_address = [match[1] for address in addresses if (match := _IN_ADDRESS.search(path_of(address)))]
    number = next((text for text in [*stated, *in_address] if text and re.fullmatch(r"\d{1,16}", text)), None)
    return int(number) if number else None


def _headline(tree: html.HtmlElement, said: dict[str, str], article: dict[str, Any]) -> str:
    """The heading that the page's title confirms, as it is shown; else the title itself without the site's name."""
    site = said.get("og:site_name") or _text(_first(article.get("publisher")).get("name"))
    title = _text(next(tree.iter("title"), html.Element("title")).text)
    titles = [said.get("og:title", ""), _text(article.get("headline")), title]
    for heading in tree.iter("h1", "h2", "h3"):
        shown = _text(heading.text_content())
        if len(key(shown)) >= 10 and shown != site and any(key(shown) in key(each) for each in titles):
            return shown
    bare = (_without(site, each) for each in titles)
    return next((each for each in bare if each and each != site), "")


def _without(site: str, title: str) -> str:
    parts = re.split(r"\s+[|–—»·:-]+\s+", title)
    if site and len(parts) > 1 and key(site) in (key(parts[0]), key(parts[-1])):
        parts = parts[1:] if key(parts[0]) == key(site) else parts[:-1]
        return title[title.index(parts[0]) : title.rindex(parts[-1]) + len(parts[-1])]
    return title


def _canonical(tree: html.HtmlElement, said: dict[str, str]) -> str:
    links = (
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    )
    return _text(next(links, "")) or said.get("og:url", "")


def _saved_from(text: str) -> str:
    """The address in the comment that browsers write at the top of a page that they save."""
    match = _SAVED_FROM.search(text[:4096])
    return match[1] if match else ""


def key(text: str) -> str:
    """Return the letters and digits alone, so that texts which differ in marks and spaces compare as the same."""
    return re.sub(r"\W+", "", fold(text))


def path_of(address: str) -> str:
    """Return the path of a whole address or of a part of one; empty for what is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def file_name(address: str) -> str:
    """Return the last part of an address, by which a picture is known again where it was saved."""
    return unquote(re.split(r"[?#]", address, maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1])


def _first(value: Any) -> dict[str, Any]:
    value = next(iter(_all(value)), None)
    if isinstance(value, dict):
        return value
    return {} if value is None else {"url": value, "name": value, "value": value}


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return " ".join(plain(str(value)).split()) if isinstance(value, str | int) else ""

"""What an HTML page shows a reader, in its order: lines of text and pictures. Called by `saved_page.py`."""

import re
from dataclasses import dataclass, replace

from lxml import html

from dateline.lib.text import plain

# fmt: off
_NO_TEXT = {
    "aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "map", "math",
    "nav", "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
}
# fmt: on
_CREDIT = re.compile(r"credit|photographer|copyright|author|creator", re.I)
_CREDITS_LABEL = re.compile(r"(?:photo(?:graph)?(?: by)?|credit|عکس|عکاس)\s*:\s*", re.I)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.I)


@dataclass(frozen=True)
class Line:
    """A line of text; whether every word of it is a link."""

    text: str
    is_link: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture: where its file lies, and what stands with it."""

    source: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


Shown = Line | Picture


def shown(tree: html.HtmlElement) -> list[Shown]:
    """Return what the page shows. A block of text and a line break each begin a line; what is hidden is left out."""
    reader = _Reader()
    reader.read(tree)
    reader.end_line()
    return reader.shown


class _Reader:
    """Walks a tree once; its depth is bounded by the parser."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self._words: list[str] = []
        self._has_own_words = False
        self._captions: set[html.HtmlElement | None] = set()

    def read(self, node: html.HtmlElement, *, in_link: bool = False) -> None:
        if not isinstance(node.tag, str) or node.tag in _NO_TEXT or node in self._captions or _is_hidden(node):
            return
        if node.tag == "img":
            self._picture(node)
        elif node.tag == "figure":
            self._figure(node)
        elif node.tag in _INLINE:
            self._inside(node, in_link=in_link or node.tag == "a")
        else:
            self.end_line()
            self._inside(node, in_link=in_link)
            self.end_line()

    def end_line(self) -> None:
        text = _spaced("".join(self._words))
        if text:
            self.shown.append(Line(text, is_link=not self._has_own_words))
        self._words, self._has_own_words = [], False

    def _inside(self, node: html.HtmlElement, *, in_link: bool) -> None:
        self._say(node.text, in_link=in_link)
        for child in node:
            self.read(child, in_link=in_link)
            self._say(child.tail, in_link=in_link)

    def _say(self, words: str | None, *, in_link: bool) -> None:
        if words:
            self._words.append(words)
            self._has_own_words |= not in_link and not words.isspace()

    def _picture(self, image: html.HtmlElement) -> None:
        source = image.get("src") or ""
        if not source or source.startswith("data:"):
            source = image.get("data-src") or ""
        if source.strip():
            self.shown.append(Picture(source.strip(), _spaced(image.get("alt") or "")))

    def _figure(self, figure: html.HtmlElement) -> None:
        """Show a figure's caption with its first picture; alone, where the picture has no address or there is none."""
        self.end_line()
        caption = next(figure.iter("figcaption"), None)
        self._captions.add(caption)
        before = len(self.shown)
        self._inside(figure, in_link=False)
        self.end_line()
        if caption is not None:
            credit, text = _signed(caption)
            inside = self.shown[before:]
            picture = next((each for each in inside if isinstance(each, Picture)), Picture(""))
            told = replace(picture, caption=text, credit=credit)
            self.shown[before:] = [told, *(each for each in inside if each is not picture)]


def _is_hidden(node: html.HtmlElement) -> bool:
    return node.get("hidden") is not None or bool(_NOT_SHOWN.search(node.get("style") or ""))


def _signed(caption: html.HtmlElement) -> tuple[str, str]:
    """The credit that an element of the caption holds, and the words of the caption without it."""
    words = caption.text_content()
    for part in caption.iterdescendants():
        if isinstance(part.tag, str) and _CREDIT.search(f"{part.get('class')} {part.get('itemprop')}"):
            credit = part.text_content()
            return _CREDITS_LABEL.sub("", _spaced(credit)), _spaced(words.replace(credit, " ", 1))
    return "", _spaced(words)


def _spaced(words: str) -> str:
    # Entities may stand for marks that the page's text had no more: control characters, letters taken apart.
    return " ".join(plain(words).split())

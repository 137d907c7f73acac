"""Where on an HTML page the story stands: from its headline to the last line of its main text, which trafilatura finds.

Called by `saved_page.py`. trafilatura says only where the text lies; the words are the page's own, because its copy of
them loses the joiners that Persian is written with (decisions/0007). What stands above, beside and below is the site's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from dateline.wire.formats.comment_form import is_form
from dateline.wire.formats.html_shown import Line, Picture, Shown
from dateline.wire.formats.page_facts import PageFacts, take_facts
from dateline.wire.formats.page_metadata import PageMetadata, file_name, key
from dateline.wire.item import WireRefused

_NEAR = 40
"""Lines above and below the story in which its date and number are looked for; further off they are another's."""

_SHORT = 60
"""Characters. A line above the text that is no longer and no sentence is a label: a section, a byline, a button."""

_SENTENCE = re.compile(r"[.!?؟…][”»\"')]*$")
_DISTINCT = 20
"""Letters that a line must have to be known as a part of another; fewer may stand there by chance."""

_LONGEST_SEARCHED = 500_000


class MainText:
    """The text that trafilatura takes for the story's; a line of the page is in it or not."""

    def __init__(self, tree: html.HtmlElement) -> None:
        import trafilatura  # takes half a second, for which pages of text need not wait

        try:
            found = trafilatura.extract(tree, include_comments=False) or ""
        except Exception as fault:  # it walks a stranger's tree by many rules, and no page may stop the others
            raise WireRefused(f"The page's main text cannot be found ({type(fault).__name__}).") from fault
        keys = [key(line) for line in found.splitlines()]
        self._lines = frozenset(keys)
        self._whole = "".join(keys)[:_LONGEST_SEARCHED]

    def __contains__(self, words: str) -> bool:
        letters = key(words)
        return bool(letters) and (letters in self._lines or (len(letters) > _DISTINCT and letters in self._whole))


@dataclass(frozen=True)
class StoryWindow:
    """The page cut in three; and the story's picture, if one stands in it."""

    above: list[Line]
    lines: list[Line]
    below: list[Line]
    picture: Picture | None
    further_pictures: int
    main: MainText

    def facts(self) -> PageFacts:
        """Return date and number, from the window or from the nearest line around it, and the window's other lines."""
        inside = take_facts([line.text for line in self.lines])
        when, news_id = inside.date, inside.news_id
        for pair in self._pairs_around():
            if when is not None and news_id is not None:
                break
            near = take_facts([line.text for line in pair])
            when = when or near.date
            news_id = near.news_id if news_id is None else news_id
        return PageFacts(when, news_id, inside.lines, inside.rest)

    def story_lines(self, lines: list[str], headline: str) -> tuple[list[str], list[str]]:
        """Part the lines of the story from the labels, buttons and links among them. The headline is in neither."""
        links = {line.text for line in self.lines if line.is_link}
        story: list[str] = []
        left_out: list[str] = []
        has_begun = is_titled = False
        for line in lines:
            if not is_titled and key(line) == key(headline):
                is_titled = True
            elif line in self.main:
                has_begun = True
                story.append(line)
            elif line in links or is_form(line) or (not has_begun and _is_label(line)):
                left_out.append(line)
            else:
                story.append(line)
        return story, left_out

    def _pairs_around(self) -> Iterator[list[Line]]:
        """The lines around the window, each with the one after it, the nearest first."""
        for distance in range(1, _NEAR + 1):
            if distance <= len(self.above):
                yield self.above[len(self.above) - distance :][:2]
            if distance <= len(self.below):
                yield self.below[distance - 1 : distance + 1]


def find_story(page: Sequence[Shown], main: MainText, said: PageMetadata) -> StoryWindow:
    """Return the window of the story on what the page shows."""
    start, end = _bounds(page, main, said.headline)
    inside = page[start:end]
    picture = _choose(inside, said) or _choose([each for each in page if _is_named(each, said)], said)
    return StoryWindow(
        above=[each for each in page[:start] if isinstance(each, Line)],
        lines=[*filter(None, (_as_line(each) for each in inside if each is not picture))],
        below=[each for each in page[end:] if isinstance(each, Line)],
        picture=picture,
        further_pictures=sum(isinstance(each, Picture) and each is not picture for each in inside),
        main=main,
    )


def _bounds(page: Sequence[Shown], main: MainText, headline: str) -> tuple[int, int]:
    lines = [(at, each) for at, each in enumerate(page) if isinstance(each, Line)]
    found = [(at, line) for at, line in lines if line.text in main]
    if not found:
        return 0, len(page)
    start, end = found[0][0], max((at for at, line in found if not line.is_link), default=found[-1][0]) + 1
    letters = key(headline)
    headings = [at for at, line in lines if at < end and letters and key(line.text) == letters and not line.is_link]
    if headings and 2 * _size(found, headings[0], end) > _size(found, start, end):
        start = headings[0]
    while start and isinstance(page[start - 1], Picture):
        start -= 1
    return start, end


def _size(lines: Sequence[tuple[int, Line]], start: int, end: int) -> int:
    return sum(len(line.text) for at, line in lines if start <= at < end)


def _choose(shown: Sequence[Shown], said: PageMetadata) -> Picture | None:
    """The first picture with a caption, else the one that the page names for others to show, else the first."""
    pictures = [each for each in shown if isinstance(each, Picture)]
    captioned = [picture for picture in pictures if picture.caption]
    named = [picture for picture in pictures if _is_named(picture, said)]
    return next(iter([*captioned, *named, *pictures]), None)


def _is_named(each: Shown, said: PageMetadata) -> bool:
    return isinstance(each, Picture) and bool(said.picture) and file_name(each.source) == file_name(said.picture)


def _as_line(each: Shown) -> Line | None:
    """A picture that is not taken leaves its caption to the text."""
    if isinstance(each, Picture):
        return Line(each.caption) if each.caption else None
    return each


def _is_label(line: str) -> bool:
    return len(line) <= _SHORT and not _SENTENCE.search(line)

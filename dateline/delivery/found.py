"""What the search page shows: a leaf of stories, their number, or what may have been meant. `views/search.py` asks."""

from dataclasses import dataclass, replace
from typing import Any

from dateline.delivery.asked import Asked
from dateline.delivery.paging import Leaf
from dateline.delivery.templatetags.marking import snippet, spans
from dateline.lib.text import fold
from dateline.stories.models import Story
from dateline.stories.news_ids import LARGEST
from dateline.stories.search.finding import COUNTED, RANKED, Archive, Finding, finding
from dateline.stories.search.nearest import better

ON_A_PAGE = 20


@dataclass(frozen=True)
class Hit:
    """A story, and the words of it that show why it was found."""

    story: Story
    snippet: str


@dataclass(frozen=True)
class Found:
    """The answer. `number` is None where it was not counted: past the first page."""

    leaf: Leaf
    named: Hit | None = None
    number: int | None = None
    is_ranked_in_part: bool = False
    better: Asked | None = None

    @property
    def is_more(self) -> bool:
        """Whether there are more than are counted."""
        return self.number is not None and self.number > COUNTED

    @property
    def counted(self) -> int:
        return COUNTED

    @property
    def ranked(self) -> int:
        return RANKED


def look(asked: Asked, archive: Archive) -> Found:
    """Find what is asked for in an edition's archive. As many queries for many as for few."""
    named = _named(asked, archive.public)
    with finding(replace(archive, public=archive.public.for_lists()), asked.wanted) as found:
        is_ranked = asked.by_fit and bool(asked.question.asked)
        rows, next_key, all_seen = _best(asked, found) if is_ranked else _newest(found)
        number = found.number() if asked.is_first_page and all_seen is None else all_seen
    leaf = Leaf(_hits(rows, asked, archive.public, but=named), next_key, asked.is_first_page)
    meant = None if rows or named or not asked.is_first_page else better(asked.wanted, archive)
    return Found(
        leaf=leaf,
        named=Hit(named, named.lead) if named else None,
        number=number if asked.is_first_page else None,
        is_ranked_in_part=is_ranked and all_seen is None and number != RANKED,
        better=asked.asking(meant) if meant else None,
    )


Ordered = tuple[list[Story], str, int | None]
"""A page of stories, the key of the next page, and how many there are in all if that is plain from it."""


def _newest(found: Finding) -> Ordered:
    rows = found.newest(ON_A_PAGE + 1)
    stories = [story for _place, story in rows[:ON_A_PAGE]]
    return (stories, str(rows[ON_A_PAGE - 1][0]), None) if len(rows) > ON_A_PAGE else (stories, "", len(rows))


def _best(asked: Asked, found: Finding) -> Ordered:
    ranked = found.best()
    end = asked.position + ON_A_PAGE
    # Later pages rank the same stories again: those up to the newest of today's first page.
    newest = max((place for place, _pk in ranked), default=0) + 1
    next_key = f"{newest}-{end}" if len(ranked) > end else ""
    stories = [story for _place, story in found.loaded(ranked[asked.position : end])]
    return stories, next_key, len(ranked) if len(ranked) < RANKED else None


def _named(asked: Asked, public: Any) -> Story | None:
    """Return the story whose news ID is asked for and nothing else."""
    number = fold(asked.question.text)
    if not (number.isascii() and number.isdecimal() and int(number) <= LARGEST and asked.is_first_page):
        return None
    story: Story | None = public.for_lists().filter(edition=asked.edition, news_id=int(number)).first()
    return story


def _hits(rows: list[Story], asked: Asked, public: Any, *, but: Story | None) -> list[Hit]:
    """Show the lead where it or the headline holds a word asked for, else the text round one: loaded in one query."""
    shown = [story for story in rows if story != but]
    further = [story.pk for story in shown if not spans(f"{story.headline}\n{story.lead}", asked.question)]
    texts = public.only("body", "byline", "photo_caption").in_bulk(further) if asked.question.asked and further else {}
    return [Hit(story, _snippet(story, texts.get(story.pk), asked)) for story in shown]


def _snippet(story: Story, whole: Story | None, asked: Asked) -> str:
    if not whole:
        return story.lead
    return snippet(f"{whole.text}\n{story.caption}\n{whole.byline}", asked.question) or story.lead

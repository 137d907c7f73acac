"""Keeps the index in step: `Story.publish` calls `index` in its transaction, `dateline reindex` all of `rebuild`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from dateline.lib import spelling
from dateline.lib.words import compounds, words_of
from dateline.stories.body import plain_text
from dateline.stories.models.search_index import SearchEntry, SearchWord
from dateline.stories.search import engine
from dateline.stories.search.row import Field, Row
from dateline.stories.search.wanted import SLOTS, edition_fact, first_place, genre_fact, section_fact

AT_ONCE = 500
"""Stories of one transaction of a rebuild: a second or two in which nobody else writes."""
MOST_WORDS = 20_000
"""Words of one text that are found. A book is not a story."""

SOME_WORDS = 5000
"""Words of one statement; both databases take more."""

Words = dict[int, set[str]]
"""Folded words by the key of their edition."""


@dataclass(frozen=True)
class Text:
    """What can be found of a story: what readers see of its newest published version."""

    story_id: int
    news_id: int
    edition_id: int
    section_id: int | None
    genre: str
    published_at: datetime
    headline: str
    lead: str
    rest: tuple[str, ...]

    @classmethod
    def of(cls, story: Any) -> "Text":
        """Take the text of a story, or of the row that a migration knows as one."""
        caption = story.photo_caption or (story.photo.caption if story.photo else "")
        return cls(
            story_id=story.pk,
            news_id=story.news_id,
            edition_id=story.edition_id,
            section_id=story.section_id,
            genre=story.genre,
            published_at=story.first_published_at,
            headline=story.headline,
            lead=story.lead,
            rest=(*plain_text(story.body).split("\n\n"), caption, story.byline),
        )

    def row(self, place: int) -> Row:
        return Row(place, _field(self.headline), _field(self.lead), _field(*self.rest), self._facts())

    def _facts(self) -> list[str]:
        section = [section_fact(self.section_id)] if self.section_id else []
        return [edition_fact(self.edition_id), *section, genre_fact(self.genre)]


def index(story: Any) -> None:
    """Make the published text of a story findable, and nothing else of it any more; of one held or killed, nothing."""
    if story.pub_status == "usable":
        _write([Text.of(story)], defaultdict(set))
    else:
        _forget([story.pk])


def forget_words(story: Any, words: Iterable[str]) -> None:
    """Offer these words no more to who nearly hits them; those that other texts hold come back with the next."""
    gone = {word.text for each in words for word in words_of(each)}
    SearchWord.objects.filter(edition=story.edition_id, word__in=gone).delete()


def rebuild(stories: Any) -> Iterator[int]:
    """Index the published among `stories` anew, and give after each batch how many are done.

    Readers find all through it what they found before; nearest words are offered again as they come by.
    """
    # Raw, because Wagtail listens to deletions of anything, and Django would fetch each word to tell it.
    SearchWord.objects.all()._raw_delete(SearchWord.objects.db)
    published = stories.filter(version__gt=0).select_related("photo").defer("ed_note").order_by("pk")
    done, last = 0, 0
    known: Words = defaultdict(set)
    while True:
        with transaction.atomic():
            batch = list(published.select_for_update(of=("self",)).filter(pk__gt=last)[:AT_ONCE])
            _forget([story.pk for story in batch if story.pub_status != "usable"])
            _write([Text.of(story) for story in batch if story.pub_status == "usable"], known)
        if not batch:
            return
        done, last = done + len(batch), batch[-1].pk
        yield done


def _write(texts: Sequence[Text], known: Words) -> None:
    """Store texts. `known` are the words of each edition that are kept for certain; it grows."""
    places = _take_places(texts)
    rows = [text.row(places[text.story_id]) for text in texts]
    engine.put(rows)
    words: Words = defaultdict(set)
    for text, row in zip(texts, rows, strict=True):
        words[text.edition_id].update(*row.headline, *row.lead, *row.rest)
    for edition_id, spelled in words.items():
        _remember(edition_id, spelled - known[edition_id])
        known[edition_id] |= spelled


def _forget(stories: Sequence[int]) -> None:
    entries = SearchEntry.objects.filter(story__in=stories)
    engine.take_out(list(entries.values_list("place", flat=True)))
    entries.delete()


def _take_places(texts: Sequence[Text]) -> dict[int, int]:
    """Give each story its place in time, empty of words; one whose time has moved takes another."""
    had = dict(SearchEntry.objects.filter(story__in=[text.story_id for text in texts]).values_list("story", "place"))
    engine.take_out(list(had.values()))
    kept = {
        text.story_id: had[text.story_id]
        for text in texts
        if text.story_id in had and had[text.story_id] // SLOTS == first_place(text.published_at) // SLOTS
    }
    SearchEntry.objects.filter(story__in=had.keys() - kept.keys()).delete()
    entries = [SearchEntry(place=place, story_id=story) for story, place in _free_places(texts, but=kept)]
    SearchEntry.objects.bulk_create(entries)
    return kept | {entry.story_id: entry.place for entry in entries}


def _free_places(texts: Iterable[Text], *, but: dict[int, int]) -> Iterator[tuple[int, int]]:
    wanted = {
        text.story_id: first_place(text.published_at) + text.news_id % SLOTS
        for text in texts
        if text.story_id not in but
    }
    taken = set(SearchEntry.objects.filter(place__in=wanted.values()).values_list("place", flat=True))
    for story, place in wanted.items():
        # An archive may have a thousand stories of one second, because it knows only their days.
        while place in taken or (place != wanted[story] and SearchEntry.objects.filter(place=place).exists()):
            place += 1
        taken.add(place)
        yield story, place


def _field(*texts: str) -> Field:
    words = [list(islice(words_of(text), MOST_WORDS)) for text in texts]
    joined = [word.text for text, its in zip(texts, words, strict=True) for word in compounds(text, its)]
    return [field for field in [*([word.text for word in its] for its in words), joined] if field]


def _remember(edition_id: int, words: Iterable[str]) -> None:
    """Keep the words that misspelt ones may be near to; in order, or two publications could wait for each other."""
    kept = sorted(word for word in words if _has_neighbours(word))
    for start in range(0, len(kept), SOME_WORDS):
        some = kept[start : start + SOME_WORDS]
        known = set(SearchWord.objects.filter(edition=edition_id, word__in=some).values_list("word", flat=True))
        SearchWord.objects.bulk_create(
            [_search_word(edition_id, word) for word in some if word not in known], ignore_conflicts=True
        )


def _has_neighbours(word: str) -> bool:
    return spelling.SHORTEST <= len(word) <= spelling.LONGEST and not word.isdecimal()


def _search_word(edition_id: int, word: str) -> SearchWord:
    head, middle, tail = spelling.thirds_of(word)
    return SearchWord(edition_id=edition_id, word=word, head=head, middle=middle, tail=tail)

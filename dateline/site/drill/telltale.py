"""Words that give a story away: runs of three words of its texts, and how often an answer holds them.

Whether a run is the story's own is not asked of the other stories: an answer that holds it is asked again in a world
without the story (`worlds.py`), and what stands there too is somebody else's.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote

from django.utils.html import strip_tags

from dateline.lib.words import words_of
from dateline.stories.models import Photo, Story, Version

RUN = 3
"""Words of a run. Two are often a name that others have; a longer run is lost when one word is marked or cut off."""
TEXTS = (
    "headline",
    "slugline",
    "slug",
    "kicker",
    "lead",
    "dateline_place",
    "byline",
    "photo_caption",
    "ed_note",
)
OF_A_PHOTO = ("title", "caption", "alt")
MOST_VERSIONS = 20

Run = tuple[str, ...]


def runs_of(story: Story, photos: Iterable[Photo]) -> set[Run]:
    """Return the runs of every text of a story: as it stands, as last saved, as published before, and of its photos."""
    texts = [*_texts(story), *_texts_of_photos(photos)]
    return {run for text in texts for run in runs_in(text)}


def runs_in(text: str) -> Iterator[Run]:
    """Yield the runs of one text; a shorter one is a run as a whole."""
    words = tuple(word.text for word in words_of(text))
    yield from (words[start : start + RUN] for start in range(max(1, len(words) - RUN + 1)) if words)


def counted(runs: set[Run], answer: str) -> Counter[Run]:
    """Return how often each run stands in an answer: in its source, where attributes are, and in its text."""
    source = unquote(unescape(answer))
    return _counted(runs, source) + _counted(runs, unescape(strip_tags(answer)))


def contents_of(story: Story) -> Iterator[dict[str, Any]]:
    """Yield the texts of a story as their rows keep them: the newest revision, then its versions."""
    if story.latest_revision:
        yield story.latest_revision.content
    yield from (
        Version.objects.filter(story=story.pk).order_by("-number").values_list("content", flat=True)[:MOST_VERSIONS]
    )


def _texts(story: Story) -> Iterator[str]:
    yield from (getattr(story, name) for name in TEXTS)
    yield from _leaves(list(story.body.raw_data))
    yield from story.contributors.values_list("name", flat=True)
    for content in contents_of(story):
        yield from (str(content.get(name) or "") for name in TEXTS)
        yield from _leaves(json.loads(content.get("body") or "[]"))


def _texts_of_photos(photos: Iterable[Photo]) -> Iterator[str]:
    for photo in photos:
        yield from (getattr(photo, name) for name in OF_A_PHOTO)
        if photo.file:
            yield PurePath(photo.file.name).stem


def _leaves(value: Any) -> Iterator[str]:
    """The texts of a body, whatever its blocks are made of; their kinds and keys are no words of the story."""
    match value:
        case {"type": str(), "value": inner}:
            yield from _leaves(inner)
        case dict():
            yield from (text for inner in value.values() for text in _leaves(inner))
        case list():
            yield from (text for inner in value for text in _leaves(inner))
        case str():
            yield unescape(strip_tags(value.replace("</p>", "</p>\n")))


def _counted(runs: set[Run], text: str) -> Counter[Run]:
    words = tuple(word.text for word in words_of(text))
    lengths = {len(run) for run in runs}
    return Counter(
        words[start : start + length]
        for length in lengths
        for start in range(len(words) - length + 1)
        if words[start : start + length] in runs
    )

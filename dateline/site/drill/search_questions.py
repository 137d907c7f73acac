"""What somebody would search for who guesses what a hidden story says: its words, right and misspelt."""

from collections.abc import Iterator
from urllib.parse import urlencode

from dateline.lib.words import words_of
from dateline.site.drill.target import Target
from dateline.stories.body import plain_text

LONGEST = 150
WORDS = 3
"""Words of the headline that are asked one by one, the longest first."""


def searches(target: Target) -> Iterator[str]:
    """Yield the addresses of every search, the plain page first."""
    yield f"{target.front}search"
    for text in dict.fromkeys(filter(None, _texts(target))):
        yield _address(target, q=text)
    story = target.story
    yield _address(target, q=story.headline[:LONGEST], sort="relevance")
    yield _address(target, kind=story.genre)
    for section in target.sections:
        yield _address(target, section=section.slug, q=_longest(target)[0])
    for day in target.days:
        yield _address(target, **{"from": day.isoformat(), "to": day.isoformat()})


def _texts(target: Target) -> Iterator[str]:
    story = target.story
    yield story.headline[:LONGEST]
    yield f'"{story.headline[:LONGEST]}"'
    for word in _longest(target):
        yield word
        yield _misspelt(word)
        yield word[:-1]  # unfinished
    yield str(story.news_id)
    yield from (text[:LONGEST] for text in (story.lead, story.byline, story.slugline, story.photo_caption))
    yield from (text[:LONGEST] for text in plain_text(story.body).split("\n\n")[:2])
    yield from story.contributors.values_list("name", flat=True)[:WORDS]
    yield from (photo.caption[:LONGEST] for photo in target.photos[:1])


def _longest(target: Target) -> list[str]:
    words = {word.text for word in words_of(target.story.headline)}
    return sorted(words, key=lambda word: (-len(word), word))[:WORDS] or ["-"]


def _misspelt(word: str) -> str:
    """The word with two letters in its middle changed over."""
    middle = len(word) // 2
    return word[: middle - 1] + word[middle : middle + 1] + word[middle - 1 : middle] + word[middle + 1 :]


def _address(target: Target, **asked: str) -> str:
    return f"{target.front}search?{urlencode(asked)}"

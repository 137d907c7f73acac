"""Two texts of one story side by side: what somebody saved meanwhile, and what is in the form that came back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dateline.stories.models import Story

NAMED = ("kicker", "headline", "lead", "byline", "dateline_place", "slugline", "slug", "source", "credit")
CHOSEN = ("section", "photo", "update_of", "translation_of")
PLAIN = ("photo_caption", "ed_note", "urgency", "dateline_date", "headline_is_derived")


@dataclass(frozen=True)
class Difference:
    """A field of which the two texts say different things."""

    label: str
    theirs: str
    mine: str


def differences(theirs: Story, mine: Story) -> Iterator[Difference]:
    """Yield what the two texts say differently, the words first."""
    for name in (*NAMED[:3], "body", *NAMED[3:], *CHOSEN, "genre", *PLAIN, "topics"):
        one, other = _shown(theirs, name), _shown(mine, name)
        if one != other:
            yield Difference(str(Story._meta.get_field(name).verbose_name), one, other)


def _shown(story: Story, name: str) -> str:
    if name == "body":
        return story.text
    if name == "genre":
        return str(story.get_genre_display())
    if name == "topics":
        return _(", ").join(sorted(topic.name for topic in story.topics.all()))
    value: Any = getattr(story, name)
    return "" if value is None else str(value)

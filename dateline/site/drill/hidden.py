"""Which stories are looked for: those that no reader may see, by their own rows and not by what pages ask.

Another kind of hidden words, such as a text that was redacted, joins `KINDS`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from dateline.stories.models import Story

KINDS: dict[str, Callable[[datetime], Q]] = {
    "draft": lambda now: Q(live=False, pub_status="usable"),
    "timed": lambda now: Q(live=True, pub_status="usable", publish_at__gt=now),
    "embargoed": lambda now: Q(live=True, pub_status="usable", embargoed_until__gt=now),
    "held": lambda now: Q(pub_status="withheld"),
    "killed": lambda now: Q(pub_status="canceled"),
}
"""Why readers do not see a story. Written out a second time: a drill that asked `public` would share its faults."""


class NotHidden(ValueError):
    """There is nothing to look for. Its text is a sentence for the person who asked."""


@dataclass(frozen=True)
class Hidden:
    """A story that readers may not see, and why. Of one that readers knew, a notice may stand in its place."""

    kind: str
    story: Story
    was_known: bool

    def __str__(self) -> str:
        return f"{self.kind} {self.story.news_id}"


def newest(now: datetime, *, most: int) -> Iterator[Hidden]:
    """Yield so many hidden stories of each kind, those with the highest news IDs first."""
    for kind, is_hidden in KINDS.items():
        for story in _stories().filter(is_hidden(now)).order_by("-news_id")[:most]:
            yield _hidden(kind, story)


def one(news_id: int, now: datetime) -> Hidden:
    """Return the hidden story of a number. Raises `NotHidden` with a sentence when there is none, or it is out."""
    story = _stories().filter(news_id=news_id).first()
    if story is None:
        raise NotHidden(f"There is no story with the news ID {news_id}.")
    for kind, is_hidden in KINDS.items():
        if _stories().filter(is_hidden(now), pk=story.pk).exists():
            return _hidden(kind, story)
    raise NotHidden(f"Story {news_id} is out: readers may see it, and there is nothing to look for.")


def _hidden(kind: str, story: Story) -> Hidden:
    taken_back = story.pub_status != "usable"
    return Hidden(kind, story, was_known=taken_back and story.notices.filter(readers_knew=True).exists())


def _stories() -> Any:
    return Story.objects.select_related("edition", "section", "photo")

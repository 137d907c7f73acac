"""The stories shown under a story: those it chose when it went out (decisions/0013), as far as they are public now."""

from dataclasses import dataclass
from datetime import datetime

from dateline.lib import reading
from dateline.stories import tags
from dateline.stories.models import Story

SHOWN = 5


@dataclass(frozen=True)
class Related:
    """What the story updates, the last one first, and what is like it."""

    earlier: list[Story]
    alike: list[Story]

    def __bool__(self) -> bool:
        return bool(self.earlier or self.alike)


def related(story: Story, now: datetime) -> Related:
    """Return the first five of the stories chosen that a reader may see at `now`. One query; none for none."""
    chosen = story.related_stories or {}
    earlier, alike = chosen.get("earlier", []), chosen.get("alike", [])
    wanted = [*earlier, *alike]
    found = Story.objects.public(now).noted().for_lists().in_bulk(wanted) if wanted else {}
    reading.note(*(tags.unseen(pk) for pk in wanted if pk not in found))
    shown = [pk for pk in wanted if pk in found][:SHOWN]
    return Related([found[pk] for pk in shown if pk in earlier], [found[pk] for pk in shown if pk in alike])

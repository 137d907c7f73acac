"""The stories shown under a story: those it chose when it went out (decisions/0013), as far as they are public now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

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


@dataclass(frozen=True)
class Beside:
    """The stories that a story's page names: related ones, and those of other editions that say the same."""

    related: Related
    translations: list[Story]


def beside(story: Story, now: datetime) -> Beside:
    """Return what a reader may see at `now` of the first five stories chosen and of the translations. One query."""
    chosen, first = story.related_stories or {}, story.translation_of_id or story.pk
    earlier, alike = chosen.get("earlier", []), chosen.get("alike", [])
    wanted = [*earlier, *alike]
    public = Story.objects.public(now).noted(tags.translations(first)).for_lists().exclude(pk=story.pk)
    found = public.filter(Q(pk__in=[*wanted, first]) | Q(translation_of=first)).in_bulk()
    reading.note(*(tags.unseen(pk) for pk in wanted if pk not in found))
    shown = [pk for pk in wanted if pk in found][:SHOWN]
    same = [each for pk, each in sorted(found.items()) if first in (pk, each.translation_of_id)]
    return Beside(Related(_each(found, shown, earlier), _each(found, shown, alike)), same)


def _each(found: dict[int, Story], shown: list[int], kind: list[int]) -> list[Story]:
    return [found[pk] for pk in shown if pk in kind]

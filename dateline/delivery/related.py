"""The stories shown under a story: those it chose when it went out (decisions/0013), as far as they are public now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from dateline.lib import reading
from dateline.stories import tags
from dateline.stories.models import Story

SHOWN = 5
MOST_FOLLOWING = 3


@dataclass(frozen=True)
class Related:
    """What the story updates, the last one first, and what is like it."""

    earlier: list[Story]
    alike: list[Story]

    def __bool__(self) -> bool:
        return bool(self.earlier or self.alike)


@dataclass(frozen=True)
class Beside:
    """The stories that a story's page names: related ones, those of other editions that say the same, and the chain."""

    related: Related
    translations: list[Story]
    update_of: Story | None
    followed_by: list[Story]


def beside(story: Story, now: datetime) -> Beside:
    """Return what a reader may see at `now` of the first five stories chosen and of the translations. One query."""
    chosen, first = story.related_stories or {}, story.translation_of_id or story.pk
    earlier, alike = chosen.get("earlier", []), chosen.get("alike", [])
    before = [story.update_of_id] if story.update_of_id else []
    wanted = [*earlier, *alike, *before]
    named = (tags.translations(first), tags.updates(story.pk))
    public = Story.objects.public(now).noted(*named).for_lists().exclude(pk=story.pk)
    same_or_next = Q(translation_of=first) | Q(update_of=story.pk)
    found = public.filter(Q(pk__in=[*wanted, first]) | same_or_next).in_bulk()
    reading.note(*(tags.unseen(pk) for pk in wanted if pk not in found))
    shown = [pk for pk in (*earlier, *alike) if pk in found][:SHOWN]
    same = [each for pk, each in sorted(found.items()) if first in (pk, each.translation_of_id)]
    following = sorted((each for each in found.values() if each.update_of_id == story.pk), key=_newest, reverse=True)
    related = Related(_each(found, shown, earlier), _each(found, shown, alike))
    return Beside(related, same, found.get(story.update_of_id or 0), following[:MOST_FOLLOWING])


def _newest(story: Story) -> tuple[datetime, int]:
    return story.first_published_at, story.news_id


def _each(found: dict[int, Story], shown: list[int], kind: list[int]) -> list[Story]:
    return [found[pk] for pk in shown if pk in kind]

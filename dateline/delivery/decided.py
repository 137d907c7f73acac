"""The moderation log of an edition: every decision on a comment, with the story that it stands under and no more of it.

`views/moderation_log.py` asks. Neither the comment nor who wrote or decided it is loaded: what is not there cannot be
shown. A page costs three queries, however many decisions there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from dateline.lib import reading
from dateline.moderation.models import Appeal, Decision, Report
from dateline.stories import tags
from dateline.stories.models import Edition, Story


@dataclass(frozen=True)
class Entry:
    """One decision. `story` only while readers see it, `number` of one that was taken back: its notice has it too."""

    decision: Decision
    story: Story | None
    number: int | None


def logged(edition: Edition) -> Any:
    """Return the decisions of an edition, with what the log says of each; not one that was undone within minutes.

    Nor those on the newsroom's own comments, which nobody reads before they are shown.
    """
    appealed = Exists(Appeal.objects.filter(ruling=OuterRef("pk")))
    reported = Exists(Report.objects.filter(ruling=OuterRef("pk")))
    rows = (
        Decision.objects.standing()
        .filter(edition=edition, comment__staff=None)
        .annotate(was_appealed=appealed, was_reported=reported)
    )
    shown = ("outcome", "decided_at", "automatic", "clause_number", "clause__title", "rules__number")
    return rows.select_related("clause", "rules", "comment").only(*shown, "comment__story_id")


def entries(decisions: Sequence[Decision], edition: Edition, now: datetime) -> list[Entry]:
    """Return the entries of a page of decisions, and note the stories that it shows or would show."""
    stories = {decision.comment.story_id for decision in decisions}
    shown = ("news_id", "slug", "headline", "edition_id")
    public = Story.objects.public(now).filter(pk__in=stories).noted().only(*shown).in_bulk()
    for story in public.values():
        story.edition = edition
    hidden = stories - public.keys()
    reading.note(*(tags.unseen(pk) for pk in hidden))
    numbers = _numbers(hidden)
    found = [(decision, decision.comment.story_id) for decision in decisions]
    return [Entry(decision, public.get(story), numbers.get(story)) for decision, story in found]


def _numbers(hidden: set[int]) -> dict[int, int]:
    if not hidden:
        return {}
    return dict(Story.objects.taken_back().noted().filter(pk__in=hidden).order_by().values_list("pk", "news_id"))

"""Stories that readers knew and may not see any more: what is raised in place of `Http404`, and what is said of them.

An address of such a story answers with its notice: news ID, date and ground, and nothing that the story says.
"""

from typing import Any

from django.http import Http404

from dateline.stories import tags
from dateline.stories.models import Notice, NoticeKind, Story
from dateline.stories.news_ids import LARGEST


class TakenBack(Exception):
    """The story is held or killed. `views/taken_back.py` answers with what stands in its place."""

    def __init__(self, story: Story) -> None:
        super().__init__(f"{story.news_id} is taken back")
        self.story = story


def unseen(news_id: int) -> Exception:
    """Return what to raise for a number under which a reader sees no story.

    Absent, draft, embargoed and held before it came out are the same `Http404`, after the same one query.
    """
    found = _taken_back(tags.story(news_id)).filter(news_id=min(news_id, LARGEST + 1)).first()
    return TakenBack(found) if found else Http404("There is no such story.")


def at_old_address(path: str) -> Story | None:
    """Return the story that was published under this path before it came in, if it is taken back."""
    found: Story | None = _taken_back(tags.old_address(path)).filter(old_addresses__path=path).first()
    return found


def last_word(story: Story) -> Notice:
    """Return the notice by which the story was taken back."""
    taking = story.notices.noted(tags.story(story.news_id)).filter(kind__in=[NoticeKind.HOLD, NoticeKind.KILL])
    last: Notice = taking.latest("at", "pk")
    return last


def _taken_back(tag: str) -> Any:
    # Neither its text nor its headline is loaded: what is not there cannot be shown.
    return (
        Story.objects.taken_back().noted(tag).select_related("edition").only("news_id", "pub_status", "edition__code")
    )

"""What stands at every address of a story that was taken back: a tombstone for good, or a word while it is checked."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from dateline.delivery.answers import ReaderRequest, answer, enter
from dateline.delivery.taken_back import TakenBack, last_word
from dateline.lib import reading
from dateline.stories import tags
from dateline.stories.models import Story


def or_its_notice(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer with a story's notice where the view finds that it was taken back."""

    @wraps(view)
    def found(request: HttpRequest, **words: Any) -> HttpResponse:
        try:
            return view(request, **words)
        except TakenBack as taken:
            return notice_of(request, taken.story)

    return found


def notice_of(request: Any, story: Story) -> HttpResponse:
    """The same bytes at whichever address: 410 for a killed story; 200 for a held one, which may come back.

    200 is kept by the page store in a rush of readers, and `noindex` has search engines forget the page. What is
    sent to a held story (a comment) is refused.
    """
    enter(request, story.edition.code)
    reading.note(tags.story(story.news_id))
    with translation.override(request.edition.language):
        return _answer(request, story)


def _answer(request: ReaderRequest, story: Story) -> HttpResponse:
    is_read = request.method in ("GET", "HEAD")
    status = 410 if story.is_killed else 200 if is_read else 403
    own = settings.BASE_URL + reverse("story-without-slug", args=[request.edition.code, story.news_id])
    context = {
        "news_id": story.news_id,
        "notice": last_word(story),
        "is_killed": story.is_killed,
        "canonical": own if status == 200 else "",
    }
    return answer(request, "delivery/taken_back.html", context, status=status)

"""The answer to comments over a budget, or of who is banned, while a flood of them comes: the words and little around.

The whole page costs five times what taking a comment in does, so that refusing a flood would cost the others more than
the flood. `views.comments` asks here first.
"""

import time
from collections import deque
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from dateline.delivery.answers import only_for_its_reader
from dateline.delivery.forms import CommentForm
from dateline.lib import clock
from dateline.moderation.banning import Banned, sentence_of
from dateline.moderation.budgets import OverBudget
from dateline.stories.models import Edition, Story

WHOLE_PAGES = 3
"""Whole pages that each process makes in a second for who is not let in: an office that shares an address."""


class Ration:
    """So many in a second, and no more."""

    def __init__(self, most: int) -> None:
        self._given: deque[float] = deque(maxlen=most)

    def is_left(self) -> bool:
        """Whether there is one; it is taken then."""
        now = time.monotonic()
        if len(self._given) == self._given.maxlen and now - self._given[0] < 1:
            return False
        self._given.append(now)
        return True


whole_pages = Ration(WHOLE_PAGES)


def waits(over: OverBudget) -> tuple[dict[str, Any], int]:
    """Return what a page tells of the budget, and the seconds until there is room again."""
    seconds = over.seconds_left(now=clock.now())
    return {"budget": over.budget.value, "minutes": ceil(seconds / 60)}, seconds


def told_briefly(
    request: HttpRequest, story: Story, form: CommentForm, why: OverBudget | Banned
) -> HttpResponse | None:
    """Bring the form back with its words on a short page. None where there is room for a whole one."""
    if whole_pages.is_left():
        return None
    edition = Edition.objects.get(pk=story.edition_id)
    kept = {name: request.POST.get(name, "") for name in ("name", "text", "email")}
    commenting = story.commenting(clock.now())
    context = {"edition": edition, "story": story, "form": form, "kept": kept, "commenting": commenting}
    with translation.override(edition.language):
        told, status, headers = _of(why, edition)
        context |= told | {"answered": form.cleaned_data["answers"]}
        page = render_to_string("delivery/comment_later.html", context)
    headers["Content-Language"] = edition.language
    return only_for_its_reader(HttpResponse(page, status=status, headers=headers))


def _of(why: OverBudget | Banned, edition: Edition) -> tuple[dict[str, Any], int, dict[str, str]]:
    """What the page tells, and its status and headers."""
    if isinstance(why, Banned):
        return {"banned": sentence_of(why.ban, edition)}, 403, {}
    told, seconds = waits(why)
    return told, 429, {"Retry-After": str(seconds)}

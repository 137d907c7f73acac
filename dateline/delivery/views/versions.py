"""The public history of a story: every version that readers could see, each compared with the one before it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.comparing import alone, compare
from dateline.delivery.history import Step, steps_of, texts_of
from dateline.delivery.taken_back import unseen
from dateline.delivery.views.taken_back import or_its_notice
from dateline.lib import clock
from dateline.stories import tags
from dateline.stories.models import Story
from dateline.stories.news_ids import LARGEST

BESIDE = 25
"""Versions listed on either side of the one that is looked at: a story told by the minute has hundreds."""


@require_safe
@or_its_notice
@in_edition
def versions(request: ReaderRequest, news_id: int, slug: str) -> HttpResponse:
    """`…/versions`: the newest version compared with the one before it, and the way to every other."""
    return _history(request, news_id, slug)


@require_safe
@or_its_notice
@in_edition
def version(request: ReaderRequest, news_id: int, slug: str, number: int) -> HttpResponse:
    """`…/versions/<n>`: version n, compared with the one that readers saw before it."""
    return _history(request, news_id, slug, number)


def _history(request: ReaderRequest, news_id: int, slug: str, number: int | None = None) -> HttpResponse:
    story = _find(news_id)
    if story.edition_id != request.edition.pk or (story.slug or "-") != slug:
        return HttpResponsePermanentRedirect(_address(story, number))
    steps = steps_of(story)
    place = next((place for place, step in enumerate(steps) if number in (None, step.number)), None)
    if place is None:
        raise Http404("There is no such version of this story.")
    context = _page(story, request, steps, place) | {"canonical": settings.BASE_URL + story.get_absolute_url()}
    return answer(request, "delivery/versions.html", context)


def _find(news_id: int) -> Story:
    public = Story.objects.public(clock.now()).noted(tags.story(news_id)).select_related("edition", "section")
    found: Story | None = public.filter(news_id=min(news_id, LARGEST + 1)).first()
    if found is None:
        raise unseen(news_id)
    return found


def _address(story: Story, number: int | None) -> str:
    address = [story.edition.code, story.news_id, story.slug or "-"]
    return reverse("version", args=[*address, number]) if number else reverse("versions", args=address)


def _page(story: Story, request: ReaderRequest, steps: list[Step], place: int) -> dict[str, Any]:
    step, before = steps[place], steps[place + 1] if place + 1 < len(steps) else None
    texts = texts_of(story, request.edition, [each.number for each in (step, before) if each])
    after = texts[step.number]
    start = max(0, place - BESIDE)
    return {
        "story": story,
        "step": step,
        "before": before,
        "text": after,
        "comparison": compare(texts[before.number], after) if before else alone(after),
        "steps": steps[start : place + BESIDE + 1],
        "newest": steps[0],
        "oldest": steps[-1],
        "is_newest": place == 0,
        "number_of": len(steps),
    }

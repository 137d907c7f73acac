"""The social card of a story."""

import logging

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from dateline.delivery.answers import FRESHNESS, ReaderRequest, in_edition
from dateline.delivery.cards import keeping
from dateline.delivery.taken_back import TakenBack
from dateline.delivery.views.story import find
from dateline.delivery.views.taken_back import or_its_notice
from dateline.lib import clock
from dateline.lib.http import unless_had
from dateline.stories.models import Story

log = logging.getLogger(__name__)


@require_safe
@or_its_notice
@in_edition
def card(request: ReaderRequest, news_id: int, version: int) -> HttpResponse:
    """The card of the version that readers see; an older one's address leads there, since its words are withdrawn.

    A story that may not be seen answers like one that is not there; a killed one with its tombstone.
    """
    story = _story(news_id)
    if not 1 <= version <= story.version:
        raise Http404("There is no such card.")
    if request.path != keeping.path_of(story):
        response: HttpResponse = HttpResponseRedirect(keeping.path_of(story))
        response.headers["Cache-Control"] = "no-cache"
        return response
    try:
        picture = keeping.bytes_of(story)
    except OSError as fault:  # the place where photos and cards are kept does not answer
        log.error("The card of story %s cannot be read or kept: %s.", news_id, fault.strerror)
        return HttpResponse(status=503, headers={"Retry-After": "10", "Cache-Control": "no-store"})
    if picture is None:
        raise Http404("This headline is in a script that our fonts do not know.")
    response = HttpResponse(picture, content_type=keeping.MEDIA_TYPE)
    response.headers["Cache-Control"] = FRESHNESS
    return unless_had(request, response, changed=None)


def _story(news_id: int) -> Story:
    try:
        return find(news_id, clock.now())
    except TakenBack as taken:
        if taken.story.is_killed:
            raise
        raise Http404("There is no card of a held story.") from taken

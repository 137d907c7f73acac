"""A reader's receipt: where the comment stands, and what was decided. Only who has its address can open it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from dateline.comments.models import Comment
from dateline.delivery.answers import ReaderRequest, answer, enter, only_for_its_reader
from dateline.lib import clock
from dateline.stories.models import Story


@require_safe
def receipt(request: ReaderRequest, token: str) -> HttpResponse:
    comment = Comment.objects.of_receipt(token).select_related("story__edition").first()
    if comment is None:
        raise Http404("There is no such receipt.")
    enter(request, comment.story.edition.code)
    with translation.override(request.edition.language):
        return only_for_its_reader(answer(request, "delivery/receipt.html", _standing(comment)))


def _standing(comment: Comment) -> dict[str, Any]:
    decisions = comment.decisions.select_related("clause", "rules__edition")
    return {
        "comment": comment,
        "decision": None if comment.is_waiting else decisions.order_by("-decided_at", "-pk").first(),
        # A story held or killed since is named by its number alone.
        "story": Story.objects.public(clock.now()).select_related("edition").filter(pk=comment.story_id).first(),
    }

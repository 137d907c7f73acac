"""A reader's receipt: where the comment stands, what was decided, and the way to appeal. Only its address opens it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dateline.comments.models import LONGEST_TEXT, Comment
from dateline.delivery.answers import ReaderRequest, answer, enter, only_for_its_reader
from dateline.delivery.forms import AppealForm
from dateline.lib import clock
from dateline.moderation import appealing
from dateline.moderation.models import Appeal
from dateline.moderation.models.appeal import appeal_ends_at
from dateline.stories.models import Story


@require_safe
def receipt(request: ReaderRequest, token: str) -> HttpResponse:
    comment = _enter(request, token)
    with translation.override(request.edition.language):
        return _page(request, comment, AppealForm())


# Neither cookie nor token: who could send this from elsewhere would have to know the address.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: ReaderRequest, token: str) -> HttpResponse:
    """File an appeal on POST; the address by itself leads back to the receipt."""
    comment = _enter(request, token)
    back = only_for_its_reader(HttpResponse(status=303, headers={"Location": reverse("receipt", args=[token])}))
    if request.method != "POST":
        return back
    with translation.override(request.edition.language):
        form = AppealForm(request.POST)
        if not form.is_valid():
            return _page(request, comment, form, status=422)
        try:
            appealing.file(comment, text=form.cleaned_data["text"], now=clock.now())
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return _page(request, comment, form, status=409)
    return back


def _enter(request: ReaderRequest, token: str) -> Comment:
    comment = Comment.objects.of_receipt(token).select_related("story__edition").first()
    if comment is None:
        raise Http404("There is no such receipt.")
    enter(request, comment.story.edition.code)
    return comment


def _page(request: ReaderRequest, comment: Comment, form: AppealForm, *, status: int = 200) -> HttpResponse:
    context = _standing(comment) | {"form": form, "longest_text": LONGEST_TEXT}
    return only_for_its_reader(answer(request, "delivery/receipt.html", context, status=status))


def _standing(comment: Comment) -> dict[str, Any]:
    now = clock.now()
    decisions = comment.decisions.select_related("clause", "rules__edition", "of_appeal").order_by("-decided_at", "-pk")
    last = None if comment.is_waiting else decisions.first()
    of_appeal: Appeal | None = getattr(last, "of_appeal", None) or Appeal.objects.filter(decision=last).first()
    against = appealing.appealable(comment, now=now)
    return {
        "comment": comment,
        # What an appeal was about, also after its answer.
        "decision": decisions.get(pk=of_appeal.decision_id) if of_appeal and comment.is_refused else last,
        "appeal": of_appeal,
        "appeal_until": appeal_ends_at(against) if against else None,
        # A story held or killed since is named by its number alone.
        "story": Story.objects.public(now).select_related("edition").filter(pk=comment.story_id).first(),
    }

"""A reader's receipt: where the comment stands, what was decided, and the ways to appeal and to change it.

Only its address opens it.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dateline.comments.models import LONGEST_TEXT, Comment
from dateline.comments.rewriting import MOST_CHANGES, changeable_until, is_changeable
from dateline.delivery.answers import ReaderRequest, answer, enter, only_for_its_reader
from dateline.delivery.forms import AppealForm, OwnWordsForm, TextForm
from dateline.lib import clock
from dateline.moderation import appealing, checking
from dateline.moderation.models import Appeal
from dateline.moderation.models.appeal import appeal_ends_at
from dateline.stories.models import Story


@require_safe
def receipt(request: ReaderRequest, token: str) -> HttpResponse:
    comment = _enter(request, token)
    with translation.override(request.edition.language):
        return _page(request, comment, {})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: ReaderRequest, token: str) -> HttpResponse:
    """File an appeal on POST; the address by itself leads back to the receipt."""
    return _take(request, token, AppealForm, lambda comment, text: appealing.file(comment, text=text, now=clock.now()))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: ReaderRequest, token: str) -> HttpResponse:
    """Put another text in the place of the comment's on POST; the address by itself leads back to the receipt."""
    return _take(request, token, TextForm, lambda comment, text: checking.receive_again(comment, text, now=clock.now()))


# Neither cookie nor token: who could send this from elsewhere would have to know the address.
def _take(
    request: ReaderRequest, token: str, form_class: type[OwnWordsForm], act: Callable[[Comment, str], object]
) -> HttpResponse:
    comment = _enter(request, token)
    back = only_for_its_reader(HttpResponse(status=303, headers={"Location": reverse("receipt", args=[token])}))
    if request.method != "POST":
        return back
    with translation.override(request.edition.language):
        form = form_class(request.POST)
        if not form.is_valid():
            return _page(request, comment, {form_class.name: form}, status=422)
        try:
            act(comment, form.cleaned_data["text"])
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return _page(request, comment, {form_class.name: form}, status=409)
    return back


def _enter(request: ReaderRequest, token: str) -> Comment:
    comment = Comment.objects.of_receipt(token).select_related("story__edition", "story__section").first()
    if comment is None:
        raise Http404("There is no such receipt.")
    enter(request, comment.story.edition.code)
    return comment


def _page(
    request: ReaderRequest, comment: Comment, forms: dict[str, OwnWordsForm], *, status: int = 200
) -> HttpResponse:
    context = _standing(comment) | {"longest_text": LONGEST_TEXT} | forms
    return only_for_its_reader(answer(request, "delivery/receipt.html", context, status=status))


def _standing(comment: Comment) -> dict[str, Any]:
    now = clock.now()
    decisions = comment.decisions.select_related("clause", "rules__edition", "of_appeal").order_by("-decided_at", "-pk")
    last = None if comment.is_waiting else decisions.first()
    of_appeal: Appeal | None = getattr(last, "of_appeal", None) or Appeal.objects.filter(decision=last).first()
    against = appealing.appealable(comment, now=now)
    may_change = is_changeable(comment, now=now) and not (of_appeal and of_appeal.is_waiting)
    return {
        "comment": comment,
        # What an appeal was about, also after its answer.
        "decision": decisions.get(pk=of_appeal.decision_id) if of_appeal else last,
        "appeal": of_appeal,
        "appeal_until": appeal_ends_at(against) if against else None,
        "change_until": changeable_until(comment) if may_change else None,
        "changes_left": MOST_CHANGES - comment.earlier_texts.count(),
        # A story held or killed since is named by its number alone.
        "story": Story.objects.public(now).select_related("edition").filter(pk=comment.story_id).first(),
    }

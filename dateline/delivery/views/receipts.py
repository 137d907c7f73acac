"""A reader's receipt: where the comment stands, what was decided, and what its writer can do.

That is to appeal, change it, take it back and delete it. Only its address opens it.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dateline.comments import taking_back
from dateline.comments.models import Comment
from dateline.delivery.answers import ReaderRequest, answer, enter, only_for_its_reader
from dateline.delivery.forms import AnswerForm, AppealForm, OwnWordsForm, TextForm
from dateline.delivery.standing import standing
from dateline.lib import clock
from dateline.moderation import appealing, checking, erasing, reporting


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


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_report(request: ReaderRequest, token: str) -> HttpResponse:
    """Keep the writer's answer to a libel notice on POST; the address by itself leads back to the receipt."""
    return _take(
        request, token, AnswerForm, lambda comment, text: reporting.answer_as_writer(comment, text, now=clock.now())
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: ReaderRequest, token: str) -> HttpResponse:
    """Ask whether the comment is to be taken back; on POST do it."""
    return _confirm(request, token, "take-back", taking_back.take_back)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: ReaderRequest, token: str) -> HttpResponse:
    """Ask whether the comment is to be deleted for good; on POST do it."""
    return _confirm(request, token, "delete", erasing.erase)


def _confirm(request: ReaderRequest, token: str, verb: str, act: Callable[..., Comment]) -> HttpResponse:
    comment, fault = _enter(request, token), ""
    with translation.override(request.edition.language):
        if request.method == "POST":
            try:
                act(comment, now=clock.now())
            except PermissionDenied as refusal:
                fault = str(refusal)
            else:
                return _to_receipt(token)
        context = vars(standing(comment, now=clock.now())) | {"verb": verb, "fault": fault}
        page = answer(request, "delivery/receipt_confirm.html", context, status=409 if fault else 200)
        return only_for_its_reader(page)


def _to_receipt(token: str) -> HttpResponse:
    return only_for_its_reader(HttpResponse(status=303, headers={"Location": reverse("receipt", args=[token])}))


# Neither cookie nor token: who could send this from elsewhere would have to know the address.
def _take(
    request: ReaderRequest, token: str, form_class: type[OwnWordsForm], act: Callable[[Comment, str], object]
) -> HttpResponse:
    comment = _enter(request, token)
    if request.method != "POST":
        return _to_receipt(token)
    with translation.override(request.edition.language):
        form = form_class(request.POST)
        if not form.is_valid():
            return _page(request, comment, {form_class.name: form}, status=422)
        try:
            act(comment, form.cleaned_data["text"])
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return _page(request, comment, {form_class.name: form}, status=409)
    return _to_receipt(token)


def _enter(request: ReaderRequest, token: str) -> Comment:
    ways = ("story__edition", "story__section", "thread", "answers__thread")
    comment = Comment.objects.of_receipt(token).select_related(*ways).first()
    if comment is None:
        raise Http404("There is no such receipt.")
    enter(request, comment.story.edition.code)
    return comment


def _page(
    request: ReaderRequest, comment: Comment, forms: dict[str, OwnWordsForm], *, status: int = 200
) -> HttpResponse:
    context = vars(standing(comment, now=clock.now())) | forms
    return only_for_its_reader(answer(request, "delivery/receipt.html", context, status=status))

"""Comments under a story: page 2 on of those shown, and the door through which a new one comes."""

import re
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.delivery.answers import ReaderRequest, answer, in_edition, only_for_its_reader
from dateline.delivery.forms import CommentForm
from dateline.delivery.paging import later_comments
from dateline.delivery.views.story import COMMENTS_ON_A_PAGE, clauses_in_force, find
from dateline.delivery.views.taken_back import or_its_notice
from dateline.lib import clock
from dateline.lib.http import is_from_own_page
from dateline.moderation import checking
from dateline.moderation.budgets import OverBudget
from dateline.stories.models import Story
from dateline.stories.news_ids import LARGEST

TO_COMMENT_ON = ("news_id", "comments_open", "edition__code", "edition__comment_language")
"""What receiving asks of a story."""


# Neither cookie nor token, so that the story's page can be stored: `is_from_own_page` stands guard instead.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, code: str, news_id: int, slug: str) -> HttpResponse:
    received = _received_at_once(request, code, news_id) if request.method == "POST" else None
    return received or _page(request, code=code, news_id=news_id, slug=slug)


def _received_at_once(request: HttpRequest, code: str, news_id: int) -> HttpResponse | None:
    """Receive a comment that nothing stands in the way of. None where a page must be made, at four times the cost."""
    stories = Story.objects.public(clock.now()).select_related("edition").only(*TO_COMMENT_ON)
    story = stories.filter(edition__code=code, news_id=min(news_id, LARGEST + 1)).first()
    if story is None or _trouble(request, story):
        return None
    form = CommentForm(request.POST)
    try:
        return _receive(request, story, form) if form.is_valid() else None
    except OverBudget:
        return None


@or_its_notice
@in_edition
def _page(request: ReaderRequest, news_id: int, slug: str) -> HttpResponse:
    story = find(news_id, clock.now())
    if story.edition_id != request.edition.pk:
        return HttpResponseRedirect(reverse("comments", args=[story.edition.code, news_id, story.slug or "-"]))
    return _send(request, story) if request.method == "POST" else _further(request, story)


def _further(request: ReaderRequest, story: Story) -> HttpResponse:
    shown = Comment.objects.shown_under(story)
    leaf = later_comments(shown, request.GET.get("after", ""), size=COMMENTS_ON_A_PAGE)
    return answer(request, "delivery/comments.html", {"story": story, "comments": leaf})


def _send(request: ReaderRequest, story: Story) -> HttpResponse:
    if trouble := _trouble(request, story):
        status, word = trouble
        form = CommentForm() if word == "large" else CommentForm(request.POST)
        return _again(request, story, form, status=status, trouble=word)
    form = CommentForm(request.POST)
    try:
        return _receive(request, story, form) if form.is_valid() else _again(request, story, form, status=422)
    except OverBudget as over:
        return _later(request, story, form, over)


def _trouble(request: HttpRequest, story: Story) -> tuple[int, str] | None:
    """Return status and word of what is in the way of any comment, however it is written."""
    if _is_too_much(request):
        return 413, "large"
    if not is_from_own_page(request):
        return 403, "origin"
    return None if story.comments_open else (403, "closed")


def _is_too_much(request: Any) -> bool:
    # Django tells it once; asked again, it gives an empty form.
    if not hasattr(request, "is_too_much"):
        request.is_too_much = False
        try:
            _ = request.POST
        except (RequestDataTooBig, TooManyFieldsSent):
            request.is_too_much = True
    return bool(request.is_too_much)


def _receive(request: HttpRequest, story: Story, form: CommentForm) -> HttpResponse:
    facts = form.cleaned_data
    made_at = _made_at(request.POST)
    submission = Submission(
        facts["name"],
        facts["text"],
        facts["email"],
        request.META.get("REMOTE_ADDR", ""),
        trap=request.POST.get("website", ""),
        form_made_at=int(made_at) if made_at else None,
    )
    comment = checking.receive(story, submission, now=clock.now())
    # Whoever repeats what is shown need not be who wrote it.
    shown = f"{comment.story.get_absolute_url()}#comment-{comment.pk}"
    there = shown if comment.is_shown else reverse("receipt", args=[comment.receipt_token])
    return only_for_its_reader(HttpResponse(status=303, headers={"Location": there}))


def _made_at(sent: QueryDict) -> str:
    """When the form was made, as the form says: Unix time in digits; empty where it says nothing of the kind."""
    made_at = sent.get("made_at", "")
    return made_at if re.fullmatch("[0-9]{1,12}", made_at) else ""


def _later(request: ReaderRequest, story: Story, form: CommentForm, over: OverBudget) -> HttpResponse:
    seconds = over.seconds_left(now=clock.now())
    waits = {"budget": over.budget.value, "minutes": ceil(seconds / 60)}
    response = _again(request, story, form, status=429, trouble="budget", more=waits)
    response.headers["Retry-After"] = str(seconds)
    return response


def _again(
    request: ReaderRequest,
    story: Story,
    form: CommentForm,
    *,
    status: int,
    trouble: str = "",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Bring the form back with what was written, and say what is in the way."""
    sent = form.data if isinstance(form.data, QueryDict) else QueryDict()
    context: dict[str, Any] = {
        "story": story,
        "form": form,
        "kept": {field: sent.get(field, "") for field in form.fields} | {"made_at": _made_at(sent)},
        "trouble": trouble,
        "clauses": clauses_in_force(story.edition),
    } | (more or {})
    return only_for_its_reader(answer(request, "delivery/comment_again.html", context, status=status))

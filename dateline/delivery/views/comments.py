"""Comments under a story: page 2 on of those shown, and the door through which a new one comes."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.delivery.answers import ReaderRequest, answer, in_edition, only_for_its_reader
from dateline.delivery.forms import CommentForm
from dateline.delivery.paging import later_comments
from dateline.delivery.views.story import COMMENTS_ON_A_PAGE, clauses_in_force, find
from dateline.lib import clock
from dateline.lib.http import is_from_own_page
from dateline.moderation import checking
from dateline.stories.models import Story


# Neither cookie nor token, so that the story's page can be stored: `is_from_own_page` stands guard instead.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@in_edition
def comments(request: ReaderRequest, news_id: int, slug: str) -> HttpResponse:
    story = find(news_id, clock.now())
    if story.edition_id != request.edition.pk:
        return HttpResponseRedirect(reverse("comments", args=[story.edition.code, news_id, story.slug or "-"]))
    return _send(request, story) if request.method == "POST" else _further(request, story)


def _further(request: ReaderRequest, story: Story) -> HttpResponse:
    shown = Comment.objects.shown_under(story)
    leaf = later_comments(shown, request.GET.get("after", ""), size=COMMENTS_ON_A_PAGE)
    return answer(request, "delivery/comments.html", {"story": story, "comments": leaf})


def _send(request: ReaderRequest, story: Story) -> HttpResponse:
    try:
        sent = request.POST
    except (RequestDataTooBig, TooManyFieldsSent):
        return _again(request, story, CommentForm(), status=413, trouble="large")
    form = CommentForm(sent)
    if not is_from_own_page(request):
        return _again(request, story, form, status=403, trouble="origin")
    if not story.comments_open:
        return _again(request, story, form, status=403, trouble="closed")
    if not form.is_valid():
        return _again(request, story, form, status=422)
    return _receive(request, story, form)


def _receive(request: ReaderRequest, story: Story, form: CommentForm) -> HttpResponse:
    facts = form.cleaned_data
    submission = Submission(facts["name"], facts["text"], facts["email"], request.META.get("REMOTE_ADDR", ""))
    comment = checking.receive(story, submission, now=clock.now())
    receipt = reverse("receipt", args=[comment.receipt_token])
    return only_for_its_reader(HttpResponse(status=303, headers={"Location": receipt}))


def _again(request: ReaderRequest, story: Story, form: CommentForm, *, status: int, trouble: str = "") -> HttpResponse:
    """Bring the form back with what was written, and say what is in the way."""
    sent = form.data if isinstance(form.data, QueryDict) else QueryDict()
    context: dict[str, Any] = {
        "story": story,
        "form": form,
        "kept": {field: sent.get(field, "") for field in form.fields},
        "trouble": trouble,
        "clauses": clauses_in_force(story.edition),
    }
    return only_for_its_reader(answer(request, "delivery/comment_again.html", context, status=status))

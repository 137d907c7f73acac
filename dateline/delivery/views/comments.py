"""Comments under a story: page 2 on of those shown, one by itself, and the door through which a new one comes."""

import re
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db.models import BigIntegerField, CharField, DateTimeField, Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.delivery.answers import ReaderRequest, answer, in_edition, only_for_its_reader
from dateline.delivery.comment_order import Order, comments_in
from dateline.delivery.forms import LARGEST_PK, CommentForm
from dateline.delivery.told_briefly import told_briefly, waits
from dateline.delivery.views.story import COMMENTS_ON_A_PAGE, clauses_in_force, find
from dateline.delivery.views.taken_back import or_its_notice
from dateline.lib import clock
from dateline.lib.http import is_from_own_page
from dateline.lib.prepared import Given, Prepared
from dateline.moderation import checking
from dateline.moderation.banning import Banned
from dateline.moderation.budgets import OverBudget
from dateline.stories.models import Edition, Section, Story
from dateline.stories.news_ids import LARGEST


def _columns(model: type[Model], *names: str) -> tuple[str, ...]:
    """Put columns in the order of the model's fields, in which `from_db` takes their values."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname in names)


_OF_PLACE = ("id", "comments_door", "comments_mode", "comments_close_after")
_OF_STORY = _columns(Story, *_OF_PLACE, "news_id", "slug", "first_published_at", "edition_id", "section_id")
_OF_EDITION = _columns(Edition, *_OF_PLACE, "code", "comment_language")
_OF_SECTION = _columns(Section, *_OF_PLACE)
TO_COMMENT_ON = Prepared(
    lambda: (
        Story.objects.public(Given("now", DateTimeField()))
        .filter(edition__code=Given("code", CharField()), news_id=Given("news_id", BigIntegerField()))
        .values_list(
            *_OF_STORY,
            *(f"edition__{name}" for name in _OF_EDITION),
            *(f"section__{name}" for name in _OF_SECTION),
        )
    )
)
"""What receiving asks of a story."""


# Neither cookie nor token, so that the story's page can be stored: `is_from_own_page` stands guard instead.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, code: str, news_id: int, slug: str) -> HttpResponse:
    received = _received_at_once(request, code, news_id) if request.method == "POST" else None
    return received or _page(request, code=code, news_id=news_id, slug=slug)


def _received_at_once(request: HttpRequest, code: str, news_id: int) -> HttpResponse | None:
    """Receive a comment that nothing stands in the way of. None where a page must be made, at four times the cost."""
    story = _to_comment_on(code, news_id)
    if story is None or _trouble(request, story):
        return None
    form = CommentForm(request.POST, story=story)
    try:
        return _receive(request, story, form) if form.is_valid() else None
    except (OverBudget, Banned) as why:
        return told_briefly(request, story, form, why)


def _to_comment_on(code: str, news_id: int) -> Story | None:
    rows = TO_COMMENT_ON.rows(now=clock.now(), code=code, news_id=min(news_id, LARGEST + 1))
    if not rows:
        return None
    values = iter(rows[0])
    story: Story = Story.from_db(None, _OF_STORY, list(islice(values, len(_OF_STORY))))
    story.edition = Edition.from_db(None, _OF_EDITION, list(islice(values, len(_OF_EDITION))))
    section: Section = Section.from_db(None, _OF_SECTION, list(islice(values, len(_OF_SECTION))))
    story.section = section if section.pk else None
    return story


@or_its_notice
@in_edition
def _page(request: ReaderRequest, news_id: int, slug: str) -> HttpResponse:
    story = find(news_id, clock.now())
    if story.edition_id != request.edition.pk:
        return HttpResponseRedirect(reverse("comments", args=[story.edition.code, news_id, story.slug or "-"]))
    return _send(request, story) if request.method == "POST" else _list(request, story, Order.OLDEST)


@require_safe
@or_its_notice
@in_edition
def comment(request: ReaderRequest, news_id: int, slug: str, pk: int) -> HttpResponse:
    """One shown comment by itself, with the form to answer it."""
    story = find(news_id, clock.now())
    if story.edition_id != request.edition.pk:
        return HttpResponseRedirect(reverse("comment", args=[story.edition.code, news_id, story.slug or "-", pk]))
    found = (
        Comment.objects.shown_under(story).select_related("thread", "answers").filter(pk=min(pk, LARGEST_PK)).first()
    )
    if found is None:
        raise Http404("There is no such comment.")
    commenting = story.commenting(clock.now())
    context = {
        "story": story,
        "comment": found,
        "answered": found,
        "commenting": commenting,
        "form": CommentForm() if commenting.takes else None,
        "clauses": clauses_in_force(story.edition) if commenting.takes else [],
    }
    return answer(request, "delivery/comment_answer.html", context)


@require_safe
@or_its_notice
@in_edition
def in_order(request: ReaderRequest, news_id: int, slug: str, order: Order) -> HttpResponse:
    """The comments in another order than the story's page has them, from the first on."""
    story = find(news_id, clock.now())
    if story.edition_id != request.edition.pk:
        there = [story.edition.code, news_id, story.slug or "-", order]
        return HttpResponseRedirect(reverse("comments-in-order", args=there))
    return _list(request, story, order)


def _list(request: ReaderRequest, story: Story, order: Order) -> HttpResponse:
    shown, after = Comment.objects.shown_under(story), request.GET.get("after", "")
    leaf = comments_in(order, shown, after, size=COMMENTS_ON_A_PAGE)
    context = {
        "story": story,
        "comments": leaf,
        "comment_count": shown.count(),
        "commenting": story.commenting(clock.now()),
        "order": order.value,
        "canonical": settings.BASE_URL + request.path + (f"?after={after}" if after else ""),
    }
    return answer(request, "delivery/comments.html", context)


def _send(request: ReaderRequest, story: Story) -> HttpResponse:
    if trouble := _trouble(request, story):
        status, word = trouble
        form = CommentForm() if word == "large" else CommentForm(request.POST, story=story)
        return _again(request, story, form, status=status, trouble=word)
    form = CommentForm(request.POST, story=story)
    try:
        return _receive(request, story, form) if form.is_valid() else _again(request, story, form, status=422)
    except OverBudget as over:
        return _later(request, story, form, over)
    except Banned as ban:
        return _again(request, story, form, status=403, trouble="banned", more={"banned": str(ban)})


def _trouble(request: HttpRequest, story: Story) -> tuple[int, str] | None:
    """Return status and word of what is in the way of any comment, however it is written."""
    if _is_too_much(request):
        return 413, "large"
    if not is_from_own_page(request):
        return 403, "origin"
    return None if story.commenting(clock.now()).takes else (403, "closed")


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
        facts["answers"],
        trap=request.POST.get("website", ""),
        form_made_at=int(made_at) if made_at else None,
    )
    comment, is_new = checking.receive_once(story, submission, now=clock.now())
    # Whoever repeats what was ever public need not be who wrote it.
    is_own = is_new or not (comment.is_shown or comment.decisions.exists())
    there = reverse("receipt", args=[comment.receipt_token]) if is_own else _place_of(comment, story)
    return only_for_its_reader(HttpResponse(status=303, headers={"Location": there}))


def _place_of(comment: Comment, story: Story) -> str:
    return f"{story.get_absolute_url()}#comment-{comment.pk}"


def _answered(form: CommentForm) -> Comment | None:
    """Whom the form answers, wherever else it is at fault."""
    if not form.is_bound:
        return None
    form.is_valid()
    return form.cleaned_data.get("answers")


def _made_at(sent: QueryDict) -> str:
    """When the form was made, as the form says: Unix time in digits; empty where it says nothing of the kind."""
    made_at = sent.get("made_at", "")
    return made_at if re.fullmatch("[0-9]{1,12}", made_at) else ""


def _later(request: ReaderRequest, story: Story, form: CommentForm, over: OverBudget) -> HttpResponse:
    told, seconds = waits(over)
    response = _again(request, story, form, status=429, trouble="budget", more=told)
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
        "answered": _answered(form),
        "kept": {field: sent.get(field, "") for field in form.fields} | {"made_at": _made_at(sent)},
        "trouble": trouble,
        "clauses": clauses_in_force(story.edition),
        "commenting": story.commenting(clock.now()),
    } | (more or {})
    return only_for_its_reader(answer(request, "delivery/comment_again.html", context, status=status))

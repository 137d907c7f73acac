"""Reporting a shown comment, and the receipt of a report, which only its address opens."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.delivery.answers import ReaderRequest, answer, enter, in_edition, only_for_its_reader
from dateline.delivery.forms import ReplyForm, ReportForm
from dateline.delivery.views.story import clauses_in_force, find
from dateline.delivery.views.taken_back import or_its_notice
from dateline.lib import clock
from dateline.lib.http import is_from_own_page
from dateline.moderation import reporting
from dateline.moderation.budgets import OverBudget
from dateline.moderation.models import Report, ReportKind
from dateline.moderation.reporting import TooManyReports
from dateline.stories.models import Story

LARGEST_KEY = 2**63 - 1


# Neither cookie nor token: `is_from_own_page` stands guard, as where comments are sent.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@or_its_notice
@in_edition
def report(request: ReaderRequest, news_id: int, slug: str, pk: int) -> HttpResponse:
    """Show the form against a shown comment; on POST file it and lead to its receipt."""
    story = find(news_id, clock.now())
    comment = Comment.objects.shown().filter(story=story, pk=min(pk, LARGEST_KEY)).first()
    if comment is None or story.edition != request.edition:
        raise Http404("There is no such comment.")
    if request.method != "POST":
        return _form_page(request, story, comment, ReportForm())
    form = ReportForm(request.POST)
    if not is_from_own_page(request):
        return _form_page(request, story, comment, form, status=403, trouble="origin")
    if not form.is_valid():
        return _form_page(request, story, comment, form, status=422)
    return _file(request, story, comment, form)


@require_safe
def receipt(request: ReaderRequest, token: str) -> HttpResponse:
    filed = _enter(request, token)
    with translation.override(request.edition.language):
        return _receipt_page(request, filed)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: ReaderRequest, token: str) -> HttpResponse:
    """Receive the reply of whom a libel notice speaks of; the address by itself leads back to the receipt."""
    filed = _enter(request, token)
    back = _to(reverse("report-receipt", args=[token]))
    if request.method != "POST":
        return back
    with translation.override(request.edition.language):
        form = ReplyForm(request.POST)
        if not form.is_valid():
            return _receipt_page(request, filed, form, status=422)
        words = Submission(filed.claimant[:60], form.cleaned_data["text"], "", request.META.get("REMOTE_ADDR", ""))
        try:
            reporting.reply(filed, words, now=clock.now())
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return _receipt_page(request, filed, form, status=409)
        except OverBudget:
            form.add_error(None, _("Too many comments have come just now. Please send this again in ten minutes."))
            return _receipt_page(request, filed, form, status=429)
    return back


def _file(request: ReaderRequest, story: Story, comment: Comment, form: ReportForm) -> HttpResponse:
    reported = form.reported(address=request.META.get("REMOTE_ADDR", ""))
    try:
        filed = reporting.file(comment, reported, now=clock.now())
    except TooManyReports as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, story, comment, form, status=429)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, story, comment, form, status=409)
    return _to(reverse("report-receipt", args=[filed.receipt_token]))


def _to(address: str) -> HttpResponse:
    return only_for_its_reader(HttpResponse(status=303, headers={"Location": address}))


def _form_page(
    request: ReaderRequest, story: Story, comment: Comment, form: ReportForm, *, status: int = 200, trouble: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "story": story,
        "comment": comment,
        "form": form,
        "kinds": ReportKind.choices,
        "trouble": trouble,
        "clauses": clauses_in_force(story.edition),
    }
    return only_for_its_reader(answer(request, "delivery/report.html", context, status=status))


def _enter(request: HttpRequest, token: str) -> Report:
    ways = ("comment__story__edition", "ruling__clause", "ruling__rules__edition", "reply")
    filed = Report.objects.of_receipt(token).select_related(*ways).first()
    if filed is None:
        raise Http404("There is no such receipt.")
    enter(request, filed.comment.story.edition.code)  # type: ignore[arg-type]
    return filed


def _receipt_page(
    request: ReaderRequest, filed: Report, form: ReplyForm | None = None, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "report": filed,
        "comment": filed.comment,
        "words": filed.comment.text_at(filed.filed_at),
        "reply_form": form,
        # A story held or killed since is named by its number alone.
        "story": Story.objects.public(clock.now()).select_related("edition").filter(pk=filed.comment.story_id).first(),
    }
    return only_for_its_reader(answer(request, "delivery/report_receipt.html", context, status=status))

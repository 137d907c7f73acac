"""Reports at the desk: those that wait, and the answer to all on one comment, which rules on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import holding, judging, leasing, passing, replying, reporting
from dateline.moderation.models import HouseRules, Report
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom import leases, next_up
from dateline.newsroom.comments import IN_SIGHT, DecisionForm, as_read, cited
from dateline.newsroom.headers import header
from dateline.newsroom.opinions import marked
from dateline.newsroom.queue_rows import A_PAGE
from dateline.stories.models import Story


class ReportAnswerForm(DecisionForm):
    """A ruling on the comment, and the words to all who reported it."""

    words = forms.CharField(
        label=gettext_lazy("Answer to who reported it"),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "aria-describedby": "answer-note"}),
        max_length=4000,
        error_messages={"required": gettext_lazy("Answer in words who reported the comment.")},
    )
    gives_reply = forms.BooleanField(required=False, label=gettext_lazy("Give a right of reply"))


def reports(request: Any) -> HttpResponse:
    """List the reports that wait, the most urgent first, or those that were answered."""
    mine = Report.objects.for_right(request.user, DECIDE).select_related("comment__story")
    is_answered = request.GET.get("state") == "answered"
    answered = mine.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    found = answered if is_answered else mine.waiting().most_urgent_first()
    context = header(_("Reports"), icon="warning", under=((_("Comments"), reverse("newsroom-comments")),)) | {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("p")),
        "is_answered": is_answered,
        "waiting_count": mine.waiting().count(),
        "now": clock.now(),
    }
    return render(request, "newsroom/comments/reports.html", context)


def reported(request: Any, pk: int) -> HttpResponse:
    """Show a comment with all that is held against it; on POST answer that and go to the next that waits."""
    mine = Comment.objects.for_right(request.user, DECIDE).select_related("story__edition", "story__section")
    comment = get_object_or_404(mine, pk=pk)
    rules = HouseRules.objects.in_force(comment.story.edition)
    clauses = rules.clauses_in_force() if rules else []
    if request.POST.get("verb") == "lift":
        return _lift(request, comment)
    if request.POST.get("verb") == "reply":
        return _give_reply(request, comment)
    form, place = ReportAnswerForm(clauses, request.POST or None), next_up.place_of_report(request, comment)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _answer(request, comment, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The reports are answered; the receipts say so."))
            leasing.release(comment.pk, by=request.user)
            if on := next_up.goes_on(request, place):
                return redirect(on)
            following = _waiting(request).first()
            return redirect("newsroom-reported", following.comment_id) if following else redirect("newsroom-reports")
    context = _around(request, comment) | leases.opened(request, comment)
    context |= {"rules": rules, "clauses": clauses, "form": form}
    context["under_law"] = judging.may_decide_under_law(comment, request.user)
    context["has_law"] = any(clause.is_legal for clause in clauses)
    return render(request, "newsroom/comments/reported.html", context, status=422 if form.errors else 200)


def _lift(request: Any, comment: Comment) -> HttpResponse:
    holding.lift(comment, by=request.user, now=clock.now())
    messages.success(request, _("The legal hold is lifted: the comment’s writer may delete it."))
    return redirect("newsroom-reported", comment.pk)


def _give_reply(request: Any, comment: Comment) -> HttpResponse:
    number = request.POST.get("report", "")
    report = get_object_or_404(comment.reports, pk=int(number) if number.isdecimal() and len(number) < 16 else 0)
    replying.give(report, by=request.user, now=clock.now())
    messages.success(request, _("The right of reply is given: the reply stands first as soon as it is shown."))
    return redirect("newsroom-reported", comment.pk)


def _answer(request: Any, comment: Comment, form: ReportAnswerForm) -> None:
    read, said = as_read(comment, form), {"words": form.cleaned_data["words"], "by": request.user, "now": clock.now()}
    if comment.is_taken_back:
        reporting.note_gone(comment, **said)
    elif request.POST.get("verb") == "keep":
        reporting.keep(read, **said)
    else:
        clause, sentence, law = cited(form)
        reporting.refuse(read, clause=clause, sentence=sentence, law=law, **said)
    if form.cleaned_data["gives_reply"]:
        replying.give_to_all(comment, by=request.user, now=said["now"])


def _waiting(request: Any) -> Any:
    mine = Report.objects.for_right(request.user, DECIDE).waiting().most_urgent_first().select_related("comment")
    return passing.left_to(request.user, mine, by="comment")


def _around(request: Any, comment: Comment) -> dict[str, Any]:
    now = clock.now()
    above = ((_("Comments"), reverse("newsroom-comments")), (_("Reports"), reverse("newsroom-reports")))
    against = [
        (report, comment.text_at(report.filed_at), report.is_overdue(now))
        for report in comment.reports.select_related("answered_by", "reply", "reply_given_by").order_by(
            "answered_at", "filed_at"
        )
    ]
    return header(_("Comment of %(name)s") % {"name": comment.name}, icon="warning", under=above) | {
        "comment": comment,
        "reports": against,
        "is_waiting": any(report.is_waiting for report, _text, _late in against),
        "libel_waits": any(report.is_waiting and report.is_libel for report, _text, _late in against),
        "is_held": holding.is_held(comment),
        "words": marked(comment.text, comment.opinions.seen_at_the_desk()),
        "is_public": Story.objects.public(now).filter(pk=comment.story_id).exists(),
        "waiting": _waiting(request)[:IN_SIGHT],
    }

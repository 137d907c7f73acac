"""Appeals at the desk: those that wait, and the answer to one beside the comment and the decision it is against."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.lib import clock
from dateline.moderation import appealing, leasing
from dateline.moderation.models import Appeal, AppealOutcome
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom import leases, next_up
from dateline.newsroom.comments import IN_SIGHT
from dateline.newsroom.headers import header
from dateline.newsroom.opinions import marked
from dateline.newsroom.queue_rows import A_PAGE
from dateline.stories.models import Story

WORDS = forms.Textarea(attrs={"rows": 6, "dir": "auto", "aria-describedby": "answer-note"})


class AnswerForm(forms.Form):
    """What becomes of the decision, and the words to the reader."""

    outcome = forms.ChoiceField(
        choices=AppealOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what becomes of the decision.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Answer to the reader"),
        widget=WORDS,
        max_length=4000,
        error_messages={"required": gettext_lazy("Answer the reader in words.")},
    )


def appeals(request: Any) -> HttpResponse:
    """List the appeals that wait, the oldest first, or those that were answered."""
    mine = Appeal.objects.for_right(request.user, DECIDE).select_related("decision__comment__story", "decision__clause")
    is_answered = request.GET.get("state") == "answered"
    found = mine.filter(answered_at__isnull=False).order_by("-answered_at", "-pk") if is_answered else mine.waiting()
    context = header(_("Appeals"), icon="comment", under=((_("Comments"), reverse("newsroom-comments")),)) | {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("p")),
        "is_answered": is_answered,
        "waiting_count": mine.waiting().count(),
    }
    return render(request, "newsroom/comments/appeals.html", context)


def appeal(request: Any, pk: int) -> HttpResponse:
    """Show one appeal; on POST answer it and go to the next that this person may answer."""
    mine = Appeal.objects.for_right(request.user, DECIDE)
    ways = ("decision__comment__story__edition", "decision__clause", "decision__rules__edition", "decision__decided_by")
    one: Appeal = get_object_or_404(mine.select_related(*ways, "answered_by"), pk=pk)
    form, fault = AnswerForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        outcome = AppealOutcome(form.cleaned_data["outcome"])
        try:
            appealing.answer(one, outcome, words=form.cleaned_data["words"], by=request.user, now=clock.now())
        except PermissionDenied as refusal:
            fault = str(refusal)
        else:
            messages.success(request, _("The appeal is answered; the reader’s receipt says so."))
            leasing.release(one.decision.comment_id, by=request.user)
            if on := next_up.goes_on(request, next_up.place_of_appeal(one)):
                return redirect(on)
            following = mine.waiting().answerable_by(request.user).first()
            return redirect("newsroom-appeal", following.pk) if following else redirect("newsroom-appeals")
    context = _around(request, one) | leases.opened(request, one.decision.comment) | {"form": form, "fault": fault}
    return render(request, "newsroom/comments/appeal.html", context, status=422 if fault or form.errors else 200)


def _around(request: Any, one: Appeal) -> dict[str, Any]:
    comment = one.decision.comment
    words = comment.text_at(one.decision.decided_at)
    waiting = Appeal.objects.for_right(request.user, DECIDE).waiting().select_related("decision__comment")
    above = ((_("Comments"), reverse("newsroom-comments")), (_("Appeals"), reverse("newsroom-appeals")))
    return header(_("Appeal of %(name)s") % {"name": comment.name}, icon="comment", under=above) | {
        "appeal": one,
        "comment": comment,
        "decision": one.decision,
        "words": marked(words, comment.opinions.seen_at_the_desk() if words == comment.text else []),
        "is_public": Story.objects.public(clock.now()).filter(pk=comment.story_id).exists(),
        "outcomes": [(each.value, each.label, EXPLAINED[each], KEYS[each]) for each in AppealOutcome],
        "refusal": appealing.refusal_of(one, by=request.user),
        "waiting": waiting[:IN_SIGHT],
    }


EXPLAINED = {
    AppealOutcome.UPHELD: gettext_lazy("The comment stays refused under the clause."),
    AppealOutcome.AFTER_EDIT: gettext_lazy("It stays refused until the reader has changed what you name."),
    AppealOutcome.OVERTURNED: gettext_lazy("The comment is shown at once."),
}
KEYS = {AppealOutcome.UPHELD: "u", AppealOutcome.AFTER_EDIT: "e", AppealOutcome.OVERTURNED: "o"}
"""By which key an outcome is chosen."""

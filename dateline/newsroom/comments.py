"""The ruling on one comment at the desk, beside its story and the clauses."""

from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging
from dateline.moderation.models import LONGEST_LAW, Appeal, Clause, HouseRules, Report
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom import leases, next_up, undoing
from dateline.newsroom.beside_comment import beside
from dateline.newsroom.headers import header
from dateline.newsroom.opinions import marked, said
from dateline.newsroom.queue_rows import key_of
from dateline.newsroom.score_bars import score_bars
from dateline.stories.models import Story

IN_SIGHT = 20
"""Rows of the queue listed beside the comment that is ruled on."""


class DecisionForm(forms.Form):
    """A clause of the rules in force, a sentence to the reader and the law; what is left empty is the clause's own."""

    clause = forms.ModelChoiceField(Clause.objects.none(), required=False)
    sentence = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, label=gettext_lazy("Sentence to the reader")
    )
    read = forms.DateTimeField(required=False, error_messages={"invalid": judging.CHANGED})
    """Since when the text that was read is the comment's. A form without it knows of the first one alone."""
    law = forms.CharField(max_length=LONGEST_LAW, required=False, label=gettext_lazy("Law and section"))

    def __init__(self, clauses: list[Clause], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        of_these = Clause.objects.filter(pk__in=[clause.pk for clause in clauses])
        self.fields["clause"].queryset = of_these  # type: ignore[attr-defined]


def decide(request: Any, pk: int) -> HttpResponse:
    """Show one comment in its context; on POST rule on it and go to the next that waits."""
    mine = Comment.objects.for_right(request.user, DECIDE)
    beside_it = ("story__edition", "story__section", "thread", "answers", "staff")
    comment = get_object_or_404(mine.select_related(*beside_it).defer("story__body"), pk=pk)
    rules = HouseRules.objects.in_force(comment.story.edition)
    clauses = rules.clauses_in_force() if rules else []
    form = DecisionForm(clauses, request.POST or None)
    key = key_of(comment)
    if request.method == "POST" and form.is_valid():
        try:
            _rule(request, comment, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            asked = next_up.asked_by(request)
            return redirect(next_up.after(key, comment.pk, asked=asked, user=request.user, now=clock.now()))
    context = _around(comment) | beside(comment, request.user, mine)
    context |= next_up.pane(request, comment, key=key, most=IN_SIGHT) | leases.opened(request, comment)
    context |= {"rules": rules, "clauses": clauses, "form": form}
    context["under_law"] = judging.may_decide_under_law(comment, request.user)
    context["has_law"] = any(clause.is_legal for clause in clauses)
    context |= _opinions_on(comment, clauses)
    return render(request, "newsroom/comments/comment.html", context, status=422 if form.errors else 200)


def _around(comment: Comment) -> dict[str, Any]:
    decisions = comment.decisions.select_related("clause", "rules__edition", "decided_by")
    title = _("A deleted comment") if comment.is_erased else _("Comment of %(name)s") % {"name": comment.name}
    return header(title, icon="comment", under=((_("Comments"), reverse("newsroom-comments")),)) | {
        "comment": comment,
        "appeal": Appeal.objects.waiting_on(comment).first(),
        "is_reported": Report.objects.waiting().filter(comment=comment).exists(),
        "reports_count": comment.reports.count(),
        "earlier_texts": comment.earlier_texts.all(),
        "decisions": decisions.prefetch_related("undone_by"),
        "may_answer": comment.story.commenting(clock.now()).takes,
        "is_public": Story.objects.public(clock.now()).filter(pk=comment.story_id).exists(),
        "shown": Comment.objects.shown().filter(story=comment.story).exclude(pk=comment.pk).order_by("-pk")[:3],
    }


def _opinions_on(comment: Comment, clauses: list[Clause]) -> dict[str, Any]:
    opinions = list(comment.opinions.seen_at_the_desk())
    return {
        "said": said(opinions, clauses),
        "words": marked(comment.text, opinions),
        "scores": score_bars(comment, clauses),
    }


def as_read(comment: Comment, form: DecisionForm) -> Comment:
    """Return the comment as whoever filled the form has read it."""
    read = copy(comment)
    read.sent_at = form.cleaned_data["read"] or comment.created_at
    return read


def cited(form: DecisionForm) -> tuple[Clause | None, str, str]:
    """Return clause, sentence to the reader and law of a refusal; what was left empty is the clause's own."""
    clause = form.cleaned_data["clause"]
    sentence = form.cleaned_data["sentence"] or (clause.reader_sentence if clause else "")
    law = form.cleaned_data["law"] or (clause.legal_ground if clause and clause.is_legal else "")
    return clause, sentence, law


def _rule(request: Any, comment: Comment, form: DecisionForm) -> None:
    read = as_read(comment, form)
    if request.POST.get("verb") == "show":
        decision = judging.show(read, by=request.user, now=clock.now())
        undoing.offer(request, decision, _("The comment is shown."))
        return
    clause, sentence, law = cited(form)
    decision = judging.refuse(read, clause=clause, sentence=sentence, law=law, by=request.user, now=clock.now())
    undoing.offer(request, decision, _("The comment is refused; its receipt says why."))

"""The comment queue: what waits, oldest first, and the decision on one comment."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from dateline.comments.models import Comment, State
from dateline.lib import clock
from dateline.moderation import judging
from dateline.moderation.models import Clause, HouseRules


class DecisionForm(forms.Form):
    """A clause of the rules in force and a sentence to the reader; an empty sentence is the clause's own."""

    clause = forms.ModelChoiceField(Clause.objects.none(), widget=forms.RadioSelect, empty_label=None, required=False)
    sentence = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False, label="Sentence to the reader")

    def __init__(self, comment: Comment, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rules = HouseRules.objects.in_force(comment.story.edition)
        if rules:
            self.fields["clause"].queryset = rules.clauses.filter(enabled=True)  # type: ignore[attr-defined]


def queue(request: HttpRequest) -> HttpResponse:
    """List the comments of one state, the oldest first: what waits unless another state is asked for."""
    _check_rights(request)
    state = request.GET.get("state", State.WAITING)
    state = state if state in State.values else State.WAITING
    comments = Comment.objects.filter(state=state).select_related("story__edition").oldest_first()[:100]
    context = {"comments": comments, "state": state, "states": State.choices, "page_title": "Comments"}
    return render(request, "newsroom/comment_queue.html", context)


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one comment in its context; on POST rule on it and go to the next that waits."""
    _check_rights(request)
    comments = Comment.objects.select_related("story__edition", "story__section")
    comment = get_object_or_404(comments, pk=pk)
    form = DecisionForm(comment, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _rule(request, comment, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _next(request, comment)
    decisions = comment.decisions.select_related("clause", "rules", "decided_by")
    context = {"comment": comment, "form": form, "decisions": decisions, "page_title": "Comment"}
    return render(request, "newsroom/comment.html", context, status=422 if form.errors else 200)


def _rule(request: Any, comment: Comment, form: DecisionForm) -> None:
    if request.POST.get("verb") == "show":
        judging.show(comment, by=request.user, now=clock.now())
        messages.success(request, "The comment is shown.")
        return
    clause = form.cleaned_data["clause"]
    sentence = form.cleaned_data["sentence"] or (clause.reader_sentence if clause else "")
    judging.refuse(comment, clause=clause, sentence=sentence, by=request.user, now=clock.now())
    messages.success(request, "The comment is refused; its receipt says why.")


def _next(request: HttpRequest, comment: Comment) -> HttpResponse:
    waiting = Comment.objects.waiting().oldest_first().exclude(pk=comment.pk).first()
    return redirect("newsroom-comment", waiting.pk) if waiting else redirect("newsroom-comments")


def _check_rights(request: HttpRequest) -> None:
    if not request.user.has_perms(["comments.view_comment", "moderation.decide_comment"]):
        raise PermissionDenied("Only moderators and desk chiefs rule on comments.")

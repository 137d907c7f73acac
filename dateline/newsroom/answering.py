"""Writing as the newsroom, at the desk: under a story, or in answer to a comment. Readers see a badge beside it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.comments.models import LONGEST_NAME, LONGEST_TEXT, Comment
from dateline.lib import clock
from dateline.moderation import answering
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom.headers import header
from dateline.stories.models import Story


class NewsroomForm(forms.Form):
    """What the newsroom says, and under which name."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Readers see it, with the word “Newsroom” beside it."),
    )
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=gettext_lazy("It is shown at once, by a decision in your name."),
    )


def answer(request: Any, pk: int) -> HttpResponse:
    """Answer one comment as the newsroom."""
    mine = Comment.objects.for_right(request.user, DECIDE).select_related("story__edition", "thread")
    comment = get_object_or_404(mine, pk=pk)
    return _write(request, comment.story, answers=comment)


def write(request: Any, pk: int) -> HttpResponse:
    """Write under a story as the newsroom, answering nobody."""
    mine = Story.objects.for_right(request.user, DECIDE).select_related("edition")
    story: Story = get_object_or_404(mine, pk=pk)
    return _write(request, story, answers=None)


def _write(request: Any, story: Story, *, answers: Comment | None) -> HttpResponse:
    form, fault = NewsroomForm(request.POST or None, initial={"name": request.user.display_name[:LONGEST_NAME]}), ""
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data | {"answers": answers, "by": request.user, "now": clock.now()}
            decision = answering.write_as_newsroom(story, **facts)
        except PermissionDenied as refusal:
            fault = str(refusal)
        else:
            messages.success(request, _("It stands under the story."))
            return redirect("newsroom-comment", decision.comment_id)
    way = reverse("newsroom-comments")
    context = header(_("Write as the newsroom"), icon="comment", under=((_("Comments"), way),)) | {
        "story": story,
        "answers": answers,
        "form": form,
        "fault": fault or answering.refusal_of(story, answers, by=request.user, now=clock.now()),
    }
    return render(request, "newsroom/comments/write.html", context, status=422 if fault or form.errors else 200)

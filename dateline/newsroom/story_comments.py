"""The comments of a story at the desk: open, held or closed, when they are shown, and which are marked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.log_actions import LogFormatter

from dateline.comments.distinguishing import PICK, distinguish
from dateline.comments.models import Comment, Rank
from dateline.lib import clock
from dateline.newsroom.headers import header
from dateline.newsroom.queue_rows import A_PAGE
from dateline.stories.models import CommentsDoor, CommentsMode, Story

RIGHT = "stories.comments_of_story"
EXPLAINED = {
    CommentsDoor.OPEN: gettext_lazy("Comments are taken."),
    CommentsDoor.HELD: gettext_lazy("Comments are taken and wait for a person. No program shows or refuses any."),
    CommentsDoor.CLOSED: gettext_lazy("No comment is taken. What is shown stays."),
}


class MarkForm(forms.Form):
    """Which comment, and what it is marked as."""

    comment = forms.IntegerField(max_value=2**62)
    rank = forms.TypedChoiceField(choices=Rank, coerce=int)


class StoryCommentsForm(forms.Form):
    """Door and mode of one story. The model says whether they can be."""

    comments_door = forms.ChoiceField(
        label=gettext_lazy("Comments on this story"),
        choices=CommentsDoor,
        error_messages={"required": gettext_lazy("Choose open, held or closed.")},
    )
    comments_mode = forms.ChoiceField(
        label=gettext_lazy("When they are shown"),
        choices=[("", gettext_lazy("As edition and section")), *CommentsMode.choices],
        required=False,
        help_text=gettext_lazy("A story can be stricter than its edition and section, never more lenient."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, for the desk"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
        help_text=gettext_lazy("Readers never see it. It stays in the story’s history."),
    )


def comments(request: Any, pk: int) -> HttpResponse:
    """Show what holds for a story's comments, and those shown; on POST set it, or mark one of them."""
    stories = Story.objects.for_right(request.user, RIGHT).select_related("edition", "section")
    story: Story = get_object_or_404(stories, pk=pk)
    said = {"comments_door": story.comments_door or CommentsDoor.OPEN, "comments_mode": story.comments_mode or ""}
    marks = "rank" in request.POST
    form = StoryCommentsForm(None if marks else request.POST or None, initial=said)
    if marks:
        _mark(request, story)
    if marks or (form.is_valid() and _set(request, story, form)):
        return redirect(request.get_full_path())
    above = ((_("Stories"), reverse("stories:list")), (story.headline, reverse("stories:edit", args=[story.pk])))
    context = header(_("Comments"), icon="comment", under=above) | _around(request, story) | {"form": form}
    return render(request, "newsroom/story_comments.html", context, status=422 if form.errors else 200)


def _around(request: Any, story: Story) -> dict[str, Any]:
    shown = Comment.objects.shown().filter(story=story).order_by("-rank", "-created_at", "-pk")
    return {
        "story": story,
        "doors": [(each.value, each.label, EXPLAINED[each]) for each in CommentsDoor],
        "commenting": story.commenting(clock.now()),
        "above": [each for each in (story.edition, story.section) if each],
        "page": Paginator(shown.prefetch_related("distinctions__given_by"), A_PAGE).get_page(request.GET.get("p")),
        "ranks": Rank.choices,
        "may_mark": request.user.has_perm(PICK),
    }


def _mark(request: Any, story: Story) -> None:
    asked = MarkForm(request.POST)
    if not request.user.has_perm(PICK):
        raise PermissionDenied(_("Only moderators, editors and desk chiefs mark comments."))
    if not asked.is_valid():
        raise Http404
    comment = get_object_or_404(
        Comment.objects.for_right(request.user, PICK), story=story, pk=asked.cleaned_data["comment"]
    )
    try:
        distinguish(comment, Rank(asked.cleaned_data["rank"]), by=request.user, now=clock.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)


def _set(request: Any, story: Story, form: StoryCommentsForm) -> bool:
    given = form.cleaned_data
    facts = {"door": given["comments_door"], "mode": given["comments_mode"], "reason": given["reason"]}
    try:
        story.set_comments(**facts, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The comments of this story are set."))
    return True


class CommentsPanel(Panel):
    """What holds for the story's comments, with the way to the page that sets it."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "newsroom/comments_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            may_set = Story.objects.for_right(self.request.user, RIGHT).filter(pk=self.instance.pk).exists()
            context: dict[str, Any] = super().get_context_data(parent_context)
            now_is = {"commenting": self.instance.commenting(clock.now())}
            return context | now_is | {"story": self.instance, "may_set_comments": may_set}


class _InTheLog(LogFormatter):  # type: ignore[misc]
    """Which door and mode, and why."""

    label = gettext_lazy("Set the comments")

    def format_message(self, log_entry: Any) -> str:
        door = CommentsDoor(log_entry.data.get("comments_door") or CommentsDoor.OPEN).label
        mode = log_entry.data.get("comments_mode")
        said = _("Comments: %(door)s") % {"door": door}
        return f"{said}{_(', ')}{CommentsMode(mode).label}" if mode else said

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("reason", ""))


def register(actions: Any) -> None:
    """Name what is logged."""
    actions.register_action("dateline.comments")(_InTheLog)

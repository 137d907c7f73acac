"""The comments of a story at the desk: open, held or closed, and when they are shown; a page of their own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.log_actions import LogFormatter

from dateline.lib import clock
from dateline.newsroom.headers import header
from dateline.stories.models import CommentsDoor, CommentsMode, Story

RIGHT = "stories.comments_of_story"
EXPLAINED = {
    CommentsDoor.OPEN: gettext_lazy("Comments are taken."),
    CommentsDoor.HELD: gettext_lazy("Comments are taken and wait for a person. No program shows or refuses any."),
    CommentsDoor.CLOSED: gettext_lazy("No comment is taken. What is shown stays."),
}


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
    """Show what holds for a story's comments; on POST set it."""
    stories = Story.objects.for_right(request.user, RIGHT).select_related("edition", "section")
    story: Story = get_object_or_404(stories, pk=pk)
    said = {"comments_door": story.comments_door or CommentsDoor.OPEN, "comments_mode": story.comments_mode or ""}
    form = StoryCommentsForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid() and _set(request, story, form):
        return redirect("newsroom-story-comments", story.pk)
    above = ((_("Stories"), reverse("stories:list")), (story.headline, reverse("stories:edit", args=[story.pk])))
    context = header(_("Comments"), icon="comment", under=above) | {
        "story": story,
        "form": form,
        "doors": [(each.value, each.label, EXPLAINED[each]) for each in CommentsDoor],
        "commenting": story.commenting(clock.now()),
        "above": [each for each in (story.edition, story.section) if each],
    }
    return render(request, "newsroom/story_comments.html", context, status=422 if form.errors else 200)


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

"""Texts that go out over a live story at a time: shown, moved, cancelled; one that did not go out, with the reason.

Arranged on the page that puts a text out with a note (`acts.py`), by its field for a time.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.lib import clock
from dateline.newsroom.clock_field import ClockField, ClockInput
from dateline.newsroom.headers import header
from dateline.stories.models import LaterVersion, Story

RIGHT = "stories.correct_story"
ACTIONS = {
    "dateline.later": (gettext_lazy("Put out later"), gettext_lazy("A text waits for its time")),
    "dateline.later_move": (gettext_lazy("Move a later text"), gettext_lazy("A later text moved")),
    "dateline.later_cancel": (gettext_lazy("Cancel a later text"), gettext_lazy("A later text cancelled")),
}


class MoveForm(forms.Form):
    """One later text, and another time for it."""

    later = forms.ModelChoiceField(LaterVersion.objects.none())
    at = ClockField(required=False)

    def __init__(self, story: Story, sent: Any) -> None:
        super().__init__(sent)
        self.fields["later"].queryset = story.later_versions.all()  # type: ignore[attr-defined]


def later(request: Any, pk: int) -> HttpResponse:
    """Show the later texts of a story; on POST move one or cancel it."""
    stories = Story.objects.for_right(request.user, RIGHT).select_related("edition")
    story: Story = get_object_or_404(stories, pk=pk)
    with timezone.override(story.edition.zone):
        fault = _change(request, story) if request.method == "POST" else ""
        if request.method == "POST" and not fault:
            return redirect("newsroom-story-later", story.pk)
        return _page(request, story, fault)


def _change(request: Any, story: Story) -> str:
    form = MoveForm(story, request.POST)
    if not form.is_valid():
        return " ".join(str(fault) for faults in form.errors.values() for fault in faults)
    found: LaterVersion = form.cleaned_data["later"]
    try:
        if "cancel" in request.POST:
            found.cancel(by=request.user)
        elif form.cleaned_data["at"] is None:
            return _("Give a date and a time, such as 2026-03-01 18:30.")
        else:
            found.move(form.cleaned_data["at"], by=request.user)
    except (PermissionDenied, ValidationError) as refusal:
        return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
    messages.success(request, _("It is done, and stands in the story’s history."))
    return ""


def _page(request: Any, story: Story, fault: str) -> HttpResponse:
    above = ((_("Stories"), reverse("stories:list")), (story.headline, reverse("stories:edit", args=[story.pk])))
    rows = list(story.later_versions.select_related("by", "revision").order_by("-at"))
    for row in rows:
        row.time_input = _time_input(request, row)
    context = header(_("Later texts"), icon="time", under=above)
    context |= {"story": story, "rows": rows, "fault": fault, "now": clock.now()}
    return render(request, "newsroom/later.html", context, status=422 if fault else 200)


def _time_input(request: Any, row: LaterVersion) -> str:
    """The time as it is, or as it was typed for this text."""
    field = ClockInput()
    typed = request.POST.get("later") == str(row.pk)
    value = field.value_from_datadict(request.POST, {}, "at") if typed else timezone.make_naive(row.at)
    return field.render("at", value, {"id": f"at-{row.pk}"})


def register(actions: Any) -> None:
    """Name what is logged."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)

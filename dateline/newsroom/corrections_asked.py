"""Asking for a correction of a story that is out: a note to those who may correct it, and their answer.

Anybody who sees the story at the desk may ask, a moderator who read of it in a comment too. A correction answers the
requests that are ticked in its form (`acts.py`); here one is turned down.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.newsroom.headers import header
from dateline.newsroom.sentences import SENTENCES
from dateline.stories.beats import beat_of
from dateline.stories.models import CorrectionRequest, Story

ANSWER = "stories.correct_story"
WORDS = forms.Textarea(attrs={"rows": 3, "dir": "auto"})


class AskForm(forms.Form):
    """What is wrong, and who says so if it is nobody of the desk."""

    text = forms.CharField(
        label=gettext_lazy("What is wrong, and what is right?"),
        max_length=2000,
        widget=WORDS,
        help_text=gettext_lazy("Say where it stands in the text. Readers never see this."),
        error_messages={"required": gettext_lazy("Say what is wrong, and what is right if you know it.")},
    )
    told_by = forms.CharField(
        label=gettext_lazy("Who told us, if it came from outside"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A name, and how to answer them."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class TurnDownForm(forms.Form):
    """One request, and why the story stays as it is."""

    request = forms.ModelChoiceField(CorrectionRequest.objects.none())
    sentence = forms.CharField(required=False, max_length=2000)

    def __init__(self, story: Story, sent: Any) -> None:
        super().__init__(sent)
        self.fields["request"].queryset = story.correction_requests.all()  # type: ignore[attr-defined]


def asked(request: Any, pk: int) -> HttpResponse:
    """Show the requests on a story; on POST store another one, or turn one down for who may correct there."""
    stories = Story.objects.visible_to(request.user).select_related("edition")
    story: Story = get_object_or_404(stories, pk=pk)
    may_answer = beat_of(request.user, ANSWER).covers(story.edition_id, story.section_id)
    form, fault = AskForm(), ""
    if request.method == "POST" and "turn_down" in request.POST:
        if not may_answer:
            raise PermissionDenied(SENTENCES[ANSWER])
        fault = _turn_down(request, story)
    elif request.method == "POST":
        form = AskForm(request.POST)
        fault = _ask(request, story, form)
    if request.method == "POST" and not fault and not form.errors:
        return redirect("newsroom-story-asked", story.pk)
    return _page(request, story, form, fault=fault, may_answer=may_answer)


def _ask(request: Any, story: Story, form: AskForm) -> str:
    if not form.is_valid():
        return ""
    try:
        story.ask_for_correction(by=request.user, **form.cleaned_data)
    except PermissionDenied as refusal:
        return str(refusal)
    messages.success(request, _("It is asked for. Those who may correct the story find it on their front page."))
    return ""


def _turn_down(request: Any, story: Story) -> str:
    form = TurnDownForm(story, request.POST)
    if not form.is_valid():
        return _("This request is not on this story.")
    try:
        form.cleaned_data["request"].turn_down(by=request.user, sentence=form.cleaned_data["sentence"])
    except (PermissionDenied, ValidationError) as refusal:
        return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
    messages.success(request, _("The request is turned down, and your sentence stands beside it."))
    return ""


def _page(request: Any, story: Story, form: AskForm, *, fault: str, may_answer: bool) -> HttpResponse:
    way = reverse("newsroom-story-handing", args=[story.pk])
    above = ((_("Stories"), reverse("stories:list")), (story.headline, way))
    rows = story.correction_requests.select_related("asked_by", "settled_by", "notice")
    context = header(_("Corrections asked for"), icon="edit", under=above) | {
        "story": story,
        "form": form,
        "fault": fault,
        "standing": [each for each in rows if each.settled_at is None],
        "settled": [each for each in rows if each.settled_at],
        "may_answer": may_answer,
        "may_ask": not story.is_killed and story.is_known(),
        "tried": request.POST.get("request", "") if fault else "",
        "sentence": request.POST.get("sentence", "") if fault else "",
    }
    return render(request, "newsroom/asked.html", context, status=422 if fault or form.errors else 200)

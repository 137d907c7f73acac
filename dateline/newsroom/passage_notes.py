"""Notes of colleagues on passages of a story: a page of their own beside the text, and a panel in the editor.

Wagtail's comments are of pages alone (`Comment.page`), so these are ours. Everything works by plain forms;
`static/newsroom/notes.js` offers “Note” where words are selected, and sends the same form from there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel

from dateline.newsroom.headers import header
from dateline.stories.beats import beat_of
from dateline.stories.body import words_of_block
from dateline.stories.models import NotedField, PassageNote, Story
from dateline.stories.models.passage_note import LONGEST_PASSAGE
from dateline.stories.moves import MAKE_READY

LONGEST = 4000
WORDS = forms.Textarea(attrs={"rows": 3, "dir": "auto"})


class NoteForm(forms.Form):
    """A passage, by field and words, and what is said to it."""

    field = forms.ChoiceField(label=gettext_lazy("Where"), choices=NotedField.choices, initial=NotedField.BODY)
    block = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    passage = forms.CharField(
        label=gettext_lazy("Words from the text"),
        max_length=LONGEST_PASSAGE,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Copy the words that you mean from the text.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Your note"),
        max_length=LONGEST,
        widget=WORDS,
        help_text=gettext_lazy("Colleagues see it. Readers never do."),
        error_messages={"required": gettext_lazy("Write what you have to say to these words.")},
    )


@dataclass(frozen=True)
class Thread:
    """A note with its answers, and whether the words that it is about are still there."""

    note: PassageNote
    answers: list[PassageNote]
    is_there: bool
    may_resolve: bool


def notes(request: Any, pk: int) -> HttpResponse:
    """Show the notes on a story beside its newest text; on POST write one, answer one or call one done."""
    stories = Story.objects.visible_to(request.user).select_related("edition", "section")
    story: Story = get_object_or_404(stories, pk=pk)
    if request.method != "POST":
        return _page(request, story, NoteForm(initial=request.GET.dict()))
    form, fault = NoteForm(request.POST if "passage" in request.POST else None), ""
    try:
        said = _do(request, story, form)
    except (PermissionDenied, ValidationError) as refusal:
        said, fault = "", " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
    if request.headers.get("Accept", "").startswith("application/json"):
        return _answer_to_script(request, story, form, fault)
    if said:
        messages.success(request, said)
        return redirect("newsroom-story-notes", story.pk)
    return _page(request, story, form, fault=fault)


def _do(request: Any, story: Story, form: NoteForm) -> str:
    if form.is_bound:
        if not form.is_valid():
            return ""
        given = form.cleaned_data
        story.note_on(given["passage"], field=given["field"], text=given["text"], by=request.user, block=given["block"])
        return _("The note is written.")
    note = get_object_or_404(story.passage_notes.filter(answer_to=None), pk=request.POST.get("note") or 0)
    if "resolve" in request.POST:
        note.resolve(by=request.user)
        return _("The note is done.")
    note.answer(by=request.user, text=request.POST.get("answer", "")[:LONGEST])
    return _("The answer is written.")


def _answer_to_script(request: Any, story: Story, form: NoteForm, fault: str) -> HttpResponse:
    faults = [fault, *(str(message) for messages in form.errors.values() for message in messages)]
    if any(faults):
        return JsonResponse({"fault": " ".join(faults).strip()}, status=422)
    shown = {"threads": [each for each in threads(story, request.user) if not each.note.resolved_at], "story": story}
    return JsonResponse({"panel": render_to_string("newsroom/notes/standing.html", shown)})


def threads(story: Story, user: Any) -> list[Thread]:
    """Return the notes on a story, each with its answers. Three queries, however many there are."""
    notes = list(story.passage_notes.select_related("author", "resolved_by"))
    text = story.get_latest_revision_as_object() if notes else story
    is_editor = beat_of(user, MAKE_READY.right).covers(story.edition_id, story.section_id)
    answers: dict[int, list[PassageNote]] = {}
    for note in notes:
        if note.answer_to_id:
            answers.setdefault(note.answer_to_id, []).append(note)
    return [
        Thread(note, answers.get(note.pk, []), note.stands_in(text), is_editor or note.author == user)
        for note in notes
        if not note.answer_to_id
    ]


def _page(request: Any, story: Story, form: NoteForm, *, fault: str = "") -> HttpResponse:
    text = story.get_latest_revision_as_object()
    way = reverse("newsroom-story-handing", args=[story.pk])
    above = ((_("Stories"), reverse("stories:list")), (text.headline, way))
    every = threads(story, request.user)
    context = header(_("Notes"), icon="comment", under=above) | {
        "story": story,
        "form": form,
        "fault": fault,
        "standing": [each for each in every if not each.note.resolved_at],
        "done": [each for each in every if each.note.resolved_at],
        "fields": list(_words(text)),
        "tried": request.POST.get("note", "") if fault else "",
        "tried_answer": request.POST.get("answer", ""),
    }
    return render(request, "newsroom/notes/page.html", context, status=422 if fault or form.errors else 200)


def _words(text: Story) -> Iterable[tuple[str, str, str, str]]:
    """The text to quote from: field, its name, block, words."""
    for field, label in NotedField.choices:
        if field != NotedField.BODY and getattr(text, field):
            yield field, str(label), "", getattr(text, field)
    for raw in text.body.raw_data:
        words = words_of_block(raw["type"], raw["value"])
        if words:
            yield NotedField.BODY, _("Text"), raw.get("id") or "", words


class NotesPanel(Panel):
    """The notes that stand, beside the text, and the way to write one."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "newsroom/notes/panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            found = threads(self.instance, self.request.user)
            standing = [each for each in found if not each.note.resolved_at]
            return context | {"story": self.instance, "threads": standing, "done": len(found) - len(standing)}

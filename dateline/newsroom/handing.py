"""Where a story is on its way to its readers: who handed it over with which words, and the moves open to this person.

A page of its own, for desks without JavaScript too; the editor's menu has the same moves (`story_menu.py`).
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.lib import clock
from dateline.moderation import answering
from dateline.newsroom.headers import header
from dateline.newsroom.states import state_of
from dateline.stories.models import Story
from dateline.stories.moves import BY_VERB, MOVES, PUBLISH, Move

DONE = {
    "submit": gettext_lazy("The story is handed in. An editor reads it."),
    "send_back": gettext_lazy("The story is sent back to its writer, with your note."),
    "make_ready": gettext_lazy("The story is ready. It waits to be published."),
    "publish": gettext_lazy("The story is published."),
}


class MoveForm(forms.Form):
    """A verb, the text that it is about, and words to the one who gets the story next."""

    verb = forms.ChoiceField(choices=[(move.verb, move.label) for move in MOVES])
    seen = forms.IntegerField(required=False)
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), strip=True
    )


def handing(request: Any, pk: int) -> HttpResponse:
    """Show the way of a story; on POST make the move whose button was pressed, on the text that was seen."""
    story: Story = get_object_or_404(Story.objects.visible_to(request.user).select_related("edition", "section"), pk=pk)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _move(request, story, form):
        return redirect("newsroom-story-handing", story.pk)
    above = ((_("Stories"), reverse("stories:list")), (story.headline, reverse("stories:edit", args=[story.pk])))
    context = header(_("Handing over"), icon="resubmit", under=above) | {
        "story": story,
        "state": state_of(story),
        "form": form,
        "moves": sorted(story.moves_of(request.user), key=lambda move: move.needs_note),
        "handovers": story.handovers.select_related("by"),
        "versions": story.versions.select_related("published_by").order_by("-number")[:3],
        "may_comment": not answering.refusal_of(story, None, by=request.user, now=clock.now()),
        "notes": story.passage_notes.standing().count(),
        "may_write": Story.objects.changeable_by(request.user).filter(pk=story.pk).exists(),
    }
    return render(request, "newsroom/handing.html", context, status=422 if form.errors else 200)


def _move(request: Any, story: Story, form: MoveForm) -> bool:
    move = BY_VERB[form.cleaned_data["verb"]]
    try:
        with transaction.atomic():
            _refuse_unseen(story, form.cleaned_data["seen"], by=request.user)
            make(move, story, by=request.user, note=form.cleaned_data["note"])
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, str(DONE[move.verb]))  # stored once the language of who reads it is no longer set
    return True


def make(move: Move, story: Story, *, by: Any, note: str = "") -> None:
    """Make a move by its verb."""
    if move is PUBLISH:
        story.publish(story.get_latest_revision(), user=by)
    else:
        getattr(story, move.verb)(by=by, note=note)


def _refuse_unseen(story: Story, seen: int | None, *, by: Any) -> None:
    newest = Story.objects.select_for_update().values_list("latest_revision", flat=True).get(pk=story.pk)
    refuse_while_locked(story, by=by)
    if newest is None:
        raise PermissionDenied(_("This story has no saved text yet."))
    if seen != newest:
        raise PermissionDenied(_("Somebody saved another text of this story meanwhile. Read it, then decide again."))


def refuse_while_locked(story: Story, *, by: Any) -> None:
    """Raise `PermissionDenied` with the name of the one who holds the story, if that is somebody else."""
    lock = story.get_lock()
    if lock and lock.for_user(by):
        holder = story.locked_by.display_name if story.locked_by else _("Somebody")
        raise PermissionDenied(_("%(name)s is at work on this story and has locked it.") % {"name": holder})

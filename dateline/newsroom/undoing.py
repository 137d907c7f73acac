"""Undo at the desk: the button in the message after a decision, and the address that it sends to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from dateline.comments.models import State
from dateline.lib import clock
from dateline.moderation import undoing
from dateline.moderation.models import Decision
from dateline.newsroom.comment_acts import comment_for

RESTORED = {
    State.WAITING: gettext_lazy("Undone: the comment waits again."),
    State.SHOWN: gettext_lazy("Undone: the comment is shown, as before."),
    State.REFUSED: gettext_lazy("Undone: the comment is refused, as before."),
}
UNDONE = gettext_lazy("The decision is undone.")
"""Also of a comment that its writer has taken back since."""


def offer(request: Any, decision: Decision, said: str) -> None:
    """Say what was done, with a button that undoes it, where it was done just now."""
    refusal = undoing.refusal_of(decision, decision.comment, by=request.user, now=clock.now())
    context = {"said": said, "decision": None if refusal else decision}
    messages.success(request, render_to_string("newsroom/comments/undo.html", context, request))


def undo(request: Any, pk: int) -> HttpResponse:
    """On POST undo a decision on a comment, and show that; the address by itself leads to the comment."""
    comment, number = comment_for(request, pk), request.POST.get("decision", "")
    if request.method == "POST":
        decision = get_object_or_404(
            Decision, comment=comment, pk=int(number) if number.isdecimal() and len(number) < 16 else 0
        )
        try:
            restored = undoing.undo(decision, by=request.user, now=clock.now())
        except PermissionDenied as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, RESTORED.get(State(restored.state), UNDONE))
    return redirect("newsroom-comment", comment.pk)

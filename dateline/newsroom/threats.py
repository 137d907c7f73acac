"""A threat to life at the desk: said in one act, and the log of which authority was told when (DSA Art. 18)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.comments.models import Comment
from dateline.lib import clock, mail
from dateline.moderation import telling, threats
from dateline.moderation.models import Threat
from dateline.moderation.models.threat import LONGEST_AUTHORITY, LONGEST_NOTE
from dateline.newsroom.clock_field import ClockField
from dateline.newsroom.comment_acts import WORDS, act_page, comment_for

HAPPENS = (
    gettext_lazy("The comment goes off the page at once, and waits."),
    gettext_lazy("It lies with the desk chiefs. Only they rule on it."),
    gettext_lazy("Its words are kept: nobody can delete them until a desk chief lets them go."),
    gettext_lazy("Here you write down which authority was told, and when."),
)


class ThreatForm(forms.Form):
    """What was seen."""

    note = forms.CharField(
        label=gettext_lazy("What you saw, and who may be in danger"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs=WORDS),
        error_messages={"required": gettext_lazy("Say what you saw, and who may be in danger.")},
    )


class ToldForm(forms.Form):
    """Which authority was told, when, and its own number for it."""

    authority = forms.CharField(
        label=gettext_lazy("Authority"),
        max_length=LONGEST_AUTHORITY,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": gettext_lazy("Say which authority was told.")},
    )
    told_at = ClockField(label=gettext_lazy("Told at"), help_text=gettext_lazy("On the clock of the story’s edition."))
    reference = forms.CharField(
        label=gettext_lazy("Its reference"),
        max_length=LONGEST_AUTHORITY,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class CloseForm(forms.Form):
    """What came of it."""

    words = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs=WORDS),
        error_messages={"required": gettext_lazy("Say what came of it.")},
    )


def threat(request: Any, pk: int) -> HttpResponse:
    """Ask what was seen, and on POST raise it; while one is open show its log, and on POST add to it or close it."""
    comment = comment_for(request, pk)
    standing = threats.open_on(comment)
    with timezone.override(comment.story.edition.zone):
        return _of_open(request, comment, standing) if standing else _raise(request, comment)


def _raise(request: Any, comment: Comment) -> HttpResponse:
    form = ThreatForm(request.POST if request.POST.get("verb") == "raise" else None)
    if form.is_bound and form.is_valid():
        try:
            threats.raise_threat(comment, note=form.cleaned_data["note"], by=request.user, now=clock.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said = (
                _("It is off the page, and lies with the desk chiefs."),
                _how_told(comment),
                _("Tell the authority."),
            )
            messages.success(request, " ".join(said))
            return redirect("newsroom-comment-threat", comment.pk)
    happens = (*HAPPENS[:2], _how_told(comment), *HAPPENS[2:])
    return _page(request, comment, form, {"verb": "raise", "is_grave": True}, happens=happens)


def _how_told(comment: Comment) -> str:
    """How the desk chiefs hear of it, in a sentence: whether by mail, or from who has seen it and nobody else."""
    if telling.reaches_chiefs(comment):
        return _("A mail goes to the desk chiefs now.")
    if mail.is_set_up():
        return _("No desk chief has an e-mail address here: telephone them.")
    return _("No mail is set up: telephone them.")


def _of_open(request: Any, comment: Comment, standing: Threat) -> HttpResponse:
    verb = request.POST.get("verb")
    told = ToldForm(request.POST if verb == "told" else None, initial={"told_at": timezone.localtime(clock.now())})
    closing = CloseForm(request.POST if verb == "close" else None)
    form: forms.Form = closing if verb == "close" else told
    if form.is_bound and form.is_valid():
        try:
            said = _log(standing, form, by=request.user)
        except (ValidationError, PermissionDenied) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            messages.success(request, said)
            return redirect("newsroom-comment-threat" if form is told else "newsroom-comment", comment.pk)
    more = {
        "threat": standing,
        "told_form": told,
        "closing": closing,
        "may_close": threats.may_close(comment, request.user),
    }
    return _page(request, comment, form, more)


def _log(standing: Threat, form: forms.Form, *, by: Any) -> str:
    if isinstance(form, CloseForm):
        threats.close(standing, words=form.cleaned_data["words"], by=by, now=clock.now())
        return _("It is closed; the log stays.")
    threats.note_told(standing, **form.cleaned_data, by=by, now=clock.now())
    return _("It is written down.")


def _page(request: Any, comment: Comment, form: forms.Form, more: dict[str, Any], *, happens: Any = ()) -> HttpResponse:
    log = comment.threats.select_related("raised_by", "closed_by").prefetch_related("told__written_by")
    return act_page(
        request,
        comment,
        form,
        title=_("Threat to life"),
        icon="warning",
        button=_("Take it off the page, to the desk chiefs"),
        happens=happens,
        template="newsroom/comments/threat.html",
        more=more | {"log": log},
    )

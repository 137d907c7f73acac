"""Readers' requests at the desk: what is kept of one, handed over as a file or erased, and what was done so far.

What is asked goes in the body of the form, never in an address: addresses are logged.
"""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dateline.lib import clock
from dateline.moderation import reader_requests
from dateline.moderation.models import FoundBy, ReaderRequest
from dateline.moderation.reader_requests import Found
from dateline.newsroom.headers import header

LONGEST_REASON = 1000
LAST = 30
"""Requests that are listed."""
TO_ERASE = gettext_lazy("ERASE")
"""What is typed to erase."""


class FindForm(forms.Form):
    """By what a reader is found."""

    found_by = forms.ChoiceField(
        label=gettext_lazy("Find by"), choices=FoundBy, widget=forms.RadioSelect, initial=FoundBy.EMAIL
    )
    asked = forms.CharField(
        max_length=500,
        label=gettext_lazy("E-mail address, or address of the receipt"),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "An e-mail address finds all that was sent with it, whoever typed it. "
            "See that whoever asks is that reader. A receipt finds the one comment or report that it is of."
        ),
        error_messages={"required": gettext_lazy("Give an e-mail address or the address of a receipt.")},
    )


class AnswerForm(FindForm):
    """Why, and what was seen; to erase, the word for it."""

    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label=gettext_lazy("Reason, for the desk"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("What the reader asked for, and when. It stays: name nobody."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    typed = forms.CharField(required=False, max_length=40, label=gettext_lazy("To erase, type"))


def readers(request: Any) -> HttpResponse:
    """Ask for a reader and list past requests; on POST show what is found, hand it over or erase it."""
    verb = request.POST.get("verb", "")
    form = (AnswerForm if verb in ("export", "erase") else FindForm)(request.POST or None)
    if request.method != "POST" or form.errors.keys() & FindForm.base_fields.keys():
        return _page(request, form)
    found = reader_requests.find(FoundBy(form.cleaned_data["found_by"]), form.cleaned_data["asked"], by=request.user)
    if form.errors:
        return _page(request, form, found)
    try:
        if verb == "export":
            return _handed_over(request, found, form.cleaned_data)
        if verb == "erase":
            return _erased(request, found, form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return _page(request, form, found)


def _handed_over(request: Any, found: Found, given: Mapping[str, Any]) -> HttpResponse:
    kept = reader_requests.hand_over(found, reason=given["reason"], by=request.user, now=clock.now())
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="reader.json"'
    return answer


def _erased(request: Any, found: Found, given: Mapping[str, Any]) -> HttpResponse:
    if given["typed"].strip().casefold() != str(TO_ERASE).casefold():
        raise ValidationError(_("To erase, type the word “%(word)s”.") % {"word": TO_ERASE})
    done = reader_requests.erase(found, seen=given["seen"], reason=given["reason"], by=request.user, now=clock.now())
    comments = ngettext("%(count)d comment", "%(count)d comments", done.comments) % {"count": done.comments}
    reports = ngettext("%(count)d report", "%(count)d reports", done.reports) % {"count": done.reports}
    messages.success(
        request, _("Erased for good: %(comments)s, %(reports)s.") % {"comments": comments, "reports": reports}
    )
    if done.kept:
        words = ngettext("%(count)d had to stay for now.", "%(count)d had to stay for now.", len(done.kept))
        messages.warning(request, words % {"count": len(done.kept)})
    return redirect("newsroom-readers")


def _page(request: Any, form: forms.Form, found: Found | None = None) -> HttpResponse:
    above = ((_("Comments"), reverse("newsroom-comments")),)
    context = header(_("Readers’ requests"), icon="user", under=above) | {"form": form, "found": found}
    if found:
        comments, reports = reader_requests.against(found.reader)
        context |= {
            "comments": [(each, comments.get(each.pk)) for each in found.reader.comments],
            "reports": [(each, reports.get(each.pk)) for each in found.reader.reports],
            "answer": form if isinstance(form, AnswerForm) else AnswerForm(),
            "to_erase": TO_ERASE,
        }
    elif found is None:
        context["requests"] = ReaderRequest.objects.select_related("made_by")[:LAST]
    return render(request, "newsroom/readers.html", context, status=422 if form.errors else 200)

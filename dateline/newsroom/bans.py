"""Bans at the desk: those in force with the way to lift them, and the page that bans who wrote a comment."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import banning
from dateline.moderation.models import Ban, BanKind
from dateline.moderation.models.ban import LONGEST_REASON
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom.comment_acts import act_page, comment_for
from dateline.newsroom.headers import header
from dateline.newsroom.queue_rows import A_PAGE
from dateline.people.models import User

HAPPENS = (
    gettext_lazy("Under a banned name comments wait, with that label: others may bear the name."),
    gettext_lazy(
        "From a banned e-mail or network address none is taken. The form says until when, why, and how to object."
    ),
    gettext_lazy("A network address is not kept for longer than 30 days after the comment: such a ban ends by then."),
)


class BanForm(forms.Form):
    """By what, for how long, where, and the reason that is told."""

    kind = forms.ChoiceField(
        label=gettext_lazy("By what"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say by what.")},
    )
    days = forms.TypedChoiceField(label=gettext_lazy("For how long"), coerce=int, initial=banning.Days.WEEK)
    where = forms.ChoiceField(label=gettext_lazy("Where"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy(
            "Whoever is refused reads it, and so does anybody who types a banned e-mail address. "
            "Name nobody, and say nothing that only its owner may know."
        ),
        error_messages={"required": gettext_lazy("Say why: whoever is refused reads it.")},
    )

    def __init__(self, comment: Comment, by: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(each.value, each.label) for each in BanKind if banning.mark_of(comment, each)]
        days = [
            (each.value, ngettext("%(count)d day", "%(count)d days", each) % {"count": each}) for each in banning.Days
        ]
        where = [("edition", comment.story.edition.name)]
        if banning.may_ban(None, by):
            where.append(("all", _("All editions")))
        for name, choices in (("kind", known), ("days", days), ("where", where)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["where"].initial = "edition"


def bans(request: Any) -> HttpResponse:
    """List the bans in force, or those that are over; on POST lift one."""
    mine = Ban.objects.for_right(request.user, DECIDE)
    if request.method == "POST":
        number = request.POST.get("ban", "")
        ban = get_object_or_404(mine, pk=int(number) if number.isdecimal() and len(number) < 16 else 0)
        banning.lift(ban, by=request.user, now=clock.now())
        messages.success(request, _("The ban is lifted."))
        return redirect("newsroom-bans")
    in_force, is_over = mine.in_force(clock.now()), request.GET.get("state") == "over"
    found = mine.exclude(pk__in=in_force.values("pk")) if is_over else in_force
    context = header(_("Bans"), icon="lock", under=((_("Comments"), reverse("newsroom-comments")),)) | {
        "page": Paginator(found.select_related("edition", "banned_by", "lifted_by"), A_PAGE).get_page(
            request.GET.get("p")
        ),
        "is_over": is_over,
        "count": in_force.count(),
    }
    return render(request, "newsroom/comments/bans.html", context)


def ban(request: Any, pk: int) -> HttpResponse:
    """Ask by what, for how long and why; on POST ban who wrote the comment."""
    comment = comment_for(request, pk)
    form = BanForm(comment, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            row = banning.ban(
                comment,
                BanKind(facts["kind"]),
                days=facts["days"],
                reason=facts["reason"],
                everywhere=facts["where"] == "all",
                by=request.user,
                now=clock.now(),
            )
        except (ValidationError, PermissionDenied) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            messages.success(request, _("Banned by: %(kind)s.") % {"kind": row.get_kind_display()})
            return redirect("newsroom-comment", comment.pk)
    title = _("Ban its writer")
    return act_page(request, comment, form, title=title, icon="lock", button=_("Ban"), happens=HAPPENS)

"""Comments that were passed on, and threats to life, at the desk: the list, and the page that passes one or answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.comments.models import Comment, State
from dateline.lib import clock, mail
from dateline.moderation import passing
from dateline.moderation.models import Pass, PassKind, Threat
from dateline.moderation.models.decision import DECIDE
from dateline.moderation.models.passed import LONGEST_NOTE
from dateline.newsroom.comment_acts import WORDS, act_page, comment_for
from dateline.newsroom.headers import header
from dateline.newsroom.queue_rows import A_PAGE
from dateline.people.models import User

HAPPENS = (
    gettext_lazy("It leaves what others read next, and stands in the list of whom you choose."),
    gettext_lazy("It waits meanwhile as before, and whoever may decide on it still can."),
)
BY_MAIL = gettext_lazy(
    "Who has an e-mail address here is told by mail, without the comment’s words and without your note."
)
NO_MAIL = gettext_lazy("No mail is set up: telephone them.")


class Colleague(forms.ModelChoiceField):
    """Somebody on the staff, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.display_name)


class PassForm(forms.Form):
    """To whom, and what is asked."""

    kind = forms.ChoiceField(
        label=gettext_lazy("To whom"),
        choices=PassKind,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say to whom.")},
    )
    to = Colleague(User.objects.none(), label=gettext_lazy("Colleague"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs=WORDS),
        help_text=gettext_lazy("What do you want to know? It stays at the desk."),
        error_messages={"required": gettext_lazy("Say in a note what you want to know.")},
    )

    def __init__(self, comment: Comment, by: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        numbers = [user.pk for user in passing.colleagues(comment, but=by)]
        self.fields["to"].queryset = User.objects.filter(pk__in=numbers)  # type: ignore[attr-defined]


def passed(request: Any) -> HttpResponse:
    """List what was passed to this person, all that was passed and waits, or the threats to life."""
    mine = Pass.objects.for_right(request.user, DECIDE).exclude(comment__state=State.TAKEN_BACK)
    ways = ("comment__story", "to", "passed_by")
    standing = mine.standing().select_related(*ways)
    threats = Threat.objects.for_right(request.user, DECIDE).select_related("comment__story", "raised_by")
    lists = {
        "mine": (_("For you"), standing.to(request.user)),
        "all": (_("Passed on"), standing),
        "threats": (_("Threats to life"), threats.open().prefetch_related("told")),
        "closed": (_("Threats closed"), threats.exclude(closed_at=None).order_by("-closed_at")),
    }
    which = request.GET.get("of", "mine")
    which = which if which in lists else "mine"
    context = header(_("Passed on"), icon="user", under=((_("Comments"), reverse("newsroom-comments")),)) | {
        "which": which,
        "lists": [(name, label, rows.count()) for name, (label, rows) in lists.items()],
        "page": Paginator(lists[which][1], A_PAGE).get_page(request.GET.get("p")),
    }
    return render(request, "newsroom/comments/passed.html", context)


def pass_on(request: Any, pk: int) -> HttpResponse:
    """Ask to whom a comment is passed; on POST pass it, or give it back in words."""
    comment = comment_for(request, pk)
    if request.method == "POST" and request.POST.get("verb") == "back":
        return _give_back(request, comment)
    form = PassForm(comment, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        kind = PassKind(facts["kind"])
        to = facts["to"] if kind == PassKind.COLLEAGUE else None
        try:
            row = passing.pass_on(comment, kind, to=to, note=facts["note"], by=request.user, now=clock.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Passed on: %(whom)s.") % {"whom": row.whom})
            return redirect("newsroom-comment", comment.pk)
    happens = (HAPPENS[0], BY_MAIL if mail.is_set_up() else NO_MAIL, *HAPPENS[1:])
    return act_page(request, comment, form, title=_("Pass it on"), icon="user", button=_("Pass it on"), happens=happens)


def _give_back(request: Any, comment: Comment) -> HttpResponse:
    standing = passing.standing_on(comment)
    try:
        if standing is None:
            raise PermissionDenied(_("This was passed to somebody else, or is over."))
        passing.give_back(standing, words=request.POST.get("words", ""), by=request.user, now=clock.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Given back, with your words."))
    return redirect("newsroom-comment", comment.pk)

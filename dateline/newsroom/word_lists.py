"""An edition's word list at the desk: what is on it, many words added at once, and the way off it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from dateline.lib import clock
from dateline.lib.listed_words import key_of
from dateline.lib.text import plain
from dateline.moderation import word_lists
from dateline.moderation.models import Does, HouseRules, ListedWord
from dateline.moderation.models.word_list import LONGEST_NOTE
from dateline.newsroom.headers import header
from dateline.newsroom.house_rules import CHANGE
from dateline.stories.beats import beat_of, in_editions
from dateline.stories.models import Edition

SEE = "moderation.view_houserules"
A_PAGE = 100


class WordsForm(forms.Form):
    """Words and phrases, one a line, and what all of them do."""

    lines = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        label=gettext_lazy("Words and phrases, one a line"),
        help_text=gettext_lazy("A star at the end of a word finds its endings too: idiot* finds idiots."),
        error_messages={"required": gettext_lazy("Write at least one word, each on a line of its own.")},
    )
    does = forms.ChoiceField(choices=Does, label=gettext_lazy("A comment that holds one"))
    clause_code = forms.ChoiceField(required=False, label=gettext_lazy("Clause that they may break"))
    note = forms.CharField(
        required=False, max_length=LONGEST_NOTE, label=gettext_lazy("Note for moderators"), widget=forms.TextInput
    )

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rules = HouseRules.objects.in_force(edition)
        clauses = rules.clauses_in_force() if rules else []
        choices = [("", "–"), *((clause.code, f"{number}. {clause.title}") for number, clause in enumerate(clauses, 1))]
        self.fields["clause_code"].choices = choices  # type: ignore[attr-defined]
        self.fields["note"].widget.attrs["dir"] = "auto"


def words(request: Any) -> HttpResponse:
    """Show the list of one edition, and the form where somebody may add to it."""
    seen = Edition.objects.filter(beat_of(request.user, SEE).asks_reached("pk"))
    edition = seen.filter(code=request.GET.get("edition", "")).first() or seen.first()
    return _page(request, edition, WordsForm(edition) if edition else None)


@require_POST
def add(request: Any, code: str) -> HttpResponse:
    """Put words on the list of an edition."""
    edition = _changeable(request, code)
    form = WordsForm(edition, request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            number = word_lists.add(
                edition,
                facts["lines"].splitlines(),
                does=facts["does"],
                clause_code=facts["clause_code"],
                note=facts["note"],
                by=request.user,
                now=clock.now(),
            )
        except ValidationError as refusal:
            form.add_error("lines", refusal)
        else:
            said = ngettext("%(number)d entry is on the list.", "%(number)d entries are on the list.", number)
            messages.success(request, said % {"number": number})
            return _back(edition)
    return _page(request, edition, form, status=422)


@require_POST
def remove(request: Any, code: str) -> HttpResponse:
    """Take words off the list of an edition."""
    edition = _changeable(request, code)
    number = word_lists.remove(edition, [int(entry) for entry in request.POST.getlist("entry") if entry.isdecimal()])
    said = ngettext("%(number)d entry is off the list.", "%(number)d entries are off the list.", number)
    messages.success(request, said % {"number": number})
    return _back(edition)


def _changeable(request: Any, code: str) -> Edition:
    return get_object_or_404(Edition.objects.filter(in_editions(request.user, CHANGE, "pk")), code=code)


def _back(edition: Edition) -> HttpResponse:
    return redirect(f"{reverse('newsroom-words')}?edition={edition.code}")


def _page(request: Any, edition: Edition | None, form: WordsForm | None, *, status: int = 200) -> HttpResponse:
    listed = ListedWord.objects.filter(word_list__edition=edition.pk if edition else None)
    does, asked = request.GET.get("does", ""), plain(request.GET.get("q", ""))
    found = listed.filter(does=does) if does in Does.values else listed
    found = found.filter(key__contains=key_of(asked) or asked) if asked else found
    may_change = edition and beat_of(request.user, CHANGE).covers(edition.pk)
    seen = Edition.objects.filter(beat_of(request.user, SEE).asks_reached("pk"))
    above = ((_("House rules"), reverse("house-rules:list")),)
    titles = dict(form.fields["clause_code"].choices) if form else {}  # type: ignore[attr-defined]
    page = Paginator(found.select_related("added_by"), A_PAGE).get_page(request.GET.get("p"))
    context = header(_("Word list"), icon="list-ul", under=above) | {
        "edition": edition,
        "editions": list(seen),
        "page": page,
        "entries": [(each, titles.get(each.clause_code or None, "")) for each in page],
        "counts": [(value, label, listed.filter(does=value).count()) for value, label in Does.choices],
        "count": listed.count(),
        "does": does,
        "asked": asked,
        "form": form if may_change else None,
    }
    return render(request, "newsroom/house_rules/words.html", context, status=status)

"""Flash: a headline and a place, out in two actions from anywhere at the desk, and the story that follows it.

A page of its own, and with `static/newsroom/flash.js` a box over whatever page is open, by Ctrl+Alt+F. Who may not
publish where it stands hands it in: it is the first that an editor sees.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.models import Revision

from dateline.newsroom.headers import header
from dateline.newsroom.sentences import ELSEWHERE
from dateline.stories.beats import Beat, beat_of
from dateline.stories.models import Edition, Section, Story
from dateline.stories.models.following import flash as send

BEGIN = "stories.add_story"


class FlashForm(forms.Form):
    """Where it stands, in one choice, and its words."""

    headline = forms.CharField(
        label=gettext_lazy("Headline"),
        max_length=250,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "autofocus": True}),
        error_messages={"required": gettext_lazy("A flash is its headline. Write one.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    where = forms.ChoiceField(label=gettext_lazy("Edition and section"))

    def __init__(self, user: Any, sent: Any) -> None:
        # Over an editor, whose fields have names of their own.
        super().__init__(sent, auto_id="flash_%s")
        self.places = _places(beat_of(user, BEGIN))
        field: Any = self.fields["where"]
        field.choices = [(key, _called(*place)) for key, place in self.places.items()]
        field.initial = _last_place(user, self.places)

    @property
    def chosen(self) -> tuple[Edition, Section | None]:
        return self.places[self.cleaned_data["where"]]


def flash(request: Any) -> HttpResponse:
    """Ask for a headline; on POST it is out, or handed in. In a box the answer is a part of a page."""
    form = FlashForm(request.user, request.POST or None)
    context: dict[str, Any] = {"form": form, "story": None}
    if request.method == "POST" and form.is_valid():
        edition, section = form.chosen
        given = form.cleaned_data
        try:
            context["story"] = send(
                given["headline"], edition=edition, section=section, place=given["place"], by=request.user
            )
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    if "box" in request.GET:
        return render(request, "newsroom/flash/part.html", context | {"in_box": True}, status=status)
    return render(request, "newsroom/flash/page.html", header(_("Flash"), icon="warning") | context, status=status)


def follow(request: Any, pk: int) -> HttpResponse:
    """Begin the story that follows, or go on with the one that was begun."""
    stories = Story.objects.for_right(request.user, BEGIN).select_related("edition", "section")
    story: Story = get_object_or_404(stories, pk=pk)
    if request.method == "POST":
        following = story.follow(by=request.user)
        if not beat_of(request.user, "stories.change_story").covers(following.edition_id, following.section_id):
            raise PermissionDenied(ELSEWHERE)
        messages.success(request, _("Write on: headline, place and section are those of the flash."))
        return redirect("stories:edit", following.pk)
    above = ((_("Stories"), reverse("stories:list")),)
    context = header(_("Write the story"), icon="edit", under=above) | {"story": story}
    context |= {"following": story.updates.select_related("latest_revision__user").order_by("pk")}
    return render(request, "newsroom/flash/follow.html", context)


def _places(beat: Beat) -> dict[str, tuple[Edition, Section | None]]:
    """Every edition and section in which somebody may begin a story, by a short key."""
    editions = Edition.objects.filter(beat.asks_reached("pk")).order_by("order", "code")
    found: dict[str, tuple[Edition, Section | None]] = {}
    for edition in editions.prefetch_related("sections"):
        if beat.covers(edition.pk):
            found[edition.code] = (edition, None)
        for section in edition.sections.all():
            if beat.covers(edition.pk, section.pk):
                found[f"{edition.code}/{section.slug}"] = (edition, section)
    return found


def _called(edition: Edition, section: Section | None) -> str:
    return f"{edition.name} · {section.name}" if section else edition.name


def _last_place(user: Any, places: dict[str, Any]) -> str:
    """Where this person wrote last, if they still work there; else the first place of their beat."""
    own = Revision.objects.filter(user=user, content_type__model="story").order_by("-created_at")
    last = own.values_list("content__edition", "content__section").first()
    for key, (edition, section) in places.items():
        if last == (edition.pk, section.pk if section else None):
            return key
    return next(iter(places), "")


class FlashItem(MenuItem):
    """In the menu of whoever may begin a story."""

    def is_shown(self, request: Any) -> bool:
        return bool(beat_of(request.user, BEGIN))

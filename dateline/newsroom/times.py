"""A story's times at the desk: shown in the editor, set on a page of their own, each by its own button."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.log_actions import LogFormatter

from dateline.lib import clock
from dateline.newsroom.clock_field import ClockField
from dateline.newsroom.headers import header
from dateline.stories.models import Edition, Story
from dateline.stories.moves import SEND_BACK, Stage


class TimesForm(forms.Form):
    """One time on the clocks of the story's edition; empty takes the time away."""

    time = ClockField(required=False)

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition = edition

    def refuse_unseen(self, now_is: datetime | None) -> None:
        """Refuse to overwrite a time that somebody else has set since this page was opened."""
        seen = self.data.get(f"{self.prefix}-seen")
        if seen is not None and seen != seen_of(now_is):
            said = _("Somebody set this time meanwhile: it is shown above. Set yours again to replace it.")
            self.add_error("time", said)

    @property
    def asks_for_reason(self) -> bool:
        return "reason" in self.fields

    def clean_time(self) -> datetime | None:
        when: datetime | None = self.cleaned_data["time"]
        if when and when <= clock.now():
            raise forms.ValidationError(_("This time is over. Give one that is still to come, or none."))
        return when


class EmbargoForm(TimesForm):
    """The same of an embargo that holds: who lifts or moves it says why."""

    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))


def times(request: Any, pk: int) -> HttpResponse:
    """Show a story's publication time and embargo; on POST set the one whose button was pressed."""
    stories = Story.objects.timeable_by(request.user).select_related("edition")
    with transaction.atomic():
        if request.method == "POST":
            stories = stories.select_for_update(of=("self",))
        story: Story = get_object_or_404(stories, pk=pk)
        with timezone.override(story.edition.zone):
            return _answer(request, story)


def _answer(request: HttpRequest, story: Story) -> HttpResponse:
    shown = {verb: _form(story, verb, None) for verb in VERBS}
    seen = {f"{verb}_seen": seen_of(getattr(story, fact)) for verb, fact in VERBS.items()}
    verb = request.POST.get("verb", "")
    if verb in VERBS:
        shown[verb] = _form(story, verb, request.POST)
        if _set(request, story, verb, shown[verb]):
            return redirect("newsroom-story-times", story.pk)
    above = ((_("Stories"), reverse("stories:list")), (story.headline, reverse("stories:edit", args=[story.pk])))
    context = header(_("Times"), icon="time", under=above) | {"story": story, "now": clock.now(), **shown, **seen}
    return render(request, "newsroom/times.html", context, status=422 if request.method == "POST" else 200)


def seen_of(time: datetime | None) -> str:
    return time.isoformat() if time else ""


VERBS = {"schedule": "publish_at", "embargo": "embargoed_until"}


def _form(story: Story, verb: str, given: Any) -> TimesForm:
    form = EmbargoForm if verb == "embargo" and story.is_embargoed(clock.now()) else TimesForm
    return form(story.edition, given, prefix=verb, initial={"time": getattr(story, VERBS[verb])})


def _set(request: Any, story: Story, verb: str, form: TimesForm) -> bool:
    if form.is_valid():
        form.refuse_unseen(getattr(story, VERBS[verb]))
    if not form.is_valid():
        return False
    said = {"reason": form.cleaned_data["reason"]} if form.asks_for_reason else {}
    try:
        getattr(story, verb)(form.cleaned_data["time"], by=request.user, **said)
    except PermissionDenied as refusal:
        form.add_error("time", str(refusal))
        return False
    except ValidationError as refusal:
        form.add_error("reason" if form.asks_for_reason else "time", refusal.messages)
        return False
    messages.success(request, _("The times are set."))
    return True


class TimesPanel(Panel):
    """The story's times as facts, with the way to the page that sets them."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "newsroom/times_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            may_time = Story.objects.timeable_by(self.request.user).filter(pk=self.instance.pk).exists()
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "story": self.instance,
                "sent_back": _sent_back(self.instance),
                "may_time": may_time,
                "timed": self.instance.is_timed(clock.now()),
            }


def _sent_back(story: Story) -> Any:
    last = story.handovers.select_related("by").first() if story.stage == Stage.DRAFT else None
    return last if last and last.verb == SEND_BACK.verb else None


class _EmbargoInTheLog(LogFormatter):  # type: ignore[misc]
    """Until when, and why it was lifted or moved."""

    label = gettext_lazy("Set the embargo")

    def format_message(self, log_entry: Any) -> str:
        until = parse_datetime(log_entry.data.get("embargoed_until") or "")
        if until is None:
            return str(_("Embargo lifted"))
        return str(_("Embargo until %(time)s UTC") % {"time": f"{until.astimezone(UTC):%Y-%m-%d %H:%M}"})

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("reason", ""))


def register(actions: Any) -> None:
    """Name what is logged."""
    actions.register_action(
        "dateline.schedule", gettext_lazy("Set the publication time"), gettext_lazy("Publication time set")
    )
    actions.register_action("dateline.embargo")(_EmbargoInTheLog)

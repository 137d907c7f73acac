"""Correct, hold, release and kill at the desk: a form, a second look at what will happen, and the act itself.

Three steps on one address, each a plain form. `acts.py` says what each act asks for and does.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from dateline.newsroom.acts import ACTS, Act
from dateline.newsroom.headers import header
from dateline.stories.beats import beat_of
from dateline.stories.models import NoticeKind, Story


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Ask for what the act needs; show what it will do; do it once it is confirmed. Nothing typed is lost."""
    chosen = ACTS[verb]
    stories = Story.objects.for_right(request.user, chosen.right)
    story: Story = get_object_or_404(stories.select_related("edition"), pk=pk)
    with timezone.override(story.edition.zone):
        return _answer(request, chosen, story)


def _answer(request: Any, chosen: Act, story: Story) -> HttpResponse:
    if request.method != "POST":
        return _page(request, chosen, story, chosen.form(story))
    form = chosen.form(story, request.POST)
    if not form.is_valid():
        return _page(request, chosen, story, form, status=422)
    if "confirm" in request.POST:
        return _done(request, chosen, story, form)
    if "change" in request.POST:
        return _page(request, chosen, story, form)
    return _page(request, chosen, story, form, template="newsroom/notices/look.html")


def _done(request: Any, chosen: Act, story: Story, form: Any) -> HttpResponse:
    try:
        done = chosen.do(story, form.cleaned_data, request.user)
    except (PermissionDenied, ValidationError) as refusal:
        form.add_error(None, refusal.messages if isinstance(refusal, ValidationError) else str(refusal))
        return _page(request, chosen, story, form, status=422)
    messages.success(request, done or str(chosen.done))
    return redirect("stories:edit", story.pk)


def _page(
    request: HttpRequest,
    chosen: Act,
    story: Story,
    form: Any,
    *,
    template: str = "newsroom/notices/form.html",
    status: int = 200,
) -> HttpResponse:
    above = ((_("Stories"), reverse("stories:list")), (story.headline, reverse("stories:edit", args=[story.pk])))
    context = header(str(chosen.title), icon=chosen.icon, under=above)
    context |= {"act": chosen, "story": story, "form": form, "happens": f"newsroom/notices/{chosen.verb}.html"}
    context |= {"known": story.is_known(), "translations": _translations(story), "kinds": NoticeKind.choices}
    return render(request, template, context, status=status)


def _translations(story: Story) -> list[Story]:
    """The stories that say the same: none of them is touched, and somebody should look at each."""
    first = story.translation_of or story
    same = [first, *first.translations.select_related("edition")]
    return [each for each in same if each.pk != story.pk]


class NoticesPanel(Panel):
    """What was done to the story, and the ways to do more, each for who may."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "newsroom/notices_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None and self.instance.live

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            story, user = self.instance, self.request.user
            here = (story.edition_id, story.section_id)
            can = [each for each in ACTS.values() if each.fits(story) and beat_of(user, each.right).covers(*here)]
            context: dict[str, Any] = super().get_context_data(parent_context)
            return (
                context
                | {"story": story, "can": can, "notices": story.notices.order_by("-at", "-pk")}
                | {
                    "later": story.later_versions.waiting().first(),
                    "asked_for": story.correction_requests.open().count(),
                }
            )

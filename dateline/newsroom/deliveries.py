"""Where a story went: whether each server and cache has let go of what a notice changed, and where it is still live.

What is shown comes through `lib/whereabouts.py` from those who fill stores and caches. "Nowhere" is said only where
each of them has confirmed; what nobody has a record of is called so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from dateline.lib import clock, whereabouts
from dateline.lib.whereabouts import State, Told
from dateline.newsroom.headers import header
from dateline.newsroom.states import state_of
from dateline.stories.beats import beat_of
from dateline.stories.models import Notice, Story

RIGHT = "stories.correct_story"
ACTION = "dateline.send_again"


@dataclass(frozen=True)
class Delivery:
    """One notice on its way to whoever keeps pages of its story."""

    notice: Notice
    told: Sequence[Told]

    def which(self, state: State) -> list[Told]:
        return [each for each in self.told if each.state == state]

    @property
    def confirmed_at(self) -> datetime | None:
        """When the last keeper had let go; None while one has not, and where nobody was told."""
        times = [each.since for each in self.told if each.since and each.state == State.CONFIRMED]
        return max(times) if times and len(times) == len(self.told) else None


def where_it_went(request: Any, pk: int) -> HttpResponse:
    """Show what was said of a story, the newest first, each with all that keep its pages."""
    stories = Story.objects.visible_to(request.user).select_related("edition", "section")
    story: Story = get_object_or_404(stories, pk=pk)
    now = clock.now()
    told = whereabouts.told(story.pk, now)
    notices = story.notices.filter(readers_knew=True).order_by("-at", "-pk")[: whereabouts.MOST]
    deliveries = [Delivery(notice, told.get(notice.pk, ())) for notice in notices]
    above = ((_("Stories"), reverse("stories:list")), (story.headline, reverse("stories:edit", args=[story.pk])))
    context = header(_("Where it went"), icon="site", under=above) | {
        "story": story,
        "state": state_of(story),
        "now": now,
        "deliveries": deliveries,
        "newest": deliveries[0] if deliveries else None,
        "still_live": _still_live(deliveries),
        "unknown": deliveries[0].which(State.UNKNOWN) if deliveries else [],
        "keepers": whereabouts.keepers(now),
        "may_send": beat_of(request.user, RIGHT).covers(story.edition_id, story.section_id),
    }
    return render(request, "newsroom/deliveries/page.html", context)


@require_POST
def send_again(request: Any, pk: int) -> HttpResponse:
    """Have whoever keeps pages of the story told once more, and write it into the desk's log."""
    story: Story = get_object_or_404(Story.objects.for_right(request.user, RIGHT), pk=pk)
    whereabouts.send_again(story.pk, clock.now())
    log(instance=story, action=ACTION, user=request.user)
    messages.success(request, _("It is sent again. Load this page anew in a few seconds."))
    return redirect("newsroom-story-deliveries", story.pk)


def register(actions: Any) -> None:
    """Name what is logged."""
    actions.register_action(ACTION, gettext_lazy("Send again"), gettext_lazy("Sent again to whoever keeps its pages"))


def _still_live(deliveries: Sequence[Delivery]) -> list[Told]:
    """Each keeper that waits for any of them, once, with the oldest that it waits for."""
    waiting = {each.keeper: each for delivery in deliveries for each in delivery.which(State.WAITING)}
    return list(waiting.values())

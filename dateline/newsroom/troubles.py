"""What was not delivered: caches in front that do not listen, cards not drawn, other work that failed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dateline.lib import clock, tasks, troubles, whereabouts
from dateline.newsroom.headers import header
from dateline.stories.models import Story


def not_delivered(request: Any) -> HttpResponse:
    """List what is not done, since when and what to do; on POST queue the failed tasks of one kind anew."""
    found = troubles.all_at(clock.now())
    if request.method == "POST" and request.POST.get("task") in {each.task for each in found if each.task}:
        count = tasks.try_again(request.POST["task"])
        said = ngettext("%(count)s task is tried again.", "%(count)s tasks are tried again.", count)
        messages.success(request, said % {"count": count})
        return redirect("newsroom-troubles")
    context = header(_("Not delivered"), icon="warning") | {"troubles": found, "overdue": _overdue(request.user)}
    return render(request, "newsroom/not_delivered.html", context)


def _overdue(user: Any) -> Any:
    """The stories that were taken back and are still kept somewhere, each with a page of its own."""
    late = [each.story for each in whereabouts.overdue(clock.now())]
    return Story.objects.visible_to(user).filter(pk__in=late).order_by("news_id")

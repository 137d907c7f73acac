"""Leases at the desk: an open page renews its own, gives it back when it is left, and may take over another's."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import leasing
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom.instants import instant

KEPT, GIVEN_BACK, ANOTHERS = 200, 204, 409


@require_POST
def lease(request: Any, pk: int) -> HttpResponse:
    """Renew, give back or take over the lease of a comment; renewing says by its status whether it is one's own.

    A page gives back only the lease that it knows, by its end: when it is loaded anew, the new page takes the lease
    before the old one is left.
    """
    comment = get_object_or_404(Comment.objects.for_right(request.user, DECIDE).only("pk"), pk=pk)
    verb, now = request.POST.get("verb"), clock.now()
    if verb == "release":
        if until := instant(request.POST.get("until", "")):
            leasing.release(comment.pk, by=request.user, until=until)
        return HttpResponse(status=GIVEN_BACK)
    if verb == "take over":
        leasing.take_over(comment.pk, by=request.user, now=now)
        query = request.GET.urlencode()
        return redirect(f"{request.path.removesuffix('lease/')}{'?' if query else ''}{query}")
    if leasing.take(comment.pk, by=request.user, now=now):
        return HttpResponse((now + leasing.FOR).isoformat(), status=KEPT, content_type="text/plain")
    return HttpResponse(status=ANOTHERS)


def opened(request: Any, comment: Comment) -> dict[str, Any]:
    """Take the lease of what somebody opens, or tell who reads it."""
    now = clock.now()
    if leasing.take(comment.pk, by=request.user, now=now):
        return {"leased_until": (now + leasing.FOR).isoformat()}
    return {"lease": leasing.held_by_another(comment, user=request.user, now=now)}

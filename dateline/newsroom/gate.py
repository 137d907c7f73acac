"""The gate of the desk: before any view under its path runs, the table of rights is asked. What has no row is closed.

Wagtail's own views check the kind of thing and, some of them, forget the thing itself; most of its security releases
of 2026 mended one that did. Here the row is asked once, for all of them.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dateline.newsroom import sentences
from dateline.newsroom.refusals import refused
from dateline.newsroom.rights import DOORS

ENTER_DESK = "wagtailadmin.access_admin"


class Gate:
    """Middleware: lets through who has the right, and refuses everybody else with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, given: dict[str, Any]) -> HttpResponseBase | None:
        if not request.path.startswith(settings.DESK_PATH):
            return None
        door = DOORS.get(request.resolver_match.route)
        if door and door.strangers:
            return None
        if not request.user.has_perm(ENTER_DESK):
            return None  # Wagtail asks a stranger to sign in, and sends away who may not enter the desk at all
        sentence = door.refusal(request.user, given) if door else sentences.NO_ROW
        return refused(request, sentence) if sentence else None

"""Where the newsroom asks for a second factor, the desk opens only to who has one."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_localized_response

from dateline.newsroom.signing_in.urls import urlpatterns

OF_ITS_PAGES = ("wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtailadmin_logout", "sign-in")
OPEN = frozenset((*OF_ITS_PAGES, *(pattern.name for pattern in urlpatterns)))
"""Addresses of the desk that are open without: where one signs in, what those pages are made of, and the way out."""


class SecondFactorAsked:
    """Middleware that leads who is signed in without a second factor to where one is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, given: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR or not request.path.startswith(settings.DESK_PATH):
            return None
        if request.resolver_match.url_name in OPEN or not request.user.is_authenticated:
            return None
        if get_adapter().is_mfa_enabled(request.user):
            return None
        led: HttpResponse = get_localized_response(_lead_to_it, request)
        return led


def _lead_to_it(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("This newsroom asks for a second factor. Set one up, and the desk opens."))
    return redirect("mfa_index")

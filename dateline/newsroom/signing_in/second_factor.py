"""Where the newsroom asks for a second factor, the desk opens only to who has one."""

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import gettext as _

WITHOUT = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtailadmin_logout", "sign-in"}
"""Addresses of the desk that are open besides those of `urls`: what its pages are made of, and the way out."""


class SecondFactorAsked:
    """Middleware that leads who is signed in without a second factor to where one is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.SECOND_FACTOR or not request.path.startswith(settings.DESK_PATH) or _is_open(request):
            return self._get_response(request)
        if not request.user.is_authenticated or get_adapter().is_mfa_enabled(request.user):
            return self._get_response(request)
        messages.warning(request, _("This newsroom asks for a second factor. Set one up, and the desk opens."))
        return redirect("mfa_index")


def _is_open(request: HttpRequest) -> bool:
    from dateline.newsroom.signing_in.urls import urlpatterns

    try:
        name = resolve(request.path_info).url_name
    except LookupError:
        return False
    return name in WITHOUT or name in {pattern.name for pattern in urlpatterns}

"""The devices on which somebody is signed in: all of one's own, each ended with one button."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

# The first that is found counts: each browser also says the names of those it came from.
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")


def device_name(user_agent: str) -> str:
    """Return what a person calls a device: Firefox, Windows. What is not known stays as it says itself."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for name in SYSTEMS if name in user_agent), "")
    return ", ".join(filter(None, [browser, system])) or user_agent[:60] or _("Unknown")


@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """Show where this person is signed in, the newest sign-in first."""
    sessions = UserSession.objects.purge_and_list(request.user)
    newest_first = sorted(sessions, key=lambda session: session.created_at, reverse=True)
    for session in newest_first:
        session.name = device_name(session.user_agent)
    return render(request, "newsroom/signing_in/devices.html", {"sessions": newest_first})


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign this person out on one device. 404 for somebody else's."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    is_this_one = session.is_current()
    session.end()
    if is_this_one:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("Signed out there."))
    return redirect("usersessions_list")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign this person out everywhere but here."""
    for session in UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key):
        session.end()
    messages.success(request, _("Signed out on all other devices."))
    return redirect("usersessions_list")

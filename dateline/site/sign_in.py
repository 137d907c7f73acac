"""Signing in by a one-time link: a page with one button, so that a preview of the link does not use it up."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import never_cache
from wagtail.users.models import UserProfile

from dateline.lib import clock
from dateline.people.models import SignInLink


@never_cache
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; on POST use the link up and go to the desk, or to the second factor of who has one.

    404 for a link unknown, used or too old.
    """
    if request.method == "POST":
        user = SignInLink.use(token, now=clock.now())
        if user:
            answer: HttpResponse = perform_login(request, user)
            return answer
    link = SignInLink.find(token, now=clock.now())
    with override(_language(request, link)):
        response = render(request, "site/sign_in.html", {"link": link}, status=200 if link else 404)
    response["Referrer-Policy"] = "same-origin"
    return response


def _language(request: HttpRequest, link: SignInLink | None) -> str:
    """Return the language in which this person reads the desk; of who chose none, the browser's."""
    profile = UserProfile.objects.filter(user=link.user).first() if link else None
    chosen = str(profile.preferred_language) if profile else ""
    return chosen or get_language_from_request(request)

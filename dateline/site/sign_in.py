"""Signing in by a one-time link: a page with one button, so that a preview of the link does not use it up."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

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
    response = render(request, "site/sign_in.html", {"link": link}, status=200 if link else 404)
    response["Referrer-Policy"] = "same-origin"
    return response

"""Signing in by a one-time link: a page with one button, so that a preview of the link does not use it up."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from dateline.lib import clock
from dateline.people.models import SignInLink


@never_cache
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; on POST use the link up and go to the desk. 404 for a link unknown, used or too old."""
    if request.method == "POST":
        user = SignInLink.use(token, now=clock.now())
        if user:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("wagtailadmin_home")
    link = SignInLink.find(token, now=clock.now())
    response = render(request, "site/sign_in.html", {"link": link}, status=200 if link else 404)
    response["Referrer-Policy"] = "same-origin"
    return response

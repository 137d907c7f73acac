"""Photos at the desk, besides Wagtail's own list: those whose file is missing."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from dateline.newsroom.headers import header
from dateline.stories.models import Photo, Story

A_PAGE = 50


def works_with_photos(user: Any) -> bool:
    """Whether this person may change photos. Wagtail gives that right per collection, not to the person as a whole."""
    return bool(policy_registry.get_by_type(Photo).user_has_any_permission(user, ["change"]))


def missing(request: Any) -> HttpResponse:
    """List the records that came with a caption and no picture, with the stories that use them, newest first."""
    used_in = Prefetch("stories", Story.objects.changeable_by(request.user))
    found = Photo.objects.missing().order_by("-pk").prefetch_related(used_in)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    above = ((_("Photos"), reverse("wagtailimages:index")),)
    context = header(_("Photos without their file"), icon="image", under=above) | {"page": page}
    return render(request, "newsroom/missing_photos.html", context)

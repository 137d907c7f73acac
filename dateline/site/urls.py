"""Every address of the site, top to bottom. Reader addresses are in `delivery/urls.py`."""

from django.urls import include, path
from wagtail.admin import urls as desk

urlpatterns = [
    path("desk/", include(desk)),
    path("", include("dateline.delivery.urls")),
]

"""Every address of the site, top to bottom. Reader addresses are in `delivery/urls.py`; two are `health.py`'s own."""

from django.urls import include, path
from wagtail.admin import urls as desk

from dateline.site import media, sign_in

handler400 = "dateline.delivery.views.errors.bad_request"
handler403 = "dateline.delivery.views.errors.forbidden"
handler404 = "dateline.delivery.views.errors.not_found"
handler500 = "dateline.delivery.views.errors.server_error"

urlpatterns = [
    path("media/<path:path>", media.media),
    path("desk/", include("dateline.newsroom.signing_in.urls")),
    path("desk/sign-in/<str:token>/", sign_in.sign_in, name="sign-in"),
    path("desk/", include(desk)),
    path("", include("dateline.delivery.urls")),
]

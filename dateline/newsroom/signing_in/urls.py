"""Every address of signing in. django-allauth has more views; what is not named here does not answer.

`site/urls.py` puts these before Wagtail's, whose own sign-in and password pages they stand for.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as key
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.utils import translation
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from dateline.newsroom.signing_in import devices

View = Callable[..., HttpResponse]


def in_their_language(view: View) -> View:
    """Answer in the first language that the browser asks for and the desk speaks. Nobody is signed in yet."""

    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            response = view(request, *args, **named)
            return response.render() if hasattr(response, "render") else response

    return answer


def _open(route: str, view: View, name: str) -> URLPattern:
    return path(route, in_their_language(view), name=name)


def _own(route: str, view: View, name: str) -> URLPattern:
    seen_by_staff: View = require_admin_access(view)
    return path(route, seen_by_staff, name=name)


_OLD = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    _open("sign-in/", account.login, "account_login"),
    _open("sign-in/passkey/", key.login_webauthn, "mfa_login_webauthn"),
    _open("sign-in/second-factor/", second_factor.authenticate, "mfa_authenticate"),
    _open("sign-in/inactive/", account.account_inactive, "account_inactive"),
    _open("sign-out/", account.logout, "account_logout"),
    _open("password/forgotten/", account.password_reset, "account_reset_password"),
    _open("password/forgotten/sent/", account.password_reset_done, "account_reset_password_done"),
    re_path(
        r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        in_their_language(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _open("password/changed/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    _own("password/", account.password_change, "account_change_password"),
    _own("password/first/", account.password_set, "account_set_password"),
    _own("again/", account.reauthenticate, "account_reauthenticate"),
    _own("again/second-factor/", second_factor.reauthenticate, "mfa_reauthenticate"),
    _own("again/key/", key.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _own("second-factor/", second_factor.index, "mfa_index"),
    _own("second-factor/app/", app.activate_totp, "mfa_activate_totp"),
    _own("second-factor/app/off/", app.deactivate_totp, "mfa_deactivate_totp"),
    _own("second-factor/codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    _own("second-factor/codes/new/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _own("second-factor/codes/file/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    _own("second-factor/keys/", key.list_webauthn, "mfa_list_webauthn"),
    _own("second-factor/keys/add/", key.add_webauthn, "mfa_add_webauthn"),
    _own("second-factor/keys/<int:pk>/name/", key.edit_webauthn, "mfa_edit_webauthn"),
    _own("second-factor/keys/<int:pk>/remove/", key.remove_webauthn, "mfa_remove_webauthn"),
    _own("devices/", devices.devices, "usersessions_list"),
    _own("devices/others/end/", devices.end_others, "newsroom-devices-end-others"),
    _own("devices/<int:pk>/end/", devices.end, "newsroom-device-end"),
    # Wagtail's own, which would ask for no second factor and count no failures.
    path("login/", _OLD, name="newsroom-old-login"),
    re_path("^password_reset/.*$", _OLD, name="newsroom-old-password-reset"),
]

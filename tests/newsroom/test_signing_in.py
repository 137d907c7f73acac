"""Signing in: password, second factor, devices; who may not, and what a stranger who tries again and again meets."""

import re
from collections.abc import Callable, Iterator
from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from dateline.people.models import User

PASSWORD = "a long walk along the quay"


@pytest.fixture(autouse=True)
def nobody_has_failed_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ines(ines: User) -> User:
    ines.set_password(PASSWORD)
    ines.save()
    return ines


def _sign_in(client: Client, password: str = PASSWORD, name: str = "ines"):
    return client.post("/desk/sign-in/", {"login": name, "password": password})


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def _set_up_app(client: Client) -> str:
    """Set an authenticator app up and return its secret."""
    assert client.get("/desk/second-factor/app/").headers["Location"].startswith("/desk/again/")
    client.post("/desk/again/", {"password": PASSWORD})
    page = client.get("/desk/second-factor/app/").content.decode()
    found = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page.replace("\n", " "))
    assert found, page
    assert client.post("/desk/second-factor/app/", {"code": _code(found[1])}).status_code == 302
    return found[1]


def test_a_password_opens_the_desk(client: Client, ines: User) -> None:
    assert client.get("/desk/").headers["Location"] == "/desk/sign-in/?next=/desk/"
    assert _sign_in(client).headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_an_address_opens_it_too(client: Client, ines: User) -> None:
    assert _sign_in(client, name=ines.email).headers["Location"] == "/desk/"


def test_a_wrong_password_brings_the_form_back_with_the_name(client: Client, ines: User) -> None:
    page = _sign_in(client, "quay").content.decode()
    assert 'value="ines"' in page
    assert 'role="alert"' in page
    assert client.get("/desk/").status_code == 302


def test_after_five_failures_the_right_password_does_not_open_either(client: Client, ines: User) -> None:
    for _ in range(5):
        assert "Too many failed" not in _sign_in(client, "quay").content.decode()
    assert "Too many failed" in _sign_in(client).content.decode()
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("path", ["login/", "password_reset/", "password_reset/confirm/MQ/set-password/"])
def test_what_wagtail_offers_leads_to_the_one_way_in(client: Client, db: None, path: str) -> None:
    answer = client.get(f"/desk/{path}?next=/desk/stories/")
    assert answer.headers["Location"] == "/desk/sign-in/?next=/desk/stories/"
    assert client.post(f"/desk/{path}", {"username": "ines", "password": PASSWORD}).status_code == 302
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("path", ["signup/", "sign-up/", "email/", "account/signup/"])
def test_nobody_signs_up(client: Client, db: None, path: str) -> None:
    assert client.get(f"/desk/{path}", follow=True).redirect_chain[:1] != []
    assert client.post(f"/desk/{path}", {"username": "tom", "password1": PASSWORD}).status_code == 302
    assert not User.objects.filter(username="tom").exists()


def test_an_app_is_asked_for_from_then_on(client: Client, ines: User) -> None:
    _sign_in(client)
    secret = _set_up_app(client)
    other = Client()
    assert _sign_in(other).headers["Location"] == "/desk/sign-in/second-factor/"
    assert other.get("/desk/").status_code == 302
    assert other.post("/desk/sign-in/second-factor/", {"code": "000000"}).status_code == 200
    assert other.get("/desk/").status_code == 302
    cache.clear()  # a code counts once, and that one was used when the app was set up
    assert other.post("/desk/sign-in/second-factor/", {"code": _code(secret)}).headers["Location"] == "/desk/"
    assert other.get("/desk/").status_code == 200


def test_secrets_are_sealed_in_the_database(client: Client, ines: User) -> None:
    _sign_in(client)
    secret = _set_up_app(client)
    kept = Authenticator.objects.get(user=ines, type=Authenticator.Type.TOTP).data
    assert secret not in str(kept)


def test_a_recovery_code_opens_once(client: Client, ines: User) -> None:
    _sign_in(client)
    _set_up_app(client)
    code = client.get("/desk/second-factor/codes/file/").content.decode().split()[-1]
    for status in (302, 200):
        other = Client()
        _sign_in(other)
        assert other.post("/desk/sign-in/second-factor/", {"code": code}).status_code == status


def test_where_it_is_asked_for_the_desk_opens_only_with_a_second_factor(client: Client, ines: User, settings) -> None:
    settings.SECOND_FACTOR = True
    _sign_in(client)
    for path in ("/desk/", "/desk/stories/", "/desk/account/", "/desk/nowhere/"):
        assert client.get(path).headers["Location"] == "/desk/second-factor/", path
    assert "asks for a second factor" in client.get("/desk/second-factor/").content.decode()
    _set_up_app(client)
    assert client.get("/desk/").status_code == 200


def test_a_link_does_not_pass_by_the_second_factor(client: Client, ines: User) -> None:
    _sign_in(client)
    _set_up_app(client)
    other = Client()
    assert other.post(_link("ines")).headers["Location"] == "/desk/sign-in/second-factor/"
    assert other.get("/desk/").status_code == 302


def test_who_has_lost_it_sets_another_one_up(ines: User, client: Client) -> None:
    _sign_in(client)
    _set_up_app(client)
    other = Client()
    assert other.post(_link("ines", "--forget-second-factor")).headers["Location"] == "/desk/"
    assert other.get("/desk/").status_code == 200


def test_the_first_administrator_comes_in_by_a_link_and_chooses_a_password(client: Client, db: None) -> None:
    client.post(_link("ada", "--administrator"))
    assert client.get("/desk/users/").status_code == 200
    given = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/desk/password/first/", given).status_code == 302
    assert _sign_in(Client(), name="ada").headers["Location"] == "/desk/"


def test_a_name_that_is_none_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="cannot be a name"):
        _link("no good", "--administrator")
    assert not User.objects.exists()


def test_devices_are_listed_and_ended(client: Client, ines: User) -> None:
    _sign_in(client)
    other = Client(HTTP_USER_AGENT="Telephone")
    _sign_in(other)
    page = client.get("/desk/devices/").content.decode()
    assert page.index("Telephone") < page.index("(this one)")
    ends = re.findall(r'action="(/desk/devices/\d+/end/)"', page)
    assert client.post(ends[0]).status_code == 302
    assert other.get("/desk/").status_code == 302
    assert client.get("/desk/").status_code == 200


def test_all_others_are_ended_at_once(client: Client, ines: User) -> None:
    others = [Client(), Client()]
    for each in (client, *others):
        _sign_in(each)
    client.post("/desk/devices/others/end/")
    assert [each.get("/desk/").status_code for each in (client, *others)] == [200, 302, 302]


def test_nobody_ends_somebody_else_s(client: Client, ines: User, desk_of: Callable[[User], Client], ada: User) -> None:
    _sign_in(client)
    end = re.findall(r'action="(/desk/devices/\d+/end/)"', client.get("/desk/devices/").content.decode())[0]
    assert desk_of(ada).post(end).status_code == 404
    assert client.get("/desk/").status_code == 200


def test_a_leaver_is_out_at_once(client: Client, ines: User) -> None:
    _sign_in(client)
    assert client.get("/desk/").status_code == 200
    User.objects.filter(pk=ines.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302
    assert "/desk/sign-in/" in _sign_in(client).headers.get("Location", "/desk/sign-in/")
    assert client.get("/desk/").status_code == 302


def test_who_changes_the_password_signs_the_others_out(client: Client, ines: User) -> None:
    _sign_in(client)
    other = Client()
    _sign_in(other)
    new = "another walk along the quay"
    client.post("/desk/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302


def test_the_way_in_speaks_the_browser_s_language(client: Client, db: None) -> None:
    page = client.get("/desk/sign-in/", headers={"accept-language": "fa"}).content.decode()
    assert "ورود به میز خبر" in page
    assert 'lang="fa" dir="rtl"' in page


def _link(name: str, *options: str) -> str:
    printed = StringIO()
    call_command("sign_in_link", name, *options, stdout=printed)
    return urlsplit(printed.getvalue().strip()).path

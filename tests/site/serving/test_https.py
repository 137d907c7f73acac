"""A real server known by https, behind a proxy that it trusts: cookies, where http leads, what is believed."""

from collections.abc import Callable
from http.cookies import Morsel, SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from dateline.lib import clock
from dateline.people.models import SignInLink, User
from dateline.stories.models import Story

HOST = "news.example"


@pytest.fixture
def server(serve: Callable[..., Any]) -> Any:
    return serve(DATELINE_BASE_URL=f"https://{HOST}", DATELINE_HOSTS=HOST, DATELINE_TRUSTED_PROXIES="127.0.0.1")


def secure(**headers: str) -> dict[str, str]:
    return {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"} | headers


def cookies(answer: Any) -> dict[str, "Morsel[str]"]:
    jar: SimpleCookie = SimpleCookie()
    for name, value in answer.headers:
        if name.lower() == "set-cookie":
            jar.load(value)
    return dict(jar)


def test_a_newsroom_known_by_https(server: Any, ferry_out: Story) -> None:
    assert_readers_come_by_https(server, ferry_out)
    assert_the_desk_s_cookies_go_by_https_alone_and_no_script_sees_them(server)


def assert_readers_come_by_https(server: Any, ferry_out: Story) -> None:
    page = ferry_out.get_absolute_url()
    whole = server.get(page, secure())
    assert whole.status == 200
    assert whole.header("Strict-Transport-Security") == "max-age=31536000"
    assert cookies(whole) == {}
    for scheme in ({"X-Forwarded-Proto": "http"}, {"X-Forwarded-Proto": ""}):
        led = server.get(page, secure(**scheme, **{"X-Forwarded-Host": "evil.example"}))
        assert (led.status, led.header("Location")) == (301, f"https://{HOST}{page}")
    assert server.get("/en/", secure(Host="evil.example")).status == 400


def assert_the_desk_s_cookies_go_by_https_alone_and_no_script_sees_them(server: Any) -> None:
    ada = User.objects.create_superuser("ada", "ada@halyard.example")
    link = f"/desk/sign-in/{SignInLink.issue(ada, now=clock.now())}/"
    form = server.get(link, secure())
    jar = cookies(form)
    token = form.body.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = secure(**{"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}"})
    sent["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
    signed_in = server.ask("POST", link, body=urlencode({"csrfmiddlewaretoken": token}), headers=sent)
    assert (signed_in.status, urlsplit(signed_in.header("Location")).path) == (302, "/desk/")
    jar |= cookies(signed_in)
    assert jar.keys() == {"__Host-csrf", "__Host-desk"}
    for morsel in jar.values():
        assert (morsel["secure"], morsel["httponly"], morsel["samesite"]) == (True, True, "Lax")
        assert (morsel["path"], morsel["domain"]) == ("/", "")

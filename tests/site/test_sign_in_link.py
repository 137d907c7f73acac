"""`dateline sign-in-link`: the way in without a password, once."""

from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.users.models import UserProfile

from dateline.lib import clock
from dateline.people.models import SignInLink, User


def _link(username: str) -> str:
    printed = StringIO()
    call_command("sign_in_link", username, stdout=printed)
    return urlsplit(printed.getvalue().strip()).path


def test_the_link_signs_in_once(client: Client, ines: User) -> None:
    link = _link("ines")
    assert "Go to the desk" in client.get(link).content.decode()
    assert client.post(link).headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert Client().post(link).status_code == 404


def test_looking_at_the_link_does_not_use_it_up(client: Client, ines: User) -> None:
    link = _link("ines")
    client.get(link)
    assert client.get(link).status_code == 200
    assert client.get("/desk/").status_code == 302


def test_a_new_link_ends_the_one_before(client: Client, ines: User) -> None:
    first, _second = _link("ines"), _link("ines")
    assert client.post(first).status_code == 404


def test_a_link_ends_after_a_day(client: Client, ines: User) -> None:
    link = _link("ines")
    SignInLink.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert client.post(link).status_code == 404


def test_nobody_s_link_is_refused_with_the_names_there_are(ines: User) -> None:
    with pytest.raises(CommandError, match=r"Nobody has the name inez\. Active accounts: ines\."):
        _link("inez")


def test_an_account_that_is_off_gets_none(ines: User) -> None:
    User.objects.update(is_active=False)
    with pytest.raises(CommandError, match="is switched off"):
        _link("ines")


def test_the_page_of_a_link_is_in_the_language_of_its_person(client: Client, ines: User) -> None:
    UserProfile.objects.create(user=ines, preferred_language="fa")
    page = client.get(_link("ines")).content.decode()
    assert '<html lang="fa" dir="rtl">' in page
    assert "رفتن به میز خبر" in page

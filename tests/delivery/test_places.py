"""Places: about, contact."""

import pytest
from django.test import Client
from wagtail.models import Page

from dateline.delivery.models import Place
from dateline.stories.models import Edition


@pytest.fixture
def about(en: Edition) -> Place:
    branch = Page.objects.get(depth=2).add_child(instance=Page(title="English", slug="en"))
    place: Place = branch.add_child(instance=Place(title="About us", slug="about", body="<p>An invented agency.</p>"))
    return place


def test_a_place_answers_under_its_edition_and_stands_in_the_footer(client: Client, about: Place) -> None:
    page = client.get("/en/about")
    assert page.status_code == 200
    assert "An invented agency." in page.content.decode()
    assert '<a href="/en/about">About us</a>' in client.get("/en/").content.decode()


def test_a_place_not_live_or_of_another_edition_is_not_found(client: Client, about: Place, fa: Edition) -> None:
    assert client.get("/fa/about").status_code == 404
    about.unpublish()
    assert client.get("/en/about").status_code == 404
    assert "About us" not in client.get("/en/").content.decode()


def test_the_desk_can_preview_a_place(about: Place) -> None:
    page = about.make_preview_request()
    page.render()
    assert "An invented agency." in page.content.decode()

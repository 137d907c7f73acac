"""Reader pages can be stored: no cookie, no token, no inline script or style, nothing from elsewhere."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from dateline.delivery.templatetags.pages import asset
from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.stories.models import Story

PAGES = ["/", "/en/", "{story}", "/en/section/economy", "/en/search?q=ferry", "/en/house-rules", "/en/archive/2026/3/1"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_the_same_for_everybody(
    client: Client, ferry: Story, rules: HouseRules, ines: User, page: str
) -> None:
    path = page.format(story=ferry.get_absolute_url())
    anonymous = client.get(path)
    client.force_login(ines)
    known = client.get(path)
    assert anonymous.content == known.content
    for answer in (anonymous, known):
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize("page", [*PAGES, "/en/nothing"])
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client: Client, ferry: Story, page: str) -> None:
    text = client.get(page.format(story=ferry.get_absolute_url())).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert 'src="/static/' in script or 'type="application/ld+json"' in script
    for address in re.findall(r'(?:src|srcset|action)="([^"]+)"', text):
        assert address.startswith("/")
        assert not address.startswith("//")


def test_a_reader_s_own_copy_is_confirmed_until_the_page_changes(client: Client, ferry: Story, ines: User) -> None:
    address = ferry.get_absolute_url()
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    ferry.headline = "Ferry fares rise again"
    ferry.publish(ferry.save_revision(user=ines), user=ines)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_style_and_script_are_named_with_a_hash_of_their_content() -> None:
    assert re.fullmatch(r"/static/delivery/reader\.css\?v=[0-9a-f]{10}", asset("delivery/reader.css"))
    assert asset("delivery/nowhere.css") == "/static/delivery/nowhere.css"


def test_html_and_css_are_under_sixty_kilobytes(client: Client, ferry: Story) -> None:
    style = finders.find("delivery/reader.css")
    assert isinstance(style, str)
    with open(style, "rb") as file:
        size = len(file.read())
    assert size + len(client.get(ferry.get_absolute_url()).content) < 60_000

"""An edition's own look on reader pages: colours, logo, links, contact points, footer, templates of one's own."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings

from dateline.stories.models import Appearance, ContactPoint, Edition, MenuLink, Photo
from dateline.stories.models.appearance import NIGHT, PAPER


@pytest.fixture
def looks(en: Edition) -> Appearance:
    return Appearance.objects.create(edition=en, accent="#7a1f3d", footer_text="Halyard Press, Quay 4, Port Ansel")


def test_an_edition_without_its_own_look_asks_for_one_style_sheet(client: Client, en: Edition) -> None:
    assert client.get("/en/").content.count(b'rel="stylesheet"') == 1
    assert client.get("/en/colours.css").status_code == 404


def test_the_page_links_the_colours_and_browsers_keep_them(client: Client, looks: Appearance) -> None:
    html = client.get("/en/").content.decode()
    address = re.search(r'href="(/en/colours\.css\?v=\w+)"', html)
    assert address
    sheet = client.get(address[1])
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert ":root { --accent: #7a1f3d; }" in sheet.content.decode()
    assert client.get(address[1], headers={"if-none-match": sheet.headers["ETag"]}).status_code == 304


def test_changed_colours_have_another_address(looks: Appearance) -> None:
    before = looks.colours_address
    looks.accent = "#204a1f"
    assert looks.colours_address != before


def test_an_address_without_the_right_mark_is_not_kept(client: Client, looks: Appearance) -> None:
    assert "must-revalidate" in client.get("/en/colours.css?v=old").headers["Cache-Control"]


def test_the_dark_accent_is_found_when_none_is_given(looks: Appearance) -> None:
    assert "prefers-color-scheme: dark" in looks.colours
    assert looks.colours.count("--accent") == 2


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    css = Path(str(finders.find("delivery/reader.css"))).read_text()
    assert re.findall(r"--paper: (#\w{6});", css) == [PAPER, NIGHT]


def test_the_logo_stands_for_the_name(client: Client, looks: Appearance, quay: Photo) -> None:
    looks.logo = looks.logo_in_the_dark = quay
    looks.save()
    nameplate = re.search(r'(?s)<p class="nameplate">(.*?)</p>', client.get("/en/").content.decode())
    assert nameplate
    assert 'alt="Halyard News Agency"' in nameplate[1]
    assert 'media="(prefers-color-scheme: dark)"' in nameplate[1]


def test_links_and_contacts_stand_where_they_belong(client: Client, looks: Appearance) -> None:
    MenuLink.objects.create(appearance=looks, label="Tides", address="https://tides.example/")
    MenuLink.objects.create(appearance=looks, label="Imprint", address="/en/imprint", where="footer")
    ContactPoint.objects.create(
        appearance=looks, purpose="Corrections", email="put-right@halyard.example", telephone="+44 (0)20 7946 0018"
    )
    head, foot = client.get("/en/").content.decode().split("<footer")
    assert '<a href="https://tides.example/">Tides</a>' in head
    assert '<a href="/en/imprint">Imprint</a>' in foot
    assert 'href="mailto:put-right@halyard.example"' in foot
    assert 'href="tel:+4402079460018"' in foot
    assert "<p>Halyard Press, Quay 4, Port Ansel</p>" in foot


def test_words_of_the_footer_are_text_not_markup(client: Client, looks: Appearance) -> None:
    looks.footer_text = "<script>alert(1)</script>"
    looks.save()
    assert b"<script>alert" not in client.get("/en/").content


def test_a_folder_of_templates_comes_before_ours(client: Client, en: Edition, tmp_path: Path, settings: Any) -> None:
    (tmp_path / "delivery").mkdir()
    (tmp_path / "delivery/list.html").write_text("")
    (tmp_path / "delivery/not_found.html").write_text("Nothing here, says the house.")
    with override_settings(TEMPLATES=[settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]):
        assert client.get("/en/nothing-at-all").content.decode() == "Nothing here, says the house."

"""The social card of a story: what its page names, and that it tells nothing before the story may be seen."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from dateline.delivery.cards import drawing, keeping
from dateline.people.models import User
from dateline.stories.models import Appearance, Edition, Photo, Section, Story

BASE = "http://127.0.0.1:8000"
LATER = datetime(2100, 1, 1, tzinfo=UTC)
HIDDEN: dict[str, dict[str, Any]] = {
    "embargoed": {"embargoed_until": LATER},
    "scheduled": {"publish_at": LATER},
    "withheld": {"pub_status": "withheld"},
    "canceled": {"pub_status": "canceled"},
    "draft": {"live": False},
}

pytestmark = pytest.mark.usefixtures("media")


def meta_of(client: Client, story: Story) -> dict[str, str]:
    page = client.get(story.get_absolute_url()).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page))


def card_of(story: Story) -> str:
    return f"/en/news/{story.news_id}/card-{story.version}.jpg"


def test_the_page_names_its_card_and_the_card_is_what_it_says(client: Client, ferry: Story) -> None:
    meta = meta_of(client, ferry)
    assert meta["og:image"] == BASE + card_of(ferry)
    assert meta["og:image:alt"] == "Ferry fares rise – Halyard News Agency"
    assert meta["twitter:card"] == "summary_large_image"
    answer = client.get(meta["og:image"].removeprefix(BASE))
    assert answer.status_code == 200
    assert answer["Content-Type"] == meta["og:image:type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    size = (int(meta["og:image:width"]), int(meta["og:image:height"]))
    assert Image.open(BytesIO(answer.content)).size == size == (1200, 630)


def test_a_persian_card_is_drawn_in_the_edition_s_own_language(
    client: Client, publish: Callable[..., Story], fa: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = Section.objects.create(edition=fa, slug="bandar", name="بندر")
    when = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    story = publish(
        "کرایهٔ کشتی بالا رفت", edition=fa, section=section, kicker="تعرفه", first_published_at=when, news_id=423_255
    )
    Appearance.objects.create(edition=fa, accent="#7a1f3d")
    cards: list[drawing.Card] = []
    monkeypatch.setattr(keeping, "drawn", lambda card: cards.append(card) or drawing.drawn(card))
    assert client.get(f"/fa/news/{story.news_id}/card-1.jpg").status_code == 200
    assert cards == [
        drawing.Card(
            agency="خبرگزاری بادبان",
            kicker="بندر · تعرفه",
            headline="کرایهٔ کشتی بالا رفت",
            number="کد خبر ۴۲۳۲۵۵",
            day="۱۰ اسفند ۱۴۰۴",
            direction="rtl",
            accent="#7a1f3d",
        )
    ]


@pytest.mark.parametrize("facts", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_story_s_card_is_as_absent_as_one_of_no_story(
    client: Client, ferry: Story, media: Path, facts: dict[str, Any]
) -> None:
    Story.objects.filter(pk=ferry.pk).update(**facts)
    hidden = client.get(card_of(ferry))
    absent = client.get(card_of(ferry).replace(f"/{ferry.news_id}/", f"/{ferry.news_id + 1}/"))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert hidden.headers == absent.headers
    assert not (media / "cards").exists()


def test_a_card_made_before_a_hold_is_not_shown_in_it(client: Client, ferry: Story) -> None:
    known = client.get(card_of(ferry))
    Story.objects.filter(pk=ferry.pk).update(pub_status="withheld")
    assert client.get(card_of(ferry)).status_code == 404
    assert client.get(card_of(ferry), headers={"If-None-Match": known["ETag"]}).status_code == 404


def test_the_file_of_a_card_cannot_be_fetched_beside_the_view(client: Client, ferry: Story, media: Path) -> None:
    client.get(card_of(ferry))
    [file] = (media / "cards").rglob("*.jpg")
    assert client.get(f"/media/{file.relative_to(media)}").status_code == 404


def test_a_card_is_drawn_once_a_version(client: Client, ferry: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get(card_of(ferry))
    monkeypatch.setattr(keeping, "drawn", lambda _card: pytest.fail("It was drawn already."))
    assert client.get(card_of(ferry)).content == first.content
    assert client.get(card_of(ferry), headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_another_version_has_another_address_and_the_older_one_leads_there(
    client: Client, ferry: Story, ines: User, media: Path
) -> None:
    old, before = card_of(ferry), client.get(card_of(ferry)).content
    ferry.headline = "Ferry fares rise again"
    ferry.publish(ferry.save_revision(user=ines), user=ines)
    assert meta_of(client, ferry)["og:image"] == f"{BASE}/en/news/{ferry.news_id}/card-2.jpg"
    moved = client.get(old)
    assert (moved.status_code, moved["Location"]) == (302, card_of(ferry))
    assert client.get(card_of(ferry)).content != before
    assert len(list((media / "cards").rglob("*.jpg"))) == 1  # the withdrawn words are not kept


@pytest.mark.parametrize("version", [0, 2, 10**30])
def test_a_version_that_is_not_out_has_no_card(client: Client, ferry: Story, version: int) -> None:
    assert client.get(f"/en/news/{ferry.news_id}/card-{version}.jpg").status_code == 404


def test_another_edition_s_address_leads_to_the_story_s_own(client: Client, ferry: Story, fa: Edition) -> None:
    assert client.get(f"/fa/news/{ferry.news_id}/card-1.jpg")["Location"] == card_of(ferry)


def test_the_photo_is_on_it_and_one_attached_later_comes_onto_it(
    client: Client, publish: Callable[..., Story], lost: Photo, quay: Photo
) -> None:
    story = publish("Quay reopens", photo=lost)
    without = client.get(card_of(story))
    assert Image.open(BytesIO(without.content)).convert("RGB").getpixel((1000, 300)) == pytest.approx(
        (0xFD, 0xFC, 0xF9), abs=3
    )
    Photo.objects.filter(pk=lost.pk).update(file=quay.file.name, width=quay.width, height=quay.height)
    found = Image.open(BytesIO(client.get(card_of(story)).content)).convert("RGB")
    assert found.getpixel((1000, 300)) == pytest.approx((0x33, 0x55, 0x77), abs=4)


def test_a_photo_that_cannot_be_read_leaves_a_card_of_words(
    client: Client, publish: Callable[..., Story], quay: Photo, media: Path
) -> None:
    story = publish("Quay reopens", photo=quay)
    (media / quay.file.name).write_bytes(b"no picture")
    assert client.get(card_of(story)).status_code == 200


def test_a_headline_in_a_script_without_fonts_has_its_photo_instead(
    client: Client, publish: Callable[..., Story], quay: Photo
) -> None:
    story = publish("運賃値上げ", photo=quay)
    assert client.get(card_of(story)).status_code == 404
    assert meta_of(client, story)["og:image"].startswith(f"{BASE}/media/images/quay")
    bare = publish("運賃")
    assert "og:image" not in (meta := meta_of(client, bare))
    assert meta["twitter:card"] == "summary"


def test_only_reading_is_allowed(client: Client, ferry: Story) -> None:
    assert client.post(card_of(ferry)).status_code == 405
    assert client.head(card_of(ferry)).status_code == 200

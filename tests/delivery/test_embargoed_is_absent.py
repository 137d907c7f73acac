"""What may not be seen yet is answered byte for byte, and header for header, like what is not there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage

from dateline.people.models import User
from dateline.stories import tags
from dateline.stories.models import Photo, Section, Story
from dateline.wire.old_addresses import tidy
from tests.delivery.asking import Answer, Site

LATER = datetime(2100, 1, 1, tzinfo=UTC)
NUMBER, ABSENT = 423_254, 423_977
ADDRESSES = {
    "story": "/en/news/{}/zephyrine-quince",
    "with a slash": "/en/news/{}/zephyrine-quince/",
    "other words": "/en/news/{}/quince",
    "without words": "/en/news/{}",
    "short": "/news/{}",
    "comments": "/en/news/{}/zephyrine-quince/comments",
    "later comments": "/en/news/{}/zephyrine-quince/comments?after=1",
    "versions": "/en/news/{}/zephyrine-quince/versions",
    "card": "/en/news/{}/card-1.jpg",
    "no such card": "/en/news/{}/card-2.jpg",
    "ninjs": "/en/news/{}/zephyrine-quince/story.ninjs.json",
}


@pytest.fixture(params=["draft", "ready", "timed", "embargoed", "held before it was out"])
def unseen(
    request: pytest.FixtureRequest, ferry: Story, harbour: Section, quay: Photo, write: Callable[..., Story], ines: User
) -> Story:
    """A story that no reader has ever seen, beside one that is out."""
    facts = {"news_id": NUMBER, "section": harbour, "photo": quay, "lead": "Nobody knows.", "update_of": ferry}
    story = write("Zephyrine quince", **facts)
    if request.param in ("embargoed", "held before it was out"):
        story.embargo(LATER, by=ines)
    if request.param == "timed":
        story.schedule(LATER, by=ines)
    revision = story.save_revision(user=ines)
    if request.param == "ready":
        story.make_ready(by=ines)
    elif request.param != "draft":
        story.publish(revision, user=ines)
    if request.param.startswith("held"):
        story.hold(by=ines, reason="Checked.", ground="error")
    return story


def _unnumbered(answer: Answer, address: str, number: int) -> tuple[int, dict[str, str], bytes]:
    """The answer without what the address itself has put into it: its number, and the digest of its path in a tag."""
    own = tags.old_address(tidy(urlsplit(address).path))
    headers = {name: value.replace(own, "old:N").replace(str(number), "N") for name, value in answer.headers.items()}
    return answer.status, headers, answer.body.replace(str(number).encode(), b"N")


# The last time it may come from the store.
@pytest.mark.parametrize("method", ["GET again", "HEAD", "POST"])
def test_it_is_answered_like_what_is_not_there(site: Site, unseen: Story, method: str) -> None:
    for name, address in ADDRESSES.items():
        asked, like_it = address.format(NUMBER), address.format(ABSENT)
        for _ in range(2 if "again" in method else 1):
            there, absent = (site.ask(method.split()[0], each) for each in (asked, like_it))
        assert there.status in ((301, 404) if method != "POST" else (403, 404, 405)), name
        assert _unnumbered(there, asked, NUMBER) == _unnumbered(absent, like_it, ABSENT), name
        assert b"Nobody knows" not in there.body


def test_the_page_of_its_neighbour_is_the_same_with_it_and_without(
    site: Site, ferry: Story, harbour: Section, write: Callable[..., Story], ines: User
) -> None:
    addresses = [ferry.get_absolute_url(), "/en/", "/en/feed.atom", "/sitemap-stories-0.xml", "/news-sitemap.xml"]
    before = [site.get(address) for address in addresses]
    story = write("Zephyrine quince", section=harbour, update_of=ferry)
    story.embargo(LATER, by=ines)
    story.publish(story.save_revision(user=ines), user=ines)
    for address, answer in zip(addresses, before, strict=True):
        after = site.get(address)
        assert (after.status, after.headers, after.body) == (200, answer.headers, answer.body), address


def test_a_photo_of_it_cannot_be_reached_by_guessing(site: Site, unseen: Story, quay: Photo, write: Any) -> None:
    made = quay.get_rendition("width-400|format-jpeg")  # as the desk's preview does
    known = made.file.name
    stem = known.removeprefix("images/").rsplit(".", 2)[0]
    assert default_storage.exists(known)
    guesses = [quay.file.name, "images/quay.jpg", f"images/{stem}.jpg", f"images/{stem}.{quay.pk}.jpg"]
    guesses += [f"images/{stem}.{quay.pk}-{token}.jpg" for token in ("", "0" * 16, "f" * 16)]
    guesses += [f"images/../{quay.file.name}", "images/", "images", "cards/", f"cards/{NUMBER}/1.jpg"]
    for guess in guesses:
        for method in ("GET", "HEAD"):
            answer = site.ask(method, f"/media/{guess}")
            absent = site.ask(method, f"/media/{guess}".replace("quay", "what"))
            assert answer.status == 404, guess
            same = (answer.headers, answer.body.replace(b"quay", b"what"))
            assert same == (absent.headers, absent.body), guess

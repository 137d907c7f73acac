"""Comments oldest first, newest first, and editors' picks first: each a stored page, paged by key, whole and once."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from dateline.comments import distinguishing
from dateline.comments.distinguishing import distinguish
from dateline.comments.models import Comment, Distinction, Rank
from dateline.comments.rewriting import rewrite
from dateline.delivery.views import comments as view
from dateline.delivery.views import story as story_view
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Story
from tests.conftest import NOON
from tests.delivery.asking import Site

ORDERS = ("comments", "comments/newest", "comments/picked")


@pytest.fixture
def seven(ferry: Story, comment_on: Callable[..., Comment], mara: User, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Comments 0 to 6, two of them of one instant; 4 and 2 are picked, 5 is a right of reply. Three stand on a page."""
    for module in (view, story_view):
        monkeypatch.setattr(module, "COMMENTS_ON_A_PAGE", 3)
    for number in range(7):
        comment_on(ferry, f"Comment {number}.", now=NOON + timedelta(minutes=min(number, 5)))
    Comment.objects.update(state="shown")
    for number, rank in ((4, Rank.PICKED), (2, Rank.PICKED), (5, Rank.REPLY)):
        distinguish(Comment.objects.get(text=f"Comment {number}."), rank, by=mara, now=clock.now())
    comment_on(ferry, "Waiting words.")
    return ferry


def read_through(client: Client, address: str) -> list[list[int]]:
    """The numbers on each page, from the first to the last."""
    pages, following = [], address
    while following:
        text = client.get(following).content.decode()
        assert "Waiting words" not in text
        pages.append([int(number) for number in re.findall(r"<p>Comment (\d)\.", text)])
        further = re.search(r'rel="next" href="(\?after=[^"]+)"', text)
        following = address + further[1] if further and len(pages) < 9 else ""
    return pages


@pytest.mark.parametrize(
    ("order", "pages"),
    [
        ("comments", [[5, 0, 1], [2, 3, 4], [6]]),
        ("comments/newest", [[5, 6, 4], [3, 2, 1], [0]]),
        ("comments/picked", [[5, 2, 4], [0, 1, 3], [6]]),
    ],
)
def test_each_order_shows_every_comment_once(client: Client, seven: Story, order: str, pages: list[list[int]]) -> None:
    assert read_through(client, f"{seven.get_absolute_url()}/{order}") == pages


def test_the_story_s_page_begins_with_the_oldest_and_leads_to_the_other_orders(client: Client, seven: Story) -> None:
    text = client.get(seven.get_absolute_url()).content.decode()
    assert re.findall(r"<p>Comment (\d)\.", text) == ["5", "0", "1"]
    assert "7 comments" in text
    for order in ORDERS[1:]:
        assert f'href="{seven.get_absolute_url()}/{order}"' in text
    assert text.index("Right of reply") < text.index("Comment 5.") < text.index("Comment 0.")


def test_marks_stand_in_words(client: Client, seven: Story) -> None:
    text = client.get(f"{seven.get_absolute_url()}/comments/picked").content.decode()
    assert text.count('<strong class="comment-mark">Editors’ pick</strong>') == 2
    assert text.count('<strong class="comment-mark">Right of reply</strong>') == 1
    assert 'aria-current="true">Editors’ picks first' in text


@pytest.mark.parametrize("order", ORDERS)
def test_the_count_is_exact_and_the_page_is_not_for_search_engines(
    client: Client, seven: Story, settings: Any, order: str
) -> None:
    address = f"{seven.get_absolute_url()}/{order}"
    text = client.get(address).content.decode()
    assert '<p class="facts-line">7 comments</p>' in text
    assert '<meta name="robots" content="noindex, follow">' in text
    after = re.search(r'rel="next" href="(\?after=[^"]+)"', text)
    assert after
    for each in (address, address + after[1]):
        assert f'<link rel="canonical" href="{settings.BASE_URL}{each}">' in client.get(each).content.decode()


@pytest.mark.parametrize("key", ["x", "1", "9-1-1", "1-1-x", "-1-1-1"])
def test_a_key_that_is_none_is_not_found(client: Client, seven: Story, key: str) -> None:
    assert client.get(f"{seven.get_absolute_url()}/comments/picked", {"after": key}).status_code == 404


@pytest.mark.parametrize("order", ["oldest", "best", "newest/x"])
def test_another_order_is_not_found(client: Client, seven: Story, order: str) -> None:
    assert client.get(f"{seven.get_absolute_url()}/comments/{order}").status_code == 404


def test_an_order_is_read_and_nothing_is_sent_there(client: Client, seven: Story) -> None:
    assert client.post(f"{seven.get_absolute_url()}/comments/newest", {"name": "Tom"}).status_code == 405


def test_under_another_edition_s_address_it_leads_to_the_right_one(client: Client, seven: Story, fa: Edition) -> None:
    answer = client.get(f"/fa/news/{seven.news_id}/x/comments/newest")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{seven.get_absolute_url()}/comments/newest")


def test_each_is_stored_and_dropped_when_a_comment_is_marked(
    site: Site, seven: Story, mara: User, django_capture_on_commit_callbacks: Any
) -> None:
    addresses = [seven.get_absolute_url(), *(f"{seven.get_absolute_url()}/{order}" for order in ORDERS)]
    for address in addresses:
        assert f"comments:{seven.news_id}" in site.get(address).tags
        assert not site.get(address).was_rendered
    with django_capture_on_commit_callbacks(execute=True):
        distinguish(Comment.objects.get(text="Comment 0."), Rank.PICKED, by=mara, now=clock.now())
    assert [site.get(address).was_rendered for address in addresses] == [True] * 4


def test_who_marked_it_and_when_stays_written_down(seven: Story, mara: User, ines: User) -> None:
    comment = Comment.objects.get(text="Comment 2.")
    distinguish(comment, Rank.PICKED, by=ines, now=clock.now())
    distinguish(comment, Rank.REPLY, by=ines, now=clock.now())
    distinguish(comment, Rank.PLAIN, by=mara, now=clock.now())
    rows = Distinction.objects.filter(comment=comment).values_list("rank", "given_by__username", "ended_by__username")
    assert list(rows) == [(Rank.PICKED, "mara", "ines"), (Rank.REPLY, "ines", "mara")]


def test_only_what_is_shown_is_marked(ferry: Story, comment_on: Callable[..., Comment], mara: User) -> None:
    with pytest.raises(ValidationError, match="Only a comment that is shown"):
        distinguish(comment_on(ferry), Rank.PICKED, by=mara, now=clock.now())


def test_another_text_is_not_what_was_picked(ferry: Story, comment_on: Callable[..., Comment], mara: User) -> None:
    comment = comment_on(ferry)
    comment.turn("shown", at=clock.now())
    comment = distinguish(comment, Rank.PICKED, by=mara, now=clock.now())
    changed = rewrite(comment, "Another text.", now=clock.now())
    assert (changed.rank, Distinction.objects.get().ended_by) == (Rank.PLAIN, None)
    assert Distinction.objects.get().ended_at


def test_one_comment_alone_has_no_order(client: Client, ferry: Story, comment_on: Callable[..., Comment]) -> None:
    comment_on(ferry).turn("shown", at=clock.now())
    assert "Newest first" not in client.get(ferry.get_absolute_url()).content.decode()


@pytest.mark.parametrize("verb", ["hold", "kill"])
def test_comments_of_a_story_that_is_taken_back_are_nowhere(
    client: Client, seven: Story, chief: User, verb: str
) -> None:
    token = Comment.objects.get(text="Comment 0.").receipt_token
    getattr(seven, verb)(by=chief, reason="Wrong.", ground="error", text="")
    front = "/en/"
    page = seven.get_absolute_url()
    under = [page, *(f"{page}/{order}" for order in ORDERS), f"{page}/comments?after=0-0", f"{page}/versions"]
    feeds = [f"{front}feed.{kind}" for kind in ("rss", "atom", "json")]
    lists = [front, f"{front}section/economy", f"{front}corrections", f"{front}search?q=comment"]
    for address in [*under, *feeds, *lists, "/sitemap.xml"]:
        assert "Comment 0." not in client.get(address).content.decode(), address
    for address in under[1:4]:
        assert "comment-form" not in client.get(address).content.decode()
    sent = {"name": "Tom", "text": "Too late."}
    answer = client.post(f"{page}/comments", sent, headers={"Origin": "http://testserver"})
    assert answer.status_code != 303
    assert not Comment.objects.filter(text="Too late.").exists()
    receipt = client.get(f"/receipts/{token}").content.decode()
    assert "number 1" in receipt
    assert seven.headline not in receipt
    assert page not in receipt


def test_rights_of_reply_never_fill_the_first_page(seven: Story, mara: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinguishing, "MOST_REPLIES", 2)
    distinguish(Comment.objects.get(text="Comment 0."), Rank.REPLY, by=mara, now=clock.now())
    with pytest.raises(ValidationError, match="as many rights of reply"):
        distinguish(Comment.objects.get(text="Comment 1."), Rank.REPLY, by=mara, now=clock.now())

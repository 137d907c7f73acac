"""What the desk shows of scores: bars and marks, and nothing of a comment that is read without until it is ruled on."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib import clock
from dateline.moderation import checking, judging
from dateline.moderation.drafting import draft_shipped
from dateline.moderation.scores import given
from dateline.people.models import User
from dateline.stories.models import Edition, Story

Desk = Callable[[User], Client]
RUDE = "The mayor of this town is an idiot and a moron, as we all knew."


@pytest.fixture
def scored(en: Edition, ferry: Story, ines: User, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Comment]:
    """Send a comment that is scored under the shipped rules: `scored(blind=True)` reads it without scores."""
    draft_shipped(en).publish(by=ines)

    def _scored(text: str = RUDE, *, blind: bool = False) -> Comment:
        monkeypatch.setattr(given, "is_chosen", lambda number: blind)
        return checking.receive(ferry, Submission("Tom", text, "", "192.0.2.7"), now=clock.now())

    return _scored


def page_of(client: Client, comment: Comment) -> str:
    return client.get(f"/desk/comments/{comment.pk}/").content.decode()


def bars(part: str) -> list[str]:
    return re.findall(r'<dt title="[^"]+">(.*?)</dt>', part)


def test_a_score_stands_beside_the_comment_with_its_threshold_and_the_words_are_marked(
    mara: User, desk_of: Desk, scored: Any
) -> None:
    desk, comment = desk_of(mara), scored()
    page = page_of(desk, comment)
    panel = page.split('aria-labelledby="the-scores"')[1].split("</section>")[0]
    open_at_once, folded = panel.split("<details>")
    assert bars(open_at_once) == ["insult", "threat", "attack on a group"]
    assert set(bars(folded)) == {"toxic", "severely toxic", "swearing"}
    assert re.search(r'is-high"><dt title="[^"]+">insult.*?<strong>0\.\d\d</strong>.*?doubt from 0\.50', panel, re.S)
    assert 'By the engine <code dir="ltr">en-' in panel
    assert '<bdi class="desk-seen">insult' in page
    assert "It may be about clause 2: <bdi>No insults</bdi>" in page
    assert "</span> doubt</td>" in desk.get("/desk/comments/").content.decode()
    assert re.search(r"<mark><span[^>]*>\[marked: score\] </span>[^<]*(?:idiot|moron)", page)


def test_one_that_is_read_without_scores_shows_nothing_of_them_until_a_person_has_ruled(
    mara: User, desk_of: Desk, scored: Any
) -> None:
    comment, desk = scored(blind=True), desk_of(mara)
    page = page_of(desk, comment)
    assert "This one is read without scores." in page
    assert "desk-score-bars" not in page
    assert "<mark>" not in page
    assert "desk-word--doubt" not in page
    assert "desk-word--doubt" not in desk.get("/desk/comments/").content.decode()
    assert f"/desk/comments/{comment.pk}/" not in desk.get("/desk/comments/?label=scores").content.decode()
    judging.show(comment, by=mara, now=clock.now())
    page = page_of(desk, comment)
    assert "This one is read without scores." not in page
    assert "desk-score-bars" in page
    assert "<mark>" in page


def test_a_changed_text_is_read_without_scores_again_whatever_was_ruled_on_the_one_before(
    mara: User, desk_of: Desk, scored: Any
) -> None:
    comment, desk = scored(blind=True), desk_of(mara)
    judging.show(comment, by=mara, now=clock.now())
    assert "desk-score-bars" in page_of(desk, comment)
    comment = checking.receive_again(comment, f"{RUDE} An idiot, I say.", now=clock.now())
    page = page_of(desk, comment)
    assert "This one is read without scores." in page
    assert "desk-word--doubt" not in page
    assert f"/desk/comments/{comment.pk}/" not in desk.get("/desk/comments/?label=scores").content.decode()


def test_a_comment_without_scores_has_no_panel(mara: User, desk_of: Desk, ferry: Story, settings: Any) -> None:
    comment = checking.receive(ferry, Submission("Tom", RUDE, "", "192.0.2.7"), now=clock.now())
    assert "the-scores" not in page_of(desk_of(mara), comment)


def test_a_score_that_is_about_two_clauses_is_one_mark_in_a_list(
    scored: Callable[..., Comment], desk_of: Desk, mara: User
) -> None:
    comment = scored("You idiot, all Turks are vermin and should be deported.")
    assert comment.opinions.filter(check_name="scores").count() == 2
    page = desk_of(mara).get("/desk/comments/").content.decode()
    assert len(re.findall(r'desk-word--doubt"[^>]*>score<', page)) == 1

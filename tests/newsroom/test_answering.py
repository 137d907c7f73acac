"""Writing as the newsroom: by who may decide, shown at once by a decision of theirs, with a badge for readers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging
from dateline.moderation.models import Decision, HouseRules
from dateline.people.models import User
from dateline.stories.models import ChainLink, Story


@pytest.fixture
def comment(ferry: Story, rules: HouseRules, comment_on: Callable[..., Comment], mara: User) -> Comment:
    comment = comment_on(ferry)
    judging.show(comment, by=mara, now=clock.now())
    comment.refresh_from_db()
    return comment


def answer(desk: Client, comment: Comment, text: str = "We asked the board.", name: str = "Mara, Halyard") -> Any:
    return desk.post(f"/desk/comments/{comment.pk}/answer/", {"name": name, "text": text})


def test_an_answer_of_the_newsroom_is_shown_at_once_with_a_badge_and_a_decision(
    desk_of: Any, mara: User, comment: Comment, ferry: Story
) -> None:
    desk = desk_of(mara)
    assert f'href="/desk/comments/{comment.pk}/answer/"' in desk.get(f"/desk/comments/{comment.pk}/").content.decode()
    assert comment.text in desk.get(f"/desk/comments/{comment.pk}/answer/").content.decode()
    sent = answer(desk, comment)
    written = Comment.objects.get(staff=mara)
    assert sent["Location"] == f"/desk/comments/{written.pk}/"
    assert (written.answers, written.thread, written.is_shown) == (comment, comment, True)
    decision = Decision.objects.get(comment=written)
    assert (decision.outcome, decision.decided_by) == ("show", mara)
    assert ChainLink.objects.filter(kind="decision", row=decision.pk).exists()
    page = Client().get(ferry.get_absolute_url()).content.decode()
    assert '<bdi class="comment-name">Mara, Halyard</bdi> <span class="badge">Newsroom</span>' in page
    assert page.count('class="badge"') == 1
    assert "written as the newsroom by <bdi>Mara</bdi>" in desk.get(sent["Location"]).content.decode()


def test_the_newsroom_writes_under_a_story_by_itself(desk_of: Any, mara: User, ferry: Story) -> None:
    desk, address = desk_of(mara), f"/desk/stories/{ferry.pk}/comment/"
    assert f'href="{address}"' in desk.get(f"/desk/stories/{ferry.pk}/handing/").content.decode()
    assert 'value="Mara"' in desk.get(address).content.decode()
    for _twice in range(2):
        assert desk.post(address, {"name": "Mara", "text": "Comments close at six."}).status_code == 302
    assert Comment.objects.get().is_shown
    assert Decision.objects.count() == 1


def test_the_same_words_of_a_reader_are_another_comment(
    desk_of: Any, mara: User, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    comment_on(ferry, "We asked.")
    desk_of(mara).post(f"/desk/stories/{ferry.pk}/comment/", {"name": "Tom", "text": "We asked."})
    assert list(Comment.objects.order_by("pk").values_list("state", flat=True)) == ["waiting", "shown"]


def test_only_a_comment_that_readers_see_is_answered(
    desk_of: Any, mara: User, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    waiting, desk = comment_on(ferry), desk_of(mara)
    assert "Answer as the newsroom" not in desk.get(f"/desk/comments/{waiting.pk}/").content.decode()
    refused = answer(desk, waiting)
    assert refused.status_code == 422
    assert "Show it first." in refused.content.decode()
    assert "We asked the board." in refused.content.decode()
    assert Comment.objects.count() == 1


def test_not_where_comments_are_closed_or_readers_do_not_see_the_story(
    desk_of: Any, mara: User, comment: Comment, ferry: Story, ines: User
) -> None:
    Story.objects.filter(pk=ferry.pk).update(comments_door="closed")
    assert "Comments on this story are closed." in answer(desk_of(mara), comment).content.decode()
    Story.objects.filter(pk=ferry.pk).update(comments_door="open")
    ferry.refresh_from_db()
    ferry.hold(by=ines, reason="Checked.", ground="error")
    assert "Readers do not see this story." in answer(desk_of(mara), comment).content.decode()
    assert Comment.objects.count() == 1


def test_a_reporter_does_not_write_as_the_newsroom(desk_of: Any, rolf: User, comment: Comment, ferry: Story) -> None:
    assert answer(desk_of(rolf), comment).status_code == 403
    sent = desk_of(rolf).post(f"/desk/stories/{ferry.pk}/comment/", {"name": "Rolf", "text": "Hello."})
    assert sent.status_code == 403


@pytest.mark.parametrize("facts", [{"name": ""}, {"text": " "}, {"text": "x" * 3001}, {"name": "x" * 61}])
def test_what_is_too_long_or_empty_comes_back(desk_of: Any, mara: User, comment: Comment, facts: Any) -> None:
    assert answer(desk_of(mara), comment, **facts).status_code == 422
    assert Comment.objects.count() == 1

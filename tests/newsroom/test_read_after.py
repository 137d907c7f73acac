"""What a program showed before anybody read it: its list at the desk, and the moderator who reads it afterwards."""

from collections.abc import Callable
from typing import Any

import pytest

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib import clock
from dateline.moderation import checking
from dateline.people.models import User
from dateline.stories.models import Edition, Story


@pytest.fixture
def unread(ferry: Story, comment_on: Callable[..., Comment]) -> Comment:
    """Tom's, shown by a program and read by nobody."""
    Edition.objects.update(comments_mode="at once")
    submission = Submission(name="Tom", text="Shown at once.", email="", address="192.0.2.9")
    return checking.receive(Story.objects.select_related("edition", "section").get(), submission, now=clock.now())


def test_what_a_program_showed_waits_in_a_list_of_its_own_until_somebody_reads_it(
    desk_of: Any, mara: User, unread: Comment
) -> None:
    desk = desk_of(mara)
    text = desk.get("/desk/comments/?state=unread").content.decode()
    assert "Shown at once." in text
    assert "Shown, not read yet <strong>1</strong>" in text
    assert "/desk/comments/?state=unread" in desk.get("/desk/").content.decode()
    page = desk.get(f"/desk/comments/{unread.pk}/").content.decode()
    assert "Shown by a program (Show at once, read after)" in page
    assert "Read: leave it shown" in page
    sent = {"verb": "show", "read": unread.sent_at.isoformat()}
    assert desk.post(f"/desk/comments/{unread.pk}/", sent).status_code == 302
    text = desk.get("/desk/comments/?state=unread").content.decode()
    assert "Everything that is shown has been read." in text
    assert "Shown by Mara" in desk.get(f"/desk/comments/{unread.pk}/").content.decode()


def test_after_one_that_was_shown_unread_comes_the_next_of_those(
    desk_of: Any, mara: User, unread: Comment, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    waiting = comment_on(ferry, "Waits.")
    other = comment_on(ferry, "Shown too.")
    other.show_unread(at=clock.now())
    sent = {"verb": "show", "read": unread.sent_at.isoformat()}
    answer = desk_of(mara).post(f"/desk/comments/{unread.pk}/?kind=unread", sent)
    assert answer.headers["Location"] == f"/desk/comments/{other.pk}/?kind=unread&sort=risk"
    assert waiting.is_waiting

"""Long lists of comments and appeals are turned page by page, and stay the list that was asked for."""

from collections.abc import Callable
from typing import Any

import pytest

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import appealing, judging
from dateline.moderation.models import HouseRules
from dateline.newsroom import appeals, queue
from dateline.people.models import User
from dateline.stories.models import Story


@pytest.mark.parametrize(
    ("address", "asked", "next_page"),
    [
        ("", "state=refused&edition=en&sort=risk", "after="),
        ("appeals/", "state=waiting", "p=2"),
        ("appeals/", "", "p=2"),
    ],
)
def test_the_next_page_is_of_the_same_list(
    desk_of: Any,
    chief: User,
    mara: User,
    ferry: Story,
    rules: HouseRules,
    comment_on: Callable[..., Comment],
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    asked: str,
    next_page: str,
) -> None:
    for number in range(2):
        comment = comment_on(ferry, f"Comment {number}.")
        judging.refuse(comment, clause=rules.clauses_in_force()[0], sentence="No.", by=mara, now=clock.now())
        appealing.file(comment, text="Why?", now=clock.now())
    for part in (appeals, queue):
        monkeypatch.setattr(part, "A_PAGE", 1)
    page = desk_of(chief).get(f"/desk/comments/{address}?{asked}").content.decode()
    kept = f"{asked.replace('&', '&amp;')}&amp;" if asked else ""
    assert f'<a rel="next" href="?{kept}{next_page}' in page

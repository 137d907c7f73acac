"""A comment that is passed on: who finds it, who may answer, and what ends it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied, ValidationError

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging, passing, telling, undoing
from dateline.moderation.models import Pass, PassKind
from dateline.people.models import User
from dateline.people.roles import MODERATOR
from dateline.stories.models import Edition, Limit, Story
from tests.conftest import somebody


@pytest.fixture
def nora(db: None) -> User:
    """Moderates beside Mara."""
    return somebody("nora", MODERATOR)


def left(user: User) -> list[Comment]:
    return list(passing.left_to(user, Comment.objects.waiting()))


def test_a_comment_is_passed_answered_passed_on_and_decided(
    ferry: Story, comment_on: Callable[..., Comment], mara: User, nora: User, chief: User
) -> None:
    comment, now = comment_on(ferry), clock.now()
    asked: dict[str, Any] = {"to": nora, "note": "Is that a quote?", "by": mara, "now": now}
    row = passing.pass_on(comment, PassKind.COLLEAGUE, **asked)
    assert passing.pass_on(comment, PassKind.COLLEAGUE, **asked) == row
    assert (left(mara), left(chief), left(nora)) == ([], [], [comment])
    assert list(Pass.objects.standing().to(nora)) == [row]
    with pytest.raises(PermissionDenied):
        passing.give_back(row, words="No.", by=chief, now=now)
    telling.tell_of_pass.func(row.pk)
    passing.give_back(row, words="From the play.", by=nora, now=now)
    row.refresh_from_db()
    telling.tell_of_answer.func(row.pk)
    told = outbox.outbox
    assert [message.bcc for message in told] == [[nora.email], [mara.email]]
    assert not any(words in str(message.message()) for words in ("fares were", "quote", "play") for message in told)
    assert (row.answer, row.ended_by, left(mara)) == ("From the play.", nora, [comment])
    legal = passing.pass_on(comment, PassKind.LEGAL, note="Libel?", by=nora, now=now)
    telling.tell_of_pass.func(legal.pk)
    assert told[-1].bcc == [chief.email]
    assert (left(mara), left(chief)) == ([], [comment])
    decision = judging.show(comment, by=chief, now=now)
    legal.refresh_from_db()
    assert (legal.ruling, legal.ended_by) == (decision, chief)
    undoing.undo(decision, by=chief, now=now)
    assert passing.standing_on(comment) == legal


def test_a_pass_names_a_colleague_who_may_decide_there_and_says_why(
    ferry: Story, fa: Edition, comment_on: Callable[..., Comment], mara: User, nora: User, rolf: User
) -> None:
    comment, now = comment_on(ferry), clock.now()
    Limit.objects.create(user=nora, role=nora.groups.get(), edition=fa)
    assert passing.colleagues(comment, but=mara) == []
    for to in (None, mara, rolf, nora):
        with pytest.raises(ValidationError):
            passing.pass_on(comment, PassKind.COLLEAGUE, to=to, note="Well?", by=mara, now=now)
    with pytest.raises(ValidationError, match="Say in a note"):
        passing.pass_on(comment, PassKind.CHIEFS, note=" ", by=mara, now=now)
    assert not Pass.objects.exists()

"""Undo: what stood before a decision stands again, the reader hears nothing of it, and the chain has both rows."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dateline.comments.models import Comment
from dateline.delivery.mail.sending import Sent, send_one
from dateline.delivery.standing import standing
from dateline.lib import clock
from dateline.moderation import appealing, judging, undoing
from dateline.moderation.models import Decision, HouseRules
from dateline.moderation.statements import statements
from dateline.people.models import User
from dateline.stories.models import Story, chain

SECONDS = timedelta(seconds=1)


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def comment(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, now: datetime) -> Comment:
    """Sent by Tom, who has proved his address and knows that it was received."""
    comment = comment_on(ferry, email="tom@reader.example", now=now - timedelta(hours=1))
    comment.recipient.prove(now=now - timedelta(hours=1))
    mailed_by(now)
    outbox.outbox.clear()
    return comment


def mailed_by(now: datetime) -> int:
    before = len(outbox.outbox)
    while send_one(now) is Sent.SETTLED:
        pass
    return len(outbox.outbox) - before


def refuse(comment: Comment, rules: HouseRules, *, by: User, now: datetime) -> Decision:
    return judging.refuse(comment, clause=rules.clauses_in_force()[1], sentence="It mocks.", by=by, now=now)


def test_a_refusal_undone_in_time_is_told_to_nobody_and_stays_in_the_chain(
    comment: Comment, rules: HouseRules, mara: User, chief: User, now: datetime
) -> None:
    decision = refuse(comment, rules, by=mara, now=now)
    with pytest.raises(PermissionDenied, match="Only who decided"):
        undoing.undo(decision, by=chief, now=now)
    undoing.undo(decision, by=mara, now=now + 20 * SECONDS)
    undoing.undo(decision, by=mara, now=now + 21 * SECONDS)
    comment.refresh_from_db()
    assert (comment.state, comment.decided_at) == ("waiting", None)
    assert mailed_by(now + timedelta(hours=1)) == 0
    assert [row.outcome for row in comment.decisions.all()] == ["refuse", "undo"]
    chained = [chain.DECISION.facts_of(row) for row in comment.decisions.all()]
    assert (chained[0]["before"]["state"], chained[1]["undoes_id"]) == ("waiting", decision.pk)
    seen = standing(comment, now=now + timedelta(minutes=1))
    assert (seen.decision, seen.appeal_until) == (None, None)
    assert list(statements()) == []
    judging.show(comment, by=mara, now=now + 40 * SECONDS)
    assert mailed_by(now + 69 * SECONDS) == 0
    assert mailed_by(now + 71 * SECONDS) == 1
    assert chain.verify({"decision": Decision, **_others()}).breaks == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(before=None)


def test_what_was_refused_before_is_refused_again_as_of_then_and_can_be_appealed_against(
    comment: Comment, rules: HouseRules, mara: User, chief: User, now: datetime
) -> None:
    first = refuse(comment, rules, by=chief, now=now)
    second = judging.show(comment, by=mara, now=now + 10 * SECONDS)
    assert mailed_by(now + 31 * SECONDS) == 0
    undoing.undo(second, by=mara, now=now + 35 * SECONDS)
    comment.refresh_from_db()
    assert (comment.state, comment.decided_at) == ("refused", now)
    assert appealing.appealable(comment, now=now) == first
    assert standing(comment, now=now).decision == first
    assert [refusal["puid"] for refusal in statements()] == [f"en-{first.pk}"]
    assert mailed_by(now + timedelta(hours=1)) == 1
    assert "not shown" in outbox.outbox[-1].body


def test_a_decision_is_not_undone_once_it_was_told_or_is_old_or_overtaken(
    comment: Comment, rules: HouseRules, mara: User, now: datetime
) -> None:
    decision = refuse(comment, rules, by=mara, now=now)
    with pytest.raises(PermissionDenied, match="ten minutes"):
        undoing.undo(decision, by=mara, now=now + timedelta(minutes=11))
    assert mailed_by(now + 31 * SECONDS) == 1
    with pytest.raises(PermissionDenied, match="told by mail"):
        undoing.undo(decision, by=mara, now=now + 32 * SECONDS)
    judging.show(comment, by=mara, now=now + 40 * SECONDS)
    with pytest.raises(PermissionDenied, match="happened"):
        undoing.undo(decision, by=mara, now=now + 41 * SECONDS)
    assert not Decision.objects.exclude(undoes=None).exists()


def _others() -> dict[str, object]:
    from dateline.stories.models import Notice, Version

    return {"version": Version, "notice": Notice}

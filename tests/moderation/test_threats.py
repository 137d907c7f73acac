"""A threat to life: off the page at once, with the desk chiefs, its words kept, and a log of whom the newsroom told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied, ValidationError

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import appealing, deciding, erasing, holding, judging, passing, telling, threats
from dateline.moderation.models import HouseRules, Pass, PassKind
from dateline.people.models import User
from dateline.stories.models import Story


def test_a_threat_goes_from_the_page_to_the_chiefs_and_stays_in_the_log(
    ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User, chief: User
) -> None:
    comment, now = comment_on(ferry, "I know where he lives."), clock.now()
    judging.show(comment, by=mara, now=now)
    passing.pass_on(comment, PassKind.LEGAL, note="Hm.", by=mara, now=now)
    threat = threats.raise_threat(comment, note="The mayor.", by=mara, now=now)
    assert threats.raise_threat(comment, note="Again.", by=chief, now=now) == threat
    telling.tell_of_threat.func(threat.pk)
    (message,) = outbox.outbox
    assert message.bcc == [chief.email]
    assert not any(words in str(message.message()) for words in ("lives", "mayor"))
    comment.refresh_from_db()
    assert (comment.is_waiting, threat.was_shown) == (True, True)
    assert list(threats.under_threat(Comment.objects.all())) == [comment]
    assert Pass.objects.standing().get().kind == PassKind.CHIEFS
    with pytest.raises(ValidationError, match="desk chief"):
        judging.show(comment, by=mara, now=now)
    for refused in (lambda: erasing.erase(comment, now=now), lambda: holding.lift(comment, by=chief, now=now)):
        with pytest.raises(PermissionDenied):
            refused()
    with pytest.raises(ValidationError, match="still to come"):
        threats.note_told(threat, authority="Police", told_at=now + timedelta(hours=1), by=mara, now=now)
    threats.note_told(threat, authority="Police", reference="A 7", told_at=now, by=mara, now=now)
    judging.refuse(comment, clause=rules.clauses_in_force()[1], sentence="It threatens.", by=chief, now=now)
    appeal = appealing.file(comment, text="Why?", now=now)
    assert "desk chief" in appealing.refusal_of(appeal, by=mara)
    with pytest.raises(PermissionDenied):
        threats.close(threat, words="Over.", by=mara, now=now)
    threats.close(threat, words="The police have it.", by=chief, now=now)
    threat.refresh_from_db()
    assert (threat.closed_by, threat.told.get().reference, threats.open_on(comment)) == (chief, "A 7", None)
    assert holding.is_held(comment)
    holding.lift(comment, by=chief, now=now)
    other = comment_on(ferry, "And where she lives.")
    threats.raise_threat(other, note="The mayor.", by=mara, now=now)
    assert deciding.is_left_to_persons(other)

"""Whatever its writer and the desk do with a comment, in any order: never seen without a decision on these words."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.comments.mail import Event, Mail
from dateline.comments.models import Comment
from dateline.comments.taking_back import take_back
from dateline.moderation import appealing, checking, erasing, judging
from dateline.moderation.models import Appeal, AppealOutcome, Decision, HouseRules
from dateline.people.models import User
from dateline.stories.models import Story
from tests.conftest import NOON

STEP = timedelta(minutes=1)


class Life:
    """One comment, and everything that can be done to it."""

    def __init__(self, story: Story, rules: HouseRules, comment_on: Any, mara: User, chief: User) -> None:
        self.story, self.clause, self.mara, self.chief = story, rules.clauses_in_force()[1], mara, chief
        self.now = NOON + timedelta(days=1)
        self.pk = comment_on(story, "First words.", now=self.now, email="tom@reader.example").pk
        self.fresh().recipient.prove(now=self.now)
        self.words = 0

    def fresh(self) -> Comment:
        return Comment.objects.get(pk=self.pk)

    def show(self) -> None:
        judging.show(self.fresh(), by=self.mara, now=self.now)

    def refuse(self) -> None:
        judging.refuse(self.fresh(), clause=self.clause, sentence="No.", by=self.mara, now=self.now)

    def change(self) -> None:
        self.words += 1
        checking.receive_again(self.fresh(), f"Words {self.words}.", now=self.now)

    def appeal(self) -> None:
        appealing.file(self.fresh(), text="Why?", now=self.now)

    def overturn(self) -> None:
        self._answer(AppealOutcome.OVERTURNED)

    def uphold(self) -> None:
        self._answer(AppealOutcome.UPHELD)

    def take_back(self) -> None:
        take_back(self.fresh(), now=self.now)

    def erase(self) -> None:
        erasing.erase(self.fresh(), now=self.now)

    def _answer(self, outcome: AppealOutcome) -> None:
        standing = Appeal.objects.waiting_on(self.fresh()).first()
        if standing:
            appealing.answer(standing, outcome, words="So it is.", by=self.chief, now=self.now)

    def step(self, name: str) -> None:
        self.now += STEP
        with suppress(PermissionDenied, ValidationError):
            getattr(self, name)()


STEPS = ["show", "refuse", "change", "appeal", "overturn", "uphold", "take_back", "erase"]


def check(life: Life) -> None:
    comment = life.fresh()
    last = Decision.objects.filter(comment=comment).last()
    if comment in Comment.objects.shown_under(life.story):
        assert last is not None
        assert last.outcome == "show"
        assert last.decided_at > comment.sent_at, "somebody decided on the words that are seen"
    for decision in Decision.objects.filter(comment=comment, outcome="refuse"):
        assert decision.rules
        assert decision.clause
        assert decision.sentence
        assert decision.decided_by or decision.automatic
    if comment.is_erased:
        assert (comment.text, comment.name, comment.email) == ("", "", "")
        assert not comment.is_shown
    told = list(Mail.objects.filter(event=Event.DECIDED).values_list("of", flat=True))
    assert len(told) == len(set(told))
    assert set(told) <= _decided(comment)


def _decided(comment: Comment) -> set[datetime]:
    return set(Decision.objects.filter(comment=comment).values_list("decided_at", flat=True))


@pytest.fixture
def begin(
    ferry: Story, rules: HouseRules, comment_on: Callable[..., Comment], mara: User, chief: User
) -> Callable[[], Life]:
    return lambda: Life(ferry, rules, comment_on, mara, chief)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_never_seen_without_a_decision_on_these_words(begin: Callable[[], Life], steps: list[str]) -> None:
    with transaction.atomic():
        life = begin()
        check(life)
        for name in steps:
            life.step(name)
            check(life)
        transaction.set_rollback(True)

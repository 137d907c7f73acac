"""Whatever its writer, other readers, the desk, the engine and a kill do with a comment, in any order.

It is never seen without a decision on these words, or a mode that says so. `STATES_EXAMPLES=2000` tries more orders.
"""

import os
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
from dateline.comments.receiving import Submission
from dateline.comments.taking_back import take_back
from dateline.moderation import appealing, checking, erasing, judging, reporting
from dateline.moderation.engine import Engine, EngineKind, questions
from dateline.moderation.engine.asking import NotAnswered
from dateline.moderation.models import (
    Appeal,
    AppealOutcome,
    Clause,
    Decision,
    EngineQuestion,
    HouseRules,
    Report,
    ReportKind,
)
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import Edition, Story
from tests.conftest import NOON

STEP = timedelta(minutes=1)
ENGINE = Engine("https://engine.example/", EngineKind.WEBHOOK, key="k")
ANSWERS = {
    "clean": b'{"verdict": "clean"}',
    "breach": b'{"verdict": "breach", "clause": 2, "quotes": ["ords"]}',
    "nonsense": b"Show everything.",
}


class Killed(Exception):
    """The process ended, and with it the transaction."""


class Life:
    """One comment, and everything that can be done to it."""

    def __init__(self, story: Story, rules: HouseRules, mara: User, chief: User) -> None:
        self.story, self.clause, self.mara, self.chief = story, rules.clauses_in_force()[1], mara, chief
        self.now, self.words, self.says = NOON + timedelta(days=1), 0, ""
        self.found_clean: set[str] = set()
        self.modes = [(self.now, "clean")]
        Edition.objects.update(comments_mode="clean")
        sent = Submission("Tom", "First words.", "tom@reader.example", "192.0.2.7")
        self.pk = checking.receive(Story.objects.get(pk=story.pk), sent, now=self.now).pk
        self.fresh().recipient.prove(now=self.now)

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

    def report(self) -> None:
        reporting.file(self.fresh(), Reported(ReportKind.RULES, f"Why {self.now}?"), now=self.now)

    def report_libel(self) -> None:
        untrue = Reported(ReportKind.LIBEL, "I was away.", "words", "Tom Reed")
        reporting.file(self.fresh(), untrue, now=self.now)

    def keep(self) -> None:
        reporting.keep(self.fresh(), words="It stays.", by=self.chief, now=self.now)

    def refuse_reported(self) -> None:
        facts = {"words": "It goes.", "clause": self.clause, "sentence": "No.", "by": self.chief}
        reporting.refuse(self.fresh(), **facts, now=self.now)

    def engine_finds_clean(self) -> None:
        self._ask("clean")

    def engine_finds_breach(self) -> None:
        self._ask("breach")

    def engine_talks_nonsense(self) -> None:
        self._ask("nonsense")

    def engine_is_away(self) -> None:
        self._ask("")

    def asker_is_killed_while_it_waits(self) -> None:
        EngineQuestion.objects.claim(self.now)

    def asker_is_killed_with_the_answer(self) -> None:
        with transaction.atomic():
            self._ask("clean")
            raise Killed

    def desk_is_killed(self) -> None:
        with transaction.atomic():
            self.show()
            raise Killed

    def show_what_is_clean(self) -> None:
        self._mode("clean")

    def read_first(self) -> None:
        self._mode("read first")

    def read_after(self) -> None:
        self._mode("at once")

    def asked(self, *_: Any) -> bytes:
        """Answer in the engine's place."""
        if not self.says:
            raise NotAnswered("It is away.")
        if self.says == "clean":
            self.found_clean.add(self.fresh().text)
        return ANSWERS[self.says]

    def mode_at(self, moment: datetime) -> str:
        return [mode for since, mode in self.modes if since <= moment][-1]

    def _ask(self, says: str) -> None:
        self.says = says
        questions.ask_one(ENGINE, now=lambda: self.now)

    def _mode(self, mode: str) -> None:
        Edition.objects.update(comments_mode=mode)
        self.modes.append((self.now, mode))

    def _answer(self, outcome: AppealOutcome) -> None:
        standing = Appeal.objects.waiting_on(self.fresh()).first()
        if standing:
            appealing.answer(standing, outcome, words="So it is.", by=self.chief, now=self.now)

    def step(self, name: str) -> None:
        self.now += STEP
        with suppress(PermissionDenied, ValidationError, Killed):
            getattr(self, name)()


NO_STEPS = {"fresh", "step", "asked", "mode_at"}
STEPS = [name for name in vars(Life) if name[0] != "_" and name not in NO_STEPS]
EXAMPLES = int(os.environ.get("STATES_EXAMPLES", "25"))


def check(life: Life) -> None:
    comment = life.fresh()
    last = Decision.objects.filter(comment=comment).last()
    if comment in Comment.objects.shown_under(life.story):
        assert last is not None
        assert last.outcome == "show"
        assert last.decided_at > comment.sent_at, "somebody decided on the words that are seen"
        assert not Report.objects.waiting().filter(comment=comment, hides=True).exists()
        if last.automatic:
            assert comment.text in life.found_clean, "no program shows what the engine did not find clean"
            assert last.program["mode"] == life.mode_at(last.decided_at) != "read first"
    for decision in Decision.objects.filter(comment=comment, outcome="refuse"):
        assert decision.rules
        assert decision.clause
        assert decision.clause_number
        assert decision.sentence or decision.comment.is_erased
        assert decision.decided_by or (
            decision.check_name == "outside_engine" and decision.clause.decided_automatically
        )
    by_programs = list(Decision.objects.filter(comment=comment).values_list("automatic", flat=True))
    assert sorted(by_programs, reverse=True) == by_programs, "once a person has ruled, only persons do"
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
    ferry: Story, rules: HouseRules, mara: User, chief: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Life]:
    settings.ENGINE, settings.HIDE_WHILE_LIBEL = ENGINE, True
    Clause.objects.filter(code="insult").update(decided_automatically=True)
    version = HouseRules.objects.get(pk=rules.pk)

    def _begin() -> Life:
        life = Life(ferry, version, mara, chief)
        monkeypatch.setattr(questions, "ask", life.asked)
        return life

    return _begin


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(STEPS), min_size=4, max_size=16))
def test_never_seen_without_a_decision_on_these_words(begin: Callable[[], Life], steps: list[str]) -> None:
    with transaction.atomic():
        life = begin()
        check(life)
        for name in steps:
            life.step(name)
            check(life)
        transaction.set_rollback(True)

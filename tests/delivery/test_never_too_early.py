"""Whatever the desk does and whenever: no story is seen before its time, and none after its kill.

Hypothesis makes up the days of a newsroom: drafts, times, publications, corrections, holds, releases, redactions and
kills, with the clock going on between them, or set back an hour, over the nights too on which Tehran's and Lord Howe's
clocks are changed.
A model of a few lines says after each step what readers see, which verbs are refused, and what notices there are.
`CASES` in the environment is how many such days are tried instead of a few:

    CASES=10000 nice -n 10 .venv/bin/pytest tests/delivery/test_never_too_early.py
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dateline.moderation.models import Decision
from dateline.people.models import User
from dateline.people.roles import DESK_CHIEF
from dateline.stories.models import Edition, Notice, Section, Story, Version
from dateline.stories.models.chain import verify
from tests.delivery.asking import Clock

CASES = int(os.environ.get("CASES", "5"))
CHAINED = {"version": Version, "notice": Notice, "decision": Decision}

NIGHTS = {
    "Asia/Tehran": (datetime(2022, 3, 22, 0, 30), datetime(2022, 9, 21, 23, 30)),
    "Australia/Lord_Howe": (datetime(2026, 4, 5, 1, 45), datetime(2026, 10, 4, 2, 15)),
    "Asia/Kathmandu": (datetime(1986, 1, 1, 0, 5), datetime(2028, 2, 29, 0, 0)),
}
"""A local time that comes twice or never: half an hour of Lord Howe's, a quarter of Kathmandu's, the last of Tehran.
And a leap day."""
STEPS = st.sampled_from([1, 59, 900, 1800, 3600, 7200, 86_400, 40 * 86_400])
"""Seconds."""
LISTS = ("/en/feed.json", "/en/search?q=zephyr")
SECRET = "wyvern"
REASON = st.sampled_from(["Checked.", "Checked.", " "])


@dataclass
class Model:
    """What is to be true of a story, worked out without the code that is tried."""

    pk: int
    news_id: int
    word: str
    out: bool = False
    status: str = "usable"
    times: dict[str, datetime | None] = field(default_factory=dict)
    knew: bool = False
    """Whether readers had seen it when it was taken from them."""
    notices: Counter[str] = field(default_factory=Counter)
    versions: int = 0
    redacted: bool = False

    def is_seen(self, now: datetime) -> bool:
        return self.out and self.status == "usable" and all(time <= now for time in self.times.values() if time)

    def is_known(self, now: datetime) -> bool:
        return self.knew or self.is_seen(now)

    def holds(self, now: datetime, at: datetime | None) -> bool:
        """Whether an embargo is in force that another time would lift or move."""
        embargo = self.times.get("embargoed_until")
        return bool(embargo and embargo > now and embargo != at)

    def noted(self, kind: str, now: datetime) -> None:
        self.knew = self.is_known(now)
        self.notices[kind] += 1


class Days(RuleBasedStateMachine):
    """The days of one newsroom. `clock` is set by the test."""

    clock: Clock
    stories = Bundle("stories")

    def __init__(self) -> None:
        super().__init__()
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self.known: list[Model] = []
        self.readers = Client()

    def teardown(self) -> None:
        try:
            if self.known:
                self._look_everywhere()
                self._everything_was_written_down()
        finally:
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)

    @initialize(
        target=stories, zone=st.sampled_from(sorted(NIGHTS)), night=st.integers(0, 1), hours=st.integers(-30, 2)
    )
    def begin(self, zone: str, night: int, hours: int) -> Any:
        """The day before such a night, or the night: a draft, and a story that is approved."""
        self.night = NIGHTS[zone][night].replace(tzinfo=ZoneInfo(zone))
        self.clock.now = self.night.astimezone(UTC) + timedelta(hours=hours)
        self.edition = Edition.objects.create(
            code="en", name="English", language="en", time_zone=zone, agency_name="H", tag_entity="h.example,2026"
        )
        self.section = Section.objects.create(edition=self.edition, slug="economy", name="Economy")
        self.chief = User.objects.create_user("chief", first_name="Chief")
        self.chief.groups.add(Group.objects.get(name=DESK_CHIEF.name))
        draft, approved = self._written(), self._written()
        if hours < 0:
            self.time(approved, "embargoed_until", 0, fold=hours % 2)
        self.publish(approved)
        return multiple(draft, approved)

    @property
    def now(self) -> datetime:
        return self.clock.now

    # What the desk does -------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.known) < 3)
    @rule(target=stories)
    def write(self) -> Model:
        return self._written()

    @rule(
        model=stories,
        fact=st.sampled_from(["publish_at", "embargoed_until"]),
        ahead=st.none() | STEPS | st.sampled_from([-3600, 0]),
        fold=st.sampled_from([None, 0, 1]),
        reason=REASON,
    )
    def time(self, model: Model, fact: str, ahead: int | None, fold: int | None, reason: str = "Agreed.") -> None:
        """A time ahead, or the local time of the night itself, the first or the second that has its name."""
        at = None if ahead is None else self.now + timedelta(seconds=ahead)
        if at and fold is not None:
            at = self.night.replace(fold=fold)
        refused = model.status == "canceled" or model.is_known(self.now)
        if fact == "publish_at":
            done = self._done(lambda story: story.schedule(at, by=self.chief), model, refused)
        else:
            refused = refused or (model.holds(self.now, at) and not reason.strip())
            done = self._done(lambda story: story.embargo(at, by=self.chief, reason=reason), model, refused)
        if done:
            model.times[fact] = at.astimezone(UTC) if at else None

    @rule(model=stories)
    def publish(self, model: Model) -> None:
        if self._done(
            lambda story: story.publish(story.save_revision(user=self.chief), user=self.chief),
            model,
            model.status == "canceled",
        ):
            self._another_version(model, "update")

    @rule(model=stories, note=st.sampled_from(["It was 4.", ""]), kind=st.sampled_from(["correction", "update"]))
    def correct(self, model: Model, note: str, kind: str) -> None:
        refused = model.status == "canceled" or not model.is_known(self.now) or (kind == "correction" and not note)
        if self._done(
            lambda story: story.correct(story.save_revision(user=self.chief), by=self.chief, note=note, kind=kind),
            model,
            refused,
        ):
            self._another_version(model, kind)

    @rule(model=stories, reason=REASON)
    def hold(self, model: Model, reason: str) -> None:
        refused = model.status != "usable" or not model.out or not reason.strip()
        if self._done(lambda story: story.hold(by=self.chief, reason=reason, ground="error"), model, refused):
            model.noted("hold", self.now)
            model.status = "withheld"

    @rule(model=stories, reason=REASON)
    def release(self, model: Model, reason: str) -> None:
        refused = model.status != "withheld" or not reason.strip()
        if self._done(lambda story: story.release(by=self.chief, reason=reason), model, refused):
            model.notices["release"] += 1
            model.status = "usable"

    @rule(model=stories, reason=REASON)
    def kill(self, model: Model, reason: str) -> None:
        refused = model.status == "canceled" or not model.is_known(self.now) or not reason.strip()
        if self._done(lambda story: story.kill(by=self.chief, reason=reason, ground="rights"), model, refused):
            model.noted("kill", self.now)
            model.status = "canceled"

    @rule(model=stories, reason=REASON)
    def redact(self, model: Model, reason: str) -> None:
        refused = not model.versions or model.redacted or not reason.strip()
        words = [SECRET.upper()]
        if self._done(lambda story: story.redact(words, by=self.chief, reason=reason, ground="rights"), model, refused):
            model.noted("redaction", self.now)
            model.versions += model.status != "canceled"
            model.redacted = True

    @rule(seconds=STEPS | st.just(-3600))
    def wait(self, seconds: int) -> None:
        self.clock.pass_(seconds)

    @precondition(lambda self: self._ahead())
    @rule(off=st.sampled_from([-1, 0, 1]), which=st.integers(0, 7))
    def wait_for_a_time(self, off: int, which: int) -> None:
        """To the second before a time that was set, to the time itself, or past it."""
        ahead = self._ahead()
        self.clock.now = max(self.now, ahead[which % len(ahead)] + timedelta(seconds=off))

    # What readers see ---------------------------------------------------------------------------------------------

    @invariant()
    def the_one_question_is_answered_rightly(self) -> None:
        seen = set(Story.objects.public(self.now).values_list("pk", flat=True))
        assert seen == {model.pk for model in self.known if model.is_seen(self.now)}

    @precondition(lambda self: self.known)
    @rule(door=st.sampled_from([*LISTS, "/sitemap-stories"]))
    def look_at_a_list(self, door: str) -> None:
        """What a list shows at this second."""
        address = f"{door}-{self.known[0].news_id // 1000}.xml" if door == "/sitemap-stories" else door
        text = self._got(address)
        for model in self.known:
            assert (model.word in text) is model.is_seen(self.now), (address, self.now)

    @rule(model=stories)
    def look_at_its_page(self, model: Model) -> None:
        """What its own addresses answer at this second."""
        seen = model.is_seen(self.now)
        page = self.readers.get(f"/en/news/{model.news_id}")
        assert page.status_code == self._status(model), self.now
        assert (model.word in page.headers.get("Location", "")) is seen
        if seen:
            text = self._got(page.headers["Location"])
            assert f"Of {model.word}." in text
            assert (SECRET in text) is not model.redacted
        else:
            assert model.word not in page.content.decode()

    def _look_everywhere(self) -> None:
        for door in (*LISTS, "/sitemap-stories"):
            self.look_at_a_list(door)
        for model in self.known:
            self.look_at_its_page(model)

    def _status(self, model: Model) -> int:
        if model.is_seen(self.now):
            return 301
        if model.status == "usable" or not model.knew:
            return 404
        return 410 if model.status == "canceled" else 200

    def _got(self, address: str) -> str:
        return str(self.readers.get(address).content.decode())

    # The rest -----------------------------------------------------------------------------------------------------

    def _written(self) -> Model:
        word = "quince" + "bcd"[len(self.known)] * 3
        story = Story(
            edition=self.edition, section=self.section, headline=f"Zephyr {word}", lead=f"Of {word}. A {SECRET}."
        )
        story.save()
        story.save_revision(user=self.chief)
        assert story.news_id > max([each.news_id for each in self.known], default=0), "a number is used again"
        self.known.append(Model(story.pk, story.news_id, word))
        return self.known[-1]

    def _ahead(self) -> list[datetime]:
        return sorted(time for model in self.known for time in model.times.values() if time and time > self.now)

    def _done(self, verb: Callable[[Story], None], model: Model, refused: bool) -> bool:
        """Do it, and see that it is refused exactly when it should be; what is refused changes nothing."""
        sentence = ""
        try:
            with transaction.atomic():
                verb(Story.objects.get(pk=model.pk))
        except (PermissionDenied, ValidationError) as refusal:
            sentence = str(refusal)
        assert bool(sentence) is refused, sentence
        return not refused

    def _another_version(self, model: Model, kind: str) -> None:
        if model.versions and model.is_known(self.now):
            model.noted(kind, self.now)
        model.out, model.versions = True, model.versions + 1

    def _everything_was_written_down(self) -> None:
        for model in self.known:
            story = Story.objects.get(pk=model.pk)
            assert (story.news_id, story.version) == (model.news_id, model.versions)
            notices = list(story.notices.all())
            assert Counter(notice.kind for notice in notices) == model.notices
            assert story.versions.count() == model.versions
            for notice in notices:
                assert (notice.author, notice.author_name) == (self.chief, "Chief")
                assert notice.reason.strip() or notice.kind in ("correction", "update")
                assert notice.text.strip() or notice.kind != "correction"
                assert bool(notice.ground) is (notice.kind in ("hold", "kill", "redaction"))
        found = verify(CHAINED)
        assert not found.breaks, found.breaks
        wanted = {"version": sum(model.versions for model in self.known)}
        wanted["notice"] = sum(model.notices.total() for model in self.known)
        found.counts.pop("erasure", None)
        assert found.counts == Counter({kind: number for kind, number in wanted.items() if number})


def test_no_story_is_seen_too_early_or_after_its_kill(
    db: None, time: Clock, media: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Days, "clock", time, raising=False)
    run_state_machine_as_test(
        Days,
        settings=settings(
            max_examples=CASES,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

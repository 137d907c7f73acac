"""A text that goes out over a live story at its time: once, whatever happens, or not at all and with a sentence."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry, Revision

from dateline.delivery.models import Drop
from dateline.lib import clock
from dateline.people.models import User
from dateline.people.roles import EDITOR
from dateline.stories.models import Edition, LaterVersion, Notice, Story, Version
from dateline.stories.replacing_due import put_out_due
from tests.stories.conftest import WHY

WORDS = {"note": "The fares rise by 3 per cent, not 4.", "kind": "correction"}
SOON = timedelta(hours=1)


@pytest.fixture
def at_its_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Look for what is due, an hour and a minute from now."""

    def _look() -> int:
        then = clock.now() + SOON + timedelta(minutes=1)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", lambda: then)
            return put_out_due()

    return _look


def _arrange(story: Story, by: User, *, at: datetime | None = None) -> LaterVersion:
    text = story.get_latest_revision_as_object()
    text.lead = "Fares rise by 3 per cent."
    return story.put_out_later(text.save_revision(user=by), at=at or clock.now() + SOON, by=by, **WORDS)


def _failure(later: LaterVersion) -> str:
    later.refresh_from_db()
    assert later.outcome == "failed"
    return later.failure


def test_it_goes_out_at_its_time_with_its_note_and_not_before(ines: User, ferry: Story, at_its_time: Any) -> None:
    later = _arrange(ferry, ines)
    assert put_out_due() == 0
    assert at_its_time() == 1
    assert at_its_time() == 0
    ferry.refresh_from_db()
    later.refresh_from_db()
    assert (ferry.version, ferry.lead, later.outcome) == (2, "Fares rise by 3 per cent.", "out")
    assert ferry.notices.get(kind="correction").text == WORDS["note"]


def test_a_request_that_it_answers_is_met(ines: User, rolf: User, ferry: Story, at_its_time: Any) -> None:
    request = ferry.ask_for_correction(by=rolf, text="It is 3.")
    ferry.put_out_later(ferry.save_revision(), at=clock.now() + SOON, by=ines, answers=[request], **WORDS)
    at_its_time()
    request.refresh_from_db()
    assert request.notice.text == WORDS["note"]


def test_a_text_put_out_by_hand_meanwhile_is_not_overwritten(ines: User, ferry: Story, at_its_time: Any) -> None:
    later = _arrange(ferry, ines)
    ferry.lead = "Fares stay."
    ferry.publish(ferry.save_revision(user=ines), user=ines)
    at_its_time()
    assert "Version 2 went out meanwhile" in _failure(later)
    assert Story.objects.get().lead == "Fares stay."


def test_a_newer_draft_stays_the_draft_that_it_was(ines: User, rolf: User, ferry: Story, at_its_time: Any) -> None:
    _arrange(ferry, ines)
    draft = ferry.get_latest_revision_as_object()
    draft.headline = "Ferry fares rise again"
    newest = draft.save_revision(user=rolf)
    Story.objects.get().submit(by=rolf)
    at_its_time()
    ferry.refresh_from_db()
    assert (ferry.version, ferry.latest_revision, ferry.stage) == (2, newest, "review")
    assert (ferry.headline, ferry.has_unpublished_changes) == ("Ferry fares rise", True)


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        (lambda story, user: story.hold(by=user, **WHY), "The story is held while it is checked."),
        (lambda story, user: story.kill(by=user, **WHY), "A killed story cannot be corrected."),
        (lambda story, user: user.groups.clear(), "may not correct this story any more."),
        (lambda story, user: user.delete(), "has no account any more."),
    ],
    ids=["held", "killed", "right lost", "account gone"],
)
def test_what_cannot_go_out_says_why(
    ines: User, chief: User, ferry: Story, at_its_time: Any, meanwhile: Any, sentence: str
) -> None:
    later = _arrange(ferry, chief)
    meanwhile(Story.objects.get(), User.objects.get(pk=chief.pk))
    at_its_time()
    assert sentence in _failure(later)
    assert Story.objects.get().version == 1


def test_one_that_is_broken_does_not_stop_the_others(
    ines: User, publish: Callable[..., Story], at_its_time: Any, caplog: pytest.LogCaptureFixture
) -> None:
    laters = [_arrange(publish(f"Story {number}"), ines) for number in range(30)]
    Revision.objects.filter(pk=laters[4].revision_id).update(content={"pk": "nonsense"})
    assert at_its_time() == 30
    assert LaterVersion.objects.filter(outcome="out").count() == 29
    assert "an error, which stands in the server’s log" in _failure(laters[4])


def test_it_is_moved_and_cancelled_and_each_is_logged(ines: User, ferry: Story, at_its_time: Any) -> None:
    later = _arrange(ferry, ines)
    later.move(clock.now() + 3 * SOON, by=ines)
    assert at_its_time() == 0
    with pytest.raises(PermissionDenied, match="Another text waits for its time already"):
        _arrange(ferry, ines)
    later.cancel(by=ines)
    with pytest.raises(PermissionDenied, match="it was cancelled"):
        later.move(clock.now() + SOON, by=ines)
    actions = ModelLogEntry.objects.filter(action__startswith="dateline.later").values_list("action", flat=True)
    assert sorted(actions) == ["dateline.later", "dateline.later_cancel", "dateline.later_move"]


def test_who_may_not_publish_and_a_time_that_is_over_are_refused(ines: User, rolf: User, ferry: Story) -> None:
    with pytest.raises(PermissionDenied, match="Only those with the right to publish"):
        _arrange(ferry, rolf)
    with pytest.raises(ValidationError, match="This time is over"):
        _arrange(ferry, ines, at=clock.now())


def test_a_claim_of_a_worker_that_died_is_taken_over(ines: User, ferry: Story) -> None:
    _arrange(ferry, ines)
    then = clock.now() + 2 * SOON
    assert LaterVersion.objects.claim(then)
    assert LaterVersion.objects.claim(then + timedelta(seconds=30)) is None
    assert LaterVersion.objects.claim(then + timedelta(seconds=61))


def test_of_four_workers_at_once_each_text_goes_out_once(committed: None, at_once: Any) -> None:
    ines = User.objects.create_user("ines")
    ines.groups.add(Group.objects.get(name=EDITOR.name))
    edition = Edition.objects.create(code="en", name="English", language="en", agency_name="H", tag_entity="h.e,2026")
    for number in range(6):
        story = Story(edition=edition, headline=f"Story {number}")
        story.save()
        story.publish(story.save_revision(user=ines), user=ines)
        _arrange(story, ines)
    versions, drops = Version.objects.count(), Drop.objects.count()
    by_hand = Story.objects.last()
    LaterVersion.objects.get(story=by_hand).cancel(by=ines)
    by_hand.correct(by_hand.get_latest_revision(), by=ines, **WORDS)
    of_one = Drop.objects.count() - drops
    LaterVersion.objects.waiting().update(at=clock.now() - timedelta(minutes=1))  # a machine's clock may be set back

    assert sum(at_once(lambda _number: put_out_due(), threads=4)) == 5
    assert LaterVersion.objects.filter(outcome="out").count() == 5
    assert Version.objects.count() == versions + 6
    assert Notice.objects.filter(kind="correction").count() == 6
    assert Drop.objects.count() - drops == 6 * of_one
    published = ModelLogEntry.objects.filter(action="wagtail.publish").count()
    assert published == versions + 6

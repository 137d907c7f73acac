"""Handing over: a reporter's story is read by an editor, made ready or sent back, and published."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from dateline.people.models import User
from dateline.stories.models import Handover, Story, Version
from dateline.stories.moves import MOVES, PUBLISH, SUBMIT, Stage
from tests.newsroom.editor import read_now

FORM = {"headline": "Tug delayed", "urgency": "5", "body-count": "0"}
FORMSET = {"contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0"}


def _save(desk: Client, story: Story, action: str = "", **changed: str) -> Any:
    pressed = {f"action-{action}": "1"} if action else {}
    return desk.post(f"/desk/stories/edit/{story.pk}/", FORM | FORMSET | read_now(story) | pressed | changed)


def _hand_over(desk: Client, story: Story, verb: str, **given: Any) -> Any:
    seen = Story.objects.get(pk=story.pk).latest_revision_id
    return desk.post(f"/desk/stories/{story.pk}/handing/", {"verb": verb, "seen": seen} | given)


def _stage(story: Story) -> str:
    return Story.objects.get(pk=story.pk).stage


@pytest.fixture
def draft(rolf: User, write: Callable[..., Story]) -> Story:
    story = write("Tug delayed")
    story.save_revision(user=rolf)
    return story


@pytest.fixture
def handed_in(desk_of: Any, rolf: User, draft: Story) -> Story:
    assert _save(desk_of(rolf), draft, "submit").status_code == 302
    return draft


def test_a_story_handed_in_is_in_review_and_not_out(desk_of: Any, ines: User, rolf: User, handed_in: Story) -> None:
    assert Story.objects.in_review().get() == handed_in
    assert "In review" in desk_of(ines).get("/desk/stories/").content.decode()
    assert not Story.objects.get().live
    row = Handover.objects.get()
    assert (row.verb, row.by, row.revision) == ("submit", rolf, Story.objects.get().latest_revision)


def test_the_editor_finds_it_on_the_desk_s_front_page(desk_of: Any, ines: User, rolf: User, handed_in: Story) -> None:
    assert "Awaiting your review" in desk_of(ines).get("/desk/").content.decode()
    assert "Awaiting your review" not in desk_of(rolf).get("/desk/").content.decode()


def test_made_ready_it_waits_and_publishing_makes_it_version_one(desk_of: Any, ines: User, handed_in: Story) -> None:
    assert _hand_over(desk_of(ines), handed_in, "make_ready").status_code == 302
    assert (_stage(handed_in), Story.objects.get().live) == ("ready", False)
    assert "Ready to be published" in desk_of(ines).get("/desk/").content.decode()
    assert "Ready" in desk_of(ines).get("/desk/stories/?state=ready").content.decode()
    assert _hand_over(desk_of(ines), handed_in, "publish").status_code == 302
    story = Story.objects.get()
    assert (story.live, story.version, story.stage) == (True, 1, "published")
    assert Version.objects.get(story=story).published_by == ines


def test_sent_back_it_is_a_draft_again_and_the_writer_reads_why(
    desk_of: Any, ines: User, rolf: User, handed_in: Story
) -> None:
    _hand_over(desk_of(ines), handed_in, "send_back", note="Who says so? Name the harbour master.")
    assert Story.objects.drafts().get() == handed_in
    assert "Sent back to you" in desk_of(rolf).get("/desk/").content.decode()
    assert "Sent back to you" not in desk_of(ines).get("/desk/").content.decode()
    assert "Name the harbour master." in desk_of(rolf).get(f"/desk/stories/edit/{handed_in.pk}/").content.decode()
    assert _save(desk_of(rolf), handed_in, "submit").status_code == 302
    assert "Sent back to you" not in desk_of(rolf).get("/desk/").content.decode()


def test_sending_back_without_a_note_is_refused_on_the_page(desk_of: Any, ines: User, handed_in: Story) -> None:
    answer = _hand_over(desk_of(ines), handed_in, "send_back", note="  ")
    assert answer.status_code == 422
    assert "Say to the writer what is to be changed." in answer.content.decode()
    assert _stage(handed_in) == "review"


def test_a_text_that_was_saved_meanwhile_is_not_made_ready_unread(
    desk_of: Any, ines: User, rolf: User, handed_in: Story
) -> None:
    seen = Story.objects.get().latest_revision_id
    _save(desk_of(rolf), handed_in, headline="Tug delayed again")
    answer = _hand_over(desk_of(ines), handed_in, "make_ready", seen=seen)
    assert "Somebody saved another text of this story meanwhile." in answer.content.decode()
    assert _stage(handed_in) == "review"


def test_a_story_that_somebody_holds_is_not_moved(desk_of: Any, ines: User, chief: User, handed_in: Story) -> None:
    desk_of(chief).post(f"/desk/stories/lock/{handed_in.pk}/")
    answer = _hand_over(desk_of(ines), handed_in, "make_ready")
    assert "Chief is at work on this story and has locked it." in answer.content.decode()
    assert _stage(handed_in) == "review"


@pytest.mark.parametrize("verb", ["make_ready", "send_back", "publish"])
def test_the_writer_cannot_approve_send_back_or_publish(desk_of: Any, rolf: User, handed_in: Story, verb: str) -> None:
    answer = _hand_over(desk_of(rolf), handed_in, verb, note="Well done.")
    refusal = next(str(move.without_right) for move in MOVES if move.verb == verb)
    assert refusal in answer.content.decode()
    assert (_stage(handed_in), Story.objects.get().live) == ("review", False)


def test_the_editor_s_menu_saves_and_moves_in_one(desk_of: Any, ines: User, rolf: User, draft: Story) -> None:
    page = desk_of(rolf).get(f"/desk/stories/edit/{draft.pk}/").content.decode()
    assert 'name="action-submit"' in page
    assert "action-make_ready" not in page
    assert "action-publish" not in page
    assert 'name="action-make_ready"' in desk_of(ines).get(f"/desk/stories/edit/{draft.pk}/").content.decode()
    _save(desk_of(ines), draft, "make_ready", headline="Tug in time")
    assert (_stage(draft), Story.objects.get().get_latest_revision_as_object().headline) == ("ready", "Tug in time")


def test_a_forged_button_is_answered_with_the_sentence_and_the_text_is_kept_in_the_form(
    desk_of: Any, rolf: User, draft: Story
) -> None:
    before = draft.latest_revision_id
    page = _save(desk_of(rolf), draft, "publish", headline="Out by force").content.decode()
    assert str(PUBLISH.without_right) in page
    assert "Out by force" in page
    assert Story.objects.get().latest_revision_id == before


def test_a_new_story_can_be_handed_in_at_once(desk_of: Any, rolf: User, en: Any) -> None:
    desk_of(rolf).post("/desk/stories/add/", FORM | FORMSET | {"edition": en.pk, "action-submit": "1"})
    assert Story.objects.get().stage == "review"


def test_a_ready_text_that_a_reporter_changes_is_in_review_again_and_an_editor_s_stays_ready(
    desk_of: Any, ines: User, rolf: User, handed_in: Story
) -> None:
    Story.objects.get().make_ready(by=ines)
    _save(desk_of(ines), handed_in, headline="Tug delayed, again")
    assert _stage(handed_in) == "ready"
    _save(desk_of(rolf), handed_in, headline="Something else")
    assert _stage(handed_in) == "review"


def test_a_published_text_that_is_changed_is_a_draft_beside_what_readers_have(
    desk_of: Any, rolf: User, ferry: Story
) -> None:
    assert ferry.stage == "published"
    _save(desk_of(rolf), ferry, headline="Ferry fares rise again")
    assert (_stage(ferry), Story.objects.get().headline, Story.objects.get().live) == (
        "draft",
        "Ferry fares rise",
        True,
    )
    _save(desk_of(rolf), ferry, "submit", headline="Ferry fares rise again")
    assert Story.objects.in_review().get() == ferry


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.verb)
@pytest.mark.parametrize("stage", Stage)
def test_from_every_stage_a_move_is_made_or_refused_by_the_table(
    ines: User, draft: Story, move: Any, stage: Stage
) -> None:
    Story.objects.update(stage=stage)
    story = Story.objects.get()
    if stage in move.refused:
        with pytest.raises(PermissionDenied) as refusal:
            _make(story, move.verb, by=ines)
        assert str(refusal.value) == str(move.refused[stage])
        assert (_stage(story), Handover.objects.count()) == (stage, 0)
    else:
        _make(story, move.verb, by=ines)
        assert _stage(story) == move.to
        assert [row.verb for row in Handover.objects.all()] == [move.verb] * (move is not PUBLISH)


def _make(story: Story, verb: str, *, by: User) -> None:
    if verb == "publish":
        story.publish(story.get_latest_revision(), user=by)
    else:
        getattr(story, verb)(by=by, note="Who says so?")


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.verb)
def test_every_move_asks_for_its_right(lena: User, draft: Story, move: Any) -> None:
    Story.objects.update(stage="draft" if move is SUBMIT else "review")
    with pytest.raises(PermissionDenied, match=str(move.without_right)):
        _make(Story.objects.get(), move.verb, by=lena)
    assert not Story.objects.get().live


def test_an_old_text_published_again_does_not_bring_its_stage_back(ines: User, ferry: Story) -> None:
    old = ferry.latest_revision
    ferry.save_revision(user=ines)
    Story.objects.get().submit(by=ines)
    Story.objects.get().publish(old, user=ines)
    assert _stage(ferry) == "published"

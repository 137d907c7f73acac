"""Handing in: a reporter's story is read by an editor, and approving it ends in the one way out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Workflow

from dateline.people.models import User
from dateline.stories.models import Story, Version


@pytest.fixture
def handed_in(desk_of: Any, rolf: User, write: Callable[..., Story]) -> Story:
    story = write("Tug delayed")
    story.save_revision(user=rolf)
    fields = {"headline": "Tug delayed", "urgency": "5", "body-count": "0", "action-submit": "1"}
    formset = {"contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0"}
    assert desk_of(rolf).post(f"/desk/stories/edit/{story.pk}/", fields | formset).status_code == 302
    return story


def _rule(desk: Any, story: Story, action: str) -> Any:
    task_state = story.current_workflow_task_state
    return desk.post(f"/desk/stories/workflow/action/{story.pk}/{action}/{task_state.pk}/", {"comment": "Well done."})


def test_a_story_handed_in_is_in_review_and_not_out(desk_of: Any, ines: User, handed_in: Story) -> None:
    assert Story.objects.in_review().get() == handed_in
    assert "In review" in desk_of(ines).get("/desk/stories/").content.decode()
    handed_in.refresh_from_db()
    assert not handed_in.live


def test_the_editor_finds_it_on_the_desk_s_front_page(desk_of: Any, ines: User, handed_in: Story) -> None:
    assert "Awaiting your review" in desk_of(ines).get("/desk/").content.decode()


def test_approving_publishes_it_as_version_one(desk_of: Any, ines: User, handed_in: Story) -> None:
    _rule(desk_of(ines), handed_in, "approve")
    handed_in.refresh_from_db()
    assert (handed_in.live, handed_in.version) == (True, 1)
    assert Version.objects.get(story=handed_in).published_by == ines
    assert not Story.objects.in_review().exists()


def test_sending_it_back_makes_it_a_draft_again(desk_of: Any, ines: User, handed_in: Story) -> None:
    _rule(desk_of(ines), handed_in, "reject")
    assert Story.objects.drafts().get() == handed_in


def test_the_writer_cannot_approve_it(desk_of: Any, rolf: User, handed_in: Story) -> None:
    _rule(desk_of(rolf), handed_in, "approve")
    handed_in.refresh_from_db()
    assert not handed_in.live


def test_a_workflow_that_was_switched_off_stays_off(db: None) -> None:
    Workflow.objects.filter(name="Read by an editor").update(active=False)
    call_command("migrate", verbosity=0)
    assert Workflow.objects.filter(name="Read by an editor").count() == 1
    assert not Workflow.objects.get(name="Read by an editor").active

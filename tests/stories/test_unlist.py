"""Keep a story out of search engines, and let them in again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Story
from tests.stories.conftest import WHY

REASON = "It was ten years ago."


def test_it_is_kept_out_until_it_is_let_in(ferry: Story, chief: User) -> None:
    before = ferry.save_revision(user=chief)
    ferry.keep_out_of_search_engines(by=chief, reason=REASON)
    assert (ferry.is_unlisted, ferry.is_public()) == (True, True)
    assert not Story.objects.findable(clock.now()).exists()
    ferry.publish(before, user=chief)
    assert ferry.is_unlisted
    ferry.let_search_engines_in(by=chief, reason="She asked again.")
    assert Story.objects.findable(clock.now()).get() == ferry
    actions = ModelLogEntry.objects.filter(user=chief, action__in=["dateline.keep_out", "dateline.let_in"])
    assert [entry.data["reason"] for entry in actions.order_by("pk")] == [REASON, "She asked again."]


def test_what_cannot_be_is_said(ferry: Story, chief: User) -> None:
    with pytest.raises(PermissionDenied, match="may find this story already"):
        ferry.let_search_engines_in(by=chief, reason=REASON)
    with pytest.raises(ValidationError, match="Say why"):
        ferry.keep_out_of_search_engines(by=chief, reason="")
    ferry.keep_out_of_search_engines(by=chief, reason=REASON)
    with pytest.raises(PermissionDenied, match="leave this story out already"):
        ferry.keep_out_of_search_engines(by=chief, reason=REASON)
    ferry.kill(by=chief, **WHY)
    for verb in (ferry.keep_out_of_search_engines, ferry.let_search_engines_in):
        with pytest.raises(PermissionDenied, match="killed"):
            verb(by=chief, reason=REASON)

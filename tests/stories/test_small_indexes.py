"""What the desk asks again and again is read from small indexes, not from an archive."""

import pytest
from django.db import connection

from dateline.people.models import User
from dateline.stories.models import Edition, Limit, Story

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole.")


def test_the_stories_that_an_editor_waits_for_are_found_by_their_stage(db: None, ines: User, en: Edition) -> None:
    Limit.objects.create(user=ines, role=ines.groups.get(), edition=en)
    for stories in (Story.objects.all(), Story.objects.reviewable_by(ines)):
        assert "story_in_review" in stories.in_review().order_by("latest_revision").explain()
        assert "story_ready" in stories.ready().order_by("latest_revision").explain()

"""Thresholds by what a desk can read."""

from collections.abc import Callable

import pytest

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation.models import CommentScore
from dateline.moderation.scores.by_budget import by_budget
from dateline.stories.models import Edition, Story

pytestmark = pytest.mark.django_db


def scored(comment: Comment, **scores: float) -> None:
    CommentScore.objects.create(comment=comment, engine="en-1", scores=scores, scored_at=clock.now())


def test_thresholds_send_the_share_that_the_desk_can_read(
    ferry: Story, en: Edition, fa: Edition, comment_on: Callable[..., Comment]
) -> None:
    for number in range(20):
        scored(comment_on(ferry, f"Comment {number}"), INSULT=number / 20, THREAT=1 - number / 20)
    assert by_budget(en, 0.1, ["INSULT", "THREAT"]) == {"INSULT": 0.95, "THREAT": 1.0}
    assert by_budget(en, 0.1, ["INSULT"]) == {"INSULT": 0.9}
    assert by_budget(fa, 0.1, ["INSULT"]) == {}
    assert by_budget(en, 0.1, []) == {}

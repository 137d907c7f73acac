"""What the tests of a story's verbs share."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Story
from dateline.stories.search.finding import finding
from dateline.stories.search.question import Question
from dateline.stories.search.wanted import Wanted

WHY: dict[str, Any] = {"reason": "The harbour board has called.", "ground": "error"}
"""What a hold and a kill are told."""


@pytest.fixture
def later(write: Callable[..., Story], ines: User) -> Story:
    """Published, and under embargo for two hours."""
    story = write("Later")
    story.embargo(clock.now() + timedelta(hours=2), by=ines)
    story.publish(story.save_revision(user=ines), user=ines)
    return story


def found(words: str, story: Story) -> bool:
    """Whether readers' index holds the story under these words, whoever may see it."""
    with finding(Story.objects.all(), Wanted(Question.read(words), story.edition)) as finds:
        return story.pk in [pk for _place, pk in finds.matches.newest(finds.stories, most=10)]

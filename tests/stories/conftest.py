"""What the tests of a story's verbs share."""

from typing import Any

from dateline.stories.models import Story
from dateline.stories.search.finding import Archive, finding
from dateline.stories.search.question import Question
from dateline.stories.search.wanted import Wanted

WHY: dict[str, Any] = {"reason": "The harbour board has called.", "ground": "error"}
"""What a hold and a kill are told."""


def found(words: str, story: Story) -> bool:
    """Whether readers' index holds the story under these words, whoever may see it."""
    with finding(Archive(Story.objects.all(), frozenset()), Wanted(Question.read(words), story.edition)) as finds:
        return story.pk in [pk for _place, pk in finds.matches.newest(finds.stories, most=10)]

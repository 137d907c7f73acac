"""Every published story is either public or out of sight, whatever its facts say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from dateline.stories.models import Story
from dateline.stories.models.story import PubStatus

NOW = datetime(2026, 9, 7, 12, tzinfo=UTC)
TIMES = (None, NOW - timedelta(seconds=1), NOW, NOW + timedelta(seconds=1))


def test_public_and_out_of_sight_part_what_was_published(write: Callable[..., Story], ines: Any) -> None:
    story = write("Ferries run all night")
    assert not Story.objects.out_of_sight(NOW).values_list("pk")
    story.publish(story.save_revision(user=ines), user=ines)
    facts = Story.objects.filter(pk=story.pk)
    for live, status, publish_at, until in product((True, False), PubStatus.values, TIMES, TIMES):
        facts.update(live=live, pub_status=status, publish_at=publish_at, embargoed_until=until)
        is_out_of_sight = bool(Story.objects.out_of_sight(NOW).values_list("pk"))
        assert is_out_of_sight is not Story.objects.public(NOW).exists(), (live, status, publish_at, until)

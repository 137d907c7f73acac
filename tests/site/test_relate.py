"""`dateline relate`: what went out before related stories were chosen at publish."""

from collections.abc import Callable
from io import StringIO

from django.core.management import call_command

from dateline.site.management.commands import relate
from dateline.stories.models import Section, Story


def run() -> str:
    out = StringIO()
    call_command("relate", stdout=out)
    return out.getvalue()


def test_only_published_stories_without_a_choice_get_one(
    publish: Callable[..., Story], write: Callable[..., Story], harbour: Section, monkeypatch
) -> None:
    monkeypatch.setattr(relate, "AT_ONCE", 2)
    first, second, third, chosen = (publish(f"Story {number}", section=harbour) for number in range(4))
    draft = write("Draft", section=harbour)
    Story.objects.exclude(pk=chosen.pk).update(related_stories=None)
    assert run() == "Related stories chosen for 3 stories.\n"
    kept = dict(Story.objects.values_list("pk", "related_stories"))
    assert kept[first.pk]["alike"] == [chosen.pk, third.pk, second.pk]
    assert kept[chosen.pk]["alike"] == [third.pk, second.pk, first.pk], "as at its publication"
    assert kept[draft.pk] is None
    assert run() == "Related stories chosen for 0 stories.\n"


def test_no_version_and_no_time_changes(publish: Callable[..., Story], harbour: Section) -> None:
    story = publish("Story", section=harbour)
    Story.objects.update(related_stories=None)
    run()
    assert run()
    assert Story.objects.filter(
        pk=story.pk, version=1, version_created=story.version_created, related_stories__isnull=False
    )

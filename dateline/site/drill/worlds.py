"""Two worlds to ask the same question in: the newsroom as it is, and as it would be without the story.

Both are in a transaction that is never committed. What differs between the two answers, the story has told: a word, a
count, a date, a byte, a header.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction

from dateline.site.drill.hidden import Hidden
from dateline.site.drill.unkept import nothing_stored
from dateline.stories.models import Contributor, Story, Version
from dateline.stories.models.search_index import SearchEntry
from dateline.stories.search import engine

LONG_AGO = timedelta(days=4000)


@contextmanager
def nothing_lasting() -> Iterator[None]:
    """Whatever is written in this block, rows and files, is not there after it."""
    with transaction.atomic(), nothing_stored():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def take_away(hidden: Hidden) -> None:
    """Go on in the world without the story; only within `nothing_lasting`.

    A story that readers never knew is not there at all. One that they knew is another: its number and its notices are
    the same, and it says, shows and belongs to nothing that the real one does.
    """
    story = hidden.story
    entries = SearchEntry.objects.filter(story=story.pk)
    engine.take_out(list(entries.values_list("place", flat=True)))
    entries.delete()
    Story.topics.through.objects.filter(story=story.pk).delete()
    Contributor.objects.filter(story=story.pk).delete()
    if hidden.was_known:
        _make_another(story)
    else:
        _leave_out(story)


def _make_another(story: Story) -> None:
    # What the history allows to be done to a version is to empty it.
    Version.objects.filter(story=story.pk).update(headline="", content={})
    moment = story.first_published_at
    Story.objects.filter(pk=story.pk).update(
        headline="Something else",
        slug="something-else",
        section=None,
        photo=None,
        body=[],
        related_stories=None,
        update_of=None,
        translation_of=None,
        latest_revision=None,
        live_revision=None,
        first_published_at=moment - LONG_AGO if moment else None,
        **dict.fromkeys(_WORDS, ""),
    )


_WORDS = ("slugline", "kicker", "lead", "dateline_place", "credit", "source", "byline", "photo_caption", "ed_note")


def _leave_out(story: Story) -> None:
    rows = Story.objects.filter(pk=story.pk)
    rows.update(version=0)  # the database guards what was published
    # Raw: what hangs on the row stays, and no commit will ever ask whether it may.
    rows._raw_delete(rows.db)

"""The card of a story that goes out today is drawn before anybody asks for it. Connected by `apps.py`.

Queued in the transaction that publishes, so that it rolls back with it. Where the task has not run, the first request
draws as before; an archive's cards wait for theirs, or an import of thousands would keep the worker for hours.
"""

from datetime import timedelta
from typing import Any

from django.utils import translation
from django_tasks import task

from dateline.delivery.cards import keeping
from dateline.lib import clock
from dateline.stories.models import Story
from dateline.stories.signals import published

NEW_FOR = timedelta(days=1)


def listen() -> None:
    """Queue the card of each story that is published from now on."""
    published.connect(_queue, dispatch_uid="drawing at publish")


@task()
def draw(pk: int) -> None:
    """Draw and keep the card of a story, unless readers may not see it (any more) or it is kept already."""
    stories = Story.objects.public(clock.now()).select_related("edition__appearance", "section", "photo")
    story = stories.filter(pk=pk).first()
    if story:
        with translation.override(story.edition.language):
            keeping.bytes_of(story)


def _queue(story: Story, **_: Any) -> None:
    # A time to come is no reason to draw: what an embargo keeps back is in no file of ours before its time.
    now = clock.now()
    if now - NEW_FOR < story.first_published_at <= now:
        draw.enqueue(story.pk)

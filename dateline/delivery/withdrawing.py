"""Photos of a story that is no longer public: their sized copies go, unless something public shows the photo too.

Called by `purging.py`. A copy that is made again (a release, the desk's preview) gets another address.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from wagtail.models import ReferenceIndex

from dateline.delivery.models import Confirmation, Drop
from dateline.lib import clock
from dateline.lib.after_commit import after_commit
from dateline.stories.models import Photo, PhotoRendition, Story

COPIES = "copies of photos"
"""Their name among those who confirm."""


def withdraw(photos: Iterable[int], news_id: int, drop: Drop | None) -> None:
    """Take copies away after the commit. With a drop of a notice, it is on record that they are to go, and then when.

    Storage may be away just then: the copies are still there, and so says the record until `withdraw_again`.
    """
    promise = Confirmation.objects.promise(COPIES, drop) if drop and drop.notice_id else None
    after_commit(_keep_promises, list(photos), news_id, [promise] if promise else [])


def withdraw_again(story: Story, at: datetime) -> None:
    """Take the copies away that were promised for a story and are not gone, unless readers may see it again."""
    promises = list(Confirmation.objects.filter(store=COPIES, at=None, drop__notice__story=story))
    if promises:
        photos = shown_only_by(story, at) if not story.is_public(at) else []
        after_commit(_keep_promises, list(photos), story.news_id, promises)


def _keep_promises(photos: list[int], news_id: int, promises: list[Confirmation]) -> None:
    take_copies_away(photos, news_id)
    Confirmation.objects.filter(pk__in=[promise.pk for promise in promises]).update(at=clock.now())


def copies_left(story: Story, at: datetime) -> list[PhotoRendition]:
    """Return the copies of photos that only this story showed."""
    return list(PhotoRendition.objects.filter(image__in=shown_only_by(story, at)).order_by("pk"))


def shown_only_by(story: Story, at: datetime) -> set[int]:
    """Return the photos that any version of the story showed and nothing that readers see at `at` does."""
    photos = set(Photo.objects.filter(pk__in=_ever_shown_by(story)).values_list("pk", flat=True))
    return photos - shown_elsewhere(photos, at)


def take_copies_away(photos: Iterable[int], news_id: int) -> None:
    """Delete the files and rows of these photos' copies, and the story's cards."""
    for copy in PhotoRendition.objects.filter(image__in=list(photos)):
        copy.file.delete(save=False)
        copy.delete()
    folder = f"cards/{news_id}"
    if default_storage.exists(folder):
        for card in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{card}")


def _ever_shown_by(story: Story) -> Iterator[int]:
    for content in story.versions.values_list("content", flat=True):
        body: list[dict[str, Any]] = json.loads(content.get("body") or "[]")
        used = [content.get("photo"), *(block["value"]["photo"] for block in body if block["type"] == "photo")]
        yield from filter(None, used)


def shown_elsewhere(photos: set[int], at: datetime) -> set[int]:
    """Return those of these photos that public stories show, or anything that is no story, such as an edition."""
    public = Story.objects.public(at)
    found = set(public.filter(photo__in=photos).order_by().values_list("photo", flat=True))
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Photo), to_object_id__in=[str(pk) for pk in photos]
    )
    of_stories = ContentType.objects.get_for_model(Story)
    by_story: dict[int, set[int]] = {}
    for kind, holder, photo in references.values_list("base_content_type", "object_id", "to_object_id"):
        if kind == of_stories.pk:
            by_story.setdefault(int(holder), set()).add(int(photo))
        else:
            found.add(int(photo))
    for pk in public.filter(pk__in=by_story).order_by().values_list("pk", flat=True):
        found |= by_story[pk]
    return found

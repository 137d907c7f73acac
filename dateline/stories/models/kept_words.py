"""Where words stand in all that is kept of a story, and how they are taken out of it. `redacting.py` calls it.

Everything of the stories' own layer and Wagtail's beside it: the row, its versions, saved texts, notices, handovers,
log and open forms. What other layers keep is told by `signals.redacted`.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, Revision

from dateline.stories.models import chain
from dateline.stories.models.photo import Photo
from dateline.stories.struck import Struck

TEXTS = (
    *("kicker", "headline", "lead", "dateline_place", "credit", "source", "byline", "photo_caption"),
    *("slugline", "ed_note"),
)
OF_A_PHOTO = (
    *("title", "caption", "alt", "creator", "credit_line", "source", "copyright_notice", "usage_terms", "place"),
    "instructions",
)
OF_THE_DESK = {
    "handovers": (_("Notes between writer and editor"), ("note",)),
    "passage_notes": (_("Notes on passages"), ("passage", "text")),
    "correction_requests": (_("Corrections asked for"), ("text", "told_by", "sentence")),
    "later_versions": (_("Notices of texts that wait for their time"), ("note", "reason")),
}
"""What colleagues wrote beside a story: the relation, what it is called, and its words."""
SHOWN = 12
"""Places of the text that is out which are shown with the words around them."""


@dataclass(frozen=True)
class Place:
    """One kind of place: what it is, how often the words stand there, and some of them in their sentences."""

    label: str
    number: int
    around: list[tuple[str, str, str]] = field(default_factory=list)


def places(story: Any, struck: Struck) -> Iterator[Place]:
    """Yield every place where the words stand, the text that is out first."""
    yield from _in_the_row(story, struck)
    versions = [each.number for each in story.versions.all() if struck.stands_in([each.headline, each.content])]
    if versions:
        yield Place(gettext("Versions: %(numbers)s") % {"numbers": ", ".join(map(str, versions))}, len(versions))
    yield from (
        Place(str(label), number)
        for label, number in (
            (_("Saved texts"), _count(_revisions(story).values_list("content", flat=True), struck)),
            (_("Notices"), _count(story.notices.values_list("text", "reason"), struck)),
            *(
                (label, _count(getattr(story, relation).values_list(*words), struck))
                for relation, (label, words) in OF_THE_DESK.items()
            ),
            (_("Lines of the log"), _count(_log(story).values_list("label", "data"), struck)),
        )
        if number
    )


def photos_of(story: Any) -> Any:
    """Return the photos that the story shows, or that one of its versions showed."""
    used: set[int] = set()
    for content in story.versions.values_list("content", flat=True):
        body = json.loads(content.get("body") or "[]")
        used |= {content.get("photo"), *(block["value"]["photo"] for block in body if block["type"] == "photo")}
    return Photo.objects.filter(pk__in=[pk for pk in used if pk])


def take_out(row: Any, struck: Struck, *, why: str) -> None:
    """Take the words out of everything but the row itself. `why` goes into the chain, for good."""
    for version in row.versions.all():
        _replace(chain.VERSION, version, "content", struck, why, empty={})
        _replace(chain.VERSION, version, "headline", struck, why)
    for notice in row.notices.all():
        for name in ("text", "reason"):
            _replace(chain.NOTICE, notice, name, struck, why)
    for relation, (_label, words) in OF_THE_DESK.items():
        for each in getattr(row, relation).all():
            _update(each, struck, *words)
    for entry in _log(row):
        _update(entry, struck, "label", "data")
    for contributor in row.contributors.model.objects.filter(story=row.pk):
        _update(contributor, struck, "name", "role")
    for revision in _revisions(row):
        _update(revision, struck, "content", "object_str")
    _open_forms(row).delete()


def take_out_of_row(row: Any, struck: Struck) -> None:
    """Take the words out of the text that is out, unsaved. A slug that holds them is made of what is left."""
    for name in TEXTS:
        longest = row._meta.get_field(name).max_length
        setattr(row, name, struck.out_of(getattr(row, name))[:longest])
    row.body = row._meta.get_field("body").to_python(json.dumps(struck.out_of_row(list(row.body.raw_data))))
    row.slug = struck.out_of_address(row.slug) if struck.stands_in(row.slug) else row.slug


def take_out_of_photos(photos: Iterable[Photo], struck: Struck) -> None:
    for photo in photos:
        if not struck.stands_in([getattr(photo, name) for name in OF_A_PHOTO]):
            continue
        for name in OF_A_PHOTO:
            setattr(photo, name, struck.out_of(getattr(photo, name))[: photo._meta.get_field(name).max_length])
        photo.save()
        for entry in ModelLogEntry.objects.for_instance(photo):
            _update(entry, struck, "label", "data")


def save_anew(row: Any, by: Any, at: Any) -> None:
    """Store the newest text once more, so that nobody who has the old one open in a form saves it on top."""
    latest = row.latest_revision
    if latest is None:
        return
    was = latest.pk
    latest.refresh_from_db()
    latest.pk, latest.created_at, latest.user = None, at, by
    latest.save(force_insert=True)
    facts = {"latest_revision": latest.pk} | ({"live_revision": latest.pk} if row.live_revision_id == was else {})
    type(row).objects.filter(pk=row.pk).update(**facts)


def _in_the_row(story: Any, struck: Struck) -> Iterator[Place]:
    left = SHOWN
    texts = {name: getattr(story, name) for name in TEXTS} | {"body": story.text, "slug": story.slug}
    for name, text in texts.items():
        around = list(struck.around(text))
        if around:
            yield Place(str(story._meta.get_field(name).verbose_name).capitalize(), len(around), around[:left])
            left = max(0, left - len(around))
    people = struck.number_in([[each.name, each.role] for each in story.contributors.all()])
    if people:
        yield Place(str(_("Contributors")), people)


def _count(rows: Iterable[Any], struck: Struck) -> int:
    return sum(struck.stands_in(row) for row in rows)


def _revisions(story: Any) -> Any:
    return Revision.objects.for_instance(story)


def _log(story: Any) -> Any:
    return ModelLogEntry.objects.for_instance(story)


def _open_forms(story: Any) -> Any:
    # What the desk's preview keeps of a form. By its name, because Wagtail's admin is not for this layer.
    kind = ContentType.objects.get_for_model(story)
    return apps.get_model("wagtailadmin", "FormState").objects.filter(content_type=kind, object_id=str(story.pk))


def _update(row: Any, struck: Struck, *names: str) -> None:
    held = {name: value for name in names if struck.stands_in(value := getattr(row, name))}
    if held:
        changed = {name: struck.out_of_row(value) for name, value in held.items()}
        models.QuerySet(type(row)).filter(pk=row.pk).update(**changed)


def _replace(chained: chain.Chained, row: Any, name: str, struck: Struck, why: str, *, empty: Any = "") -> None:
    value = getattr(row, name)
    if struck.stands_in(value):
        chain.replace(chained, row, name, struck.out_of_row(value), reason=why, empty=empty)

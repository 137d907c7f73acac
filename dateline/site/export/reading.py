"""Reads an export into an empty newsroom: all of it in one transaction, or nothing. Called by its command.

Rows keep their `id`, so that what names another by number (a photo in a body, a version's text) still finds it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from wagtail.models import Page

from dateline.comments.models import Comment
from dateline.people.models import User
from dateline.site import first_start
from dateline.site.export import pictures
from dateline.site.export.kinds import KINDS
from dateline.site.export.manifest import PICTURES, ExportRefused, Manifest, sha256_of
from dateline.site.export.storing import Storing
from dateline.stories.models import Edition, NewsIdCounter, Photo, Story
from dateline.stories.search.writing import rebuild

OF_A_NEWSROOM = (Edition, User, Photo, Story, Comment)
"""Where there is none of these, there is no newsroom yet."""


def read(folder: Path) -> Manifest:
    """Bring an export into the database and the home that the settings name, and return its manifest.

    Raises `ExportRefused` with a sentence, and leaves nothing behind, when a newsroom is there or the export is not
    whole. Nobody can sign in before they are given a link: passwords did not go along.
    """
    manifest = Manifest.of(folder)
    _refuse_unless_whole(folder, manifest)
    first_start.prepare()
    with _copied_pictures(folder), transaction.atomic():
        _refuse_unless_empty()
        storing = Storing(folder)
        for kind in KINDS:
            storing.store(kind)
        _settle(manifest)
    _make_again()
    return manifest


def _refuse_unless_whole(folder: Path, manifest: Manifest) -> None:
    listed = {file.name: file.sha256 for file in manifest.files}
    for name in (*(kind.file for kind in KINDS), PICTURES):
        if name not in listed or not (folder / name).is_file():
            raise ExportRefused(f"{folder} is not whole: {name} is missing.")
        if sha256_of(folder / name) != listed[name]:
            raise ExportRefused(f"{folder} is not whole: {name} was altered.")


def _refuse_unless_empty() -> None:
    present = [f"{model._base_manager.count()} {model._meta.verbose_name_plural}" for model in OF_A_NEWSROOM]
    if any(not each.startswith("0 ") for each in present):
        raise ExportRefused(f"A newsroom is here already: {', '.join(present)}. An export comes into an empty one.")


@contextmanager
def _copied_pictures(folder: Path) -> Iterator[None]:
    """Copy the pictures; should what follows fail, none of them stays."""
    copied: list[str] = []
    try:
        for picture in pictures.copy_in(folder):
            copied.append(picture)
        yield
    except BaseException:
        for picture in copied:
            default_storage.delete(picture)
        raise


def _settle(manifest: Manifest) -> None:
    """What stands outside the rows: passwords, the counters, the tree of places, readers' search."""
    User.objects.update(password=make_password(None))
    NewsIdCounter.objects.update_or_create(pk=1, defaults={"last": manifest.last_news_id})
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [kind.model for kind in KINDS]):
            cursor.execute(statement)
    for page in Page.objects.filter(depth__lt=3):
        children = Page.objects.filter(path__startswith=page.path, depth=page.depth + 1).count()
        Page.objects.filter(pk=page.pk).update(numchild=children)
    for _done in rebuild(Story.objects.all()):
        pass
    try:
        connection.check_constraints()
    except DatabaseError as fault:
        raise ExportRefused(f"The export is not whole: {fault}") from fault


def _make_again() -> None:
    # The desk's search and its list of where a photo is used are Wagtail's, and made by its own commands.
    call_command("rebuild_references_index", verbosity=0, stdout=StringIO())
    call_command("update_index", verbosity=0, stdout=StringIO())

"""What is in a copy of the database, asked in plain SQL of the copy itself, and asked again of what was restored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db.models import Model

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation.models import Decision
from dateline.site import first_start
from dateline.site.backup.manifest import BackupRefused, DatabaseFacts
from dateline.stories.models import Photo, Story, Version

COUNTED: dict[str, type[Model]] = {"stories": Story, "versions": Version, "comments": Comment, "decisions": Decision}

Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class DatabaseCopy:
    """A copy that was made, and the files that its photos need."""

    facts: DatabaseFacts
    pictures: frozenset[str]


def copied(ask: Ask, *, engine: str, release: str, file: str, snapshot_at: datetime) -> DatabaseCopy:
    """Describe a copy that was just made, in the words of the manifest."""
    tables = {noun: model._meta.db_table for noun, model in COUNTED.items()}
    facts = DatabaseFacts(
        engine=engine,
        release=release,
        file=file,
        snapshot_at=snapshot_at,
        ended_at=clock.now(),
        counts={noun: ask(f"SELECT count(*) FROM {table}")[0][0] for noun, table in tables.items()},  # noqa: S608
        migrations=tuple(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations ORDER BY 1, 2")),
    )
    files = ask(f"SELECT file FROM {Photo._meta.db_table} WHERE file <> ''")  # noqa: S608
    return DatabaseCopy(facts, frozenset(file for (file,) in files))


def bring_up_to_date(facts: DatabaseFacts) -> None:
    """Migrate what was restored; when it was current already, check that it holds what its manifest says."""
    if not first_start.is_current():
        call_command("migrate", verbosity=0, interactive=False)
        return
    for noun, model in COUNTED.items():
        found = model._base_manager.count()
        if found != facts.counts[noun]:
            raise BackupRefused(f"The database holds {found} {noun}, and its manifest says {facts.counts[noun]}.")

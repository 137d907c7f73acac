"""Copies stories that are stored, moved on in time, by the database alone. `filling.py` makes large archives so."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

ALIKE = 5
"""Related stories of each: the newest of its edition, whatever they are about."""


@dataclass(frozen=True)
class Repeated:
    """So many stories from the first key on, their keys one after another, which span so many days."""

    first: int
    stories: int
    days: int

    def copy(self, number: int) -> None:
        """Store the stories once more, `number` times their days later, with all that belongs to them."""
        from django.db import transaction
        from wagtail.search.models import IndexEntry

        from dateline.stories.models import Story, Version
        from dateline.stories.models.search_index import SearchEntry

        shift, days = number * self.stories, number * self.days
        last = self.first + self.stories - 1
        story = {"story_id": f"story_id + {shift}"}
        own = {
            "id": f"id + {shift}",
            "news_id": f"news_id + {shift}",
            "uri": f"'tag:bench.example,2026:news:' || (news_id + {shift})",
            "update_of_id": f"update_of_id + {shift}",
            "translation_of_id": f"translation_of_id + {shift}",
            "related_stories": related(shift),
            **_later(days, "first_published_at", "version_created"),
        }
        with transaction.atomic():
            _copy(Story, own, f"id BETWEEN {self.first} AND {last}")
            for model, its in {
                Version: story | _later(days, "created_at"),
                Story.topics.through: story,
                SearchEntry: story | {"place": f"place + {_places(days)}"},
            }.items():
                _copy(model, its, f"story_id BETWEEN {self.first} AND {last}")
            entries = {"object_id": f"CAST(CAST(object_id AS bigint) + {shift} AS varchar)"}
            _copy(IndexEntry, entries, f"id BETWEEN {self._entries[0]} AND {self._entries[1]}")
            self._put_words(days)
            _count_on(Story, last + shift)

    @cached_property
    def _entries(self) -> tuple[int, int]:
        from django.contrib.contenttypes.models import ContentType
        from wagtail.search.models import IndexEntry

        from dateline.stories.models import Story

        kind = ContentType.objects.get_for_model(Story)
        first = IndexEntry.objects.get(content_type=kind, object_id=str(self.first)).pk
        return first, first + self.stories - 1

    def _put_words(self, days: int) -> None:
        """On SQLite they are apart, in an index that holds no text to copy. On PostgreSQL the entries have them."""
        from django.db import connection

        from dateline.stories.search import engine

        if connection.vendor == "sqlite":
            engine.put(replace(row, place=row.place + _places(days)) for row in self._words)

    @cached_property
    def _words(self) -> list[Any]:
        from dateline.stories.models import Story
        from dateline.stories.search.writing import Text

        ours = Story.objects.filter(pk__gte=self.first, pk__lt=self.first + self.stories)
        found = ours.select_related("photo", "search_entry").order_by("pk")
        return [Text.of(story).row(story.search_entry.place) for story in found]


def related(shift: int) -> str:
    """Return what names the stories related to one whose key is to be so much higher, in SQL."""
    from django.db import connection

    keys = " || ', ' || ".join(f"(id + {shift} - {2 * place})" for place in range(1, ALIKE + 1))
    written = f"""'{{"earlier": [], "alike": [' || {keys} || ']}}'"""
    return f"({written})::jsonb" if connection.vendor == "postgresql" else written


def _copy(model: Any, changed: dict[str, str], where: str) -> None:
    from django.db import connection

    columns = [each.column for each in model._meta.local_concrete_fields]
    columns = [each for each in columns if each != "id" or each in changed]
    if model._meta.db_table == "stories_search_entry" and connection.vendor == "postgresql":
        columns.append("words")
    taken = ", ".join(changed.get(column, column) for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken} FROM {table} WHERE {where}")  # noqa: S608


def _later(days: int, *columns: str) -> dict[str, str]:
    from django.db import connection

    moved = "datetime({}, '+{} days')" if connection.vendor == "sqlite" else "{} + interval '{} days'"
    return {column: moved.format(column, days) for column in columns}


def _places(days: int) -> int:
    from dateline.stories.search.wanted import SLOTS

    return days * 24 * 3600 * SLOTS


def _count_on(story: Any, last: int) -> None:
    """Let the next story have the next number and the next key."""
    from django.core.management.color import no_style
    from django.db import connection

    from dateline.stories import news_ids

    news_ids.claim(story.objects.get(pk=last).news_id)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [story]):
            cursor.execute(statement)

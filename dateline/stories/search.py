"""Search for readers: an own word index, FTS5 on SQLite and a stored vector on PostgreSQL, behind two functions.

Wagtail's search serves the desk; it takes seconds on an archive's size (decisions/0004).
"""

import re
from typing import TYPE_CHECKING, Any

from django.db import connection

from dateline.lib.text import fold

if TYPE_CHECKING:
    from dateline.stories.models.story import Story

MOST_WORDS = 12
"""Words of a question that count; the rest is dropped, so that no question is expensive."""

_WORD = re.compile(r"\w+")


def index(story: "Story") -> None:
    """Make the published text of a story findable. Runs in the transaction that publishes it."""
    text = fold(" ".join([story.headline, story.lead, story.text, story.caption, story.byline, str(story.news_id)]))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "INSERT INTO stories_search (story_id, words) VALUES (%s, to_tsvector('simple', %s))"
                " ON CONFLICT (story_id) DO UPDATE SET words = excluded.words",
                [story.pk, text],
            )
        else:
            cursor.execute("DELETE FROM stories_search WHERE rowid = %s", [story.pk])
            cursor.execute("INSERT INTO stories_search (rowid, words) VALUES (%s, %s)", [story.pk, text])


def matching(stories: Any, question: str) -> Any:
    """Return those of `stories` that hold every word asked for; the last word may be unfinished. None for no word."""
    words = _WORD.findall(fold(question))[:MOST_WORDS]
    if not words:
        return stories.none()
    if connection.vendor == "postgresql":
        asked = " & ".join(words) + ":*"
        found = "SELECT story_id FROM stories_search WHERE words @@ to_tsquery('simple', %s)"
    else:
        asked = " ".join(f'"{word}"' for word in words) + "*"
        found = "SELECT rowid FROM stories_search WHERE stories_search MATCH %s"
    # One of the two texts above; the words go as a parameter.
    return stories.extra(where=[f"stories_story.id IN ({found})"], params=[asked])  # noqa: S610

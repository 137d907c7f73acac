"""What readers' search keeps beside the stories (decisions/0015). `stories/search/` alone reads and writes it.

The words of a story are in neither model: SQLite has them in a table of FTS5, PostgreSQL in a further column of
`SearchEntry`. The migration makes both.
"""

from django.db import models

from dateline.stories.models.edition import Edition


class SearchEntry(models.Model):
    """A story that can be found, and its place in time, by which matches are walked newest first."""

    place = models.BigIntegerField(primary_key=True)
    story = models.OneToOneField("stories.Story", on_delete=models.CASCADE, related_name="search_entry")

    class Meta:
        db_table = "stories_search_entry"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.place)


class SearchWord(models.Model):
    """A word of a text that was published, for those who nearly hit it. It may be of a story that is not public."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=40)
    head = models.CharField(max_length=20)
    middle = models.CharField(max_length=20)
    tail = models.CharField(max_length=20)

    class Meta:
        db_table = "stories_search_word"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "word"], name="search_word_once")]
        indexes = [
            models.Index(fields=["head", "edition"], name="search_word_head"),
            models.Index(fields=["middle", "edition"], name="search_word_middle"),
            models.Index(fields=["tail", "edition"], name="search_word_tail"),
        ]

    def __str__(self) -> str:
        return self.word

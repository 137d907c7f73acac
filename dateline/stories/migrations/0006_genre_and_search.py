"""The kind of a story, and a word index that can be asked by section, kind and time (decisions/0015)."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    # Django adds a column by making the table anew, and the guard of 0002 goes with the old one.
    "DROP TRIGGER IF EXISTS stories_never_deleted",
    """CREATE TRIGGER stories_never_deleted BEFORE DELETE ON stories_story WHEN OLD.version > 0
    BEGIN SELECT RAISE(ABORT, 'A story that was published is never deleted. Hold it or kill it.'); END""",
    "DROP TABLE stories_search",
    # Without the texts themselves: the stories have them. ASCII alone is cut and folded by SQLite, the rest comes so.
    """CREATE VIRTUAL TABLE stories_search USING fts5(headline, lead, rest, facts,
    content='', contentless_delete=1, tokenize="ascii tokenchars '=_'")""",
]
SQLITE_BACK = [
    "DROP TABLE stories_search",
    "CREATE VIRTUAL TABLE stories_search USING fts5(words, tokenize='unicode61 remove_diacritics 2')",
]
POSTGRESQL = [
    "DROP TABLE stories_search",
    "ALTER TABLE stories_search_entry ADD COLUMN words tsvector",
    "CREATE INDEX stories_search_entry_words ON stories_search_entry USING gin (words)",
]
POSTGRESQL_BACK = [
    """CREATE TABLE stories_search (
        story_id bigint PRIMARY KEY REFERENCES stories_story (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        words tsvector NOT NULL)""",
    "CREATE INDEX stories_search_words ON stories_search USING gin (words)",
]


def forwards(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    # The old index is empty after it: each story comes back into it with its next publication.
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


def index_what_is_there(apps, schema_editor):
    # Today's code on the tables of this migration. Once a later one changes them, this step can go: it will index anew.
    from dateline.stories.search.writing import rebuild

    for _done in rebuild(apps.get_model("stories", "Story").objects.all()):
        pass


class Migration(migrations.Migration):
    dependencies = [("stories", "0005_topic_names_and_related_stories")]
    operations = [
        migrations.AddField(
            "story",
            "genre",
            models.CharField(
                choices=[
                    ("Current", "News"),
                    ("Analysis", "Analysis"),
                    ("Background", "Background"),
                    ("Feature", "Feature"),
                    ("Interview", "Interview"),
                    ("Obituary", "Obituary"),
                    ("Opinion", "Opinion"),
                    ("Press_Release", "Press release"),
                    ("Review", "Review"),
                ],
                default="Current",
                help_text="Readers see it above the headline, unless it is news.",
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            "SearchEntry",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_entry", to="stories.story"
                    ),
                ),
            ],
            options={"db_table": "stories_search_entry", "default_permissions": ()},
        ),
        migrations.CreateModel(
            "SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40)),
                ("head", models.CharField(max_length=20)),
                ("middle", models.CharField(max_length=20)),
                ("tail", models.CharField(max_length=20)),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="stories.edition",
                    ),
                ),
            ],
            options={
                "db_table": "stories_search_word",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["head", "edition"], name="search_word_head"),
                    models.Index(fields=["middle", "edition"], name="search_word_middle"),
                    models.Index(fields=["tail", "edition"], name="search_word_tail"),
                ],
                "constraints": [models.UniqueConstraint(fields=("edition", "word"), name="search_word_once")],
            },
        ),
        migrations.RunPython(forwards, backwards),
        migrations.RunPython(index_what_is_there, migrations.RunPython.noop),
    ]

"""The word index that readers search, and the guard below the model: a story that was ever out cannot be deleted."""

from django.db import migrations

SENTENCE = "A story that was published is never deleted. Hold it or kill it."

SQLITE = [
    "CREATE VIRTUAL TABLE stories_search USING fts5(words, tokenize='unicode61 remove_diacritics 2')",
    f"""CREATE TRIGGER stories_never_deleted BEFORE DELETE ON stories_story WHEN OLD.version > 0
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
    """CREATE TRIGGER stories_versions_kept BEFORE DELETE ON stories_version
    BEGIN SELECT RAISE(ABORT, 'A published version is never deleted.'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER stories_versions_kept",
    "DROP TRIGGER stories_never_deleted",
    "DROP TABLE stories_search",
]
POSTGRESQL = [
    """CREATE TABLE stories_search (
        story_id bigint PRIMARY KEY REFERENCES stories_story (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        words tsvector NOT NULL)""",
    "CREATE INDEX stories_search_words ON stories_search USING gin (words)",
    f"""CREATE FUNCTION stories_never_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER stories_never_deleted BEFORE DELETE ON stories_story FOR EACH ROW WHEN (OLD.version > 0)
    EXECUTE FUNCTION stories_never_deleted()""",
    """CREATE TRIGGER stories_versions_kept BEFORE DELETE ON stories_version FOR EACH ROW
    EXECUTE FUNCTION stories_never_deleted()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER stories_versions_kept ON stories_version",
    "DROP TRIGGER stories_never_deleted ON stories_story",
    "DROP FUNCTION stories_never_deleted",
    "DROP TABLE stories_search",
]


def forwards(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("stories", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]

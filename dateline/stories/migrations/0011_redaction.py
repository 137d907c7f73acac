"""Words can be taken out of what was published: an erased field may hold a text again once a link of the chain says so.

And a story can be kept out of search engines, since a time that is null for all others: a column that makes no table anew.
"""

from django.db import migrations, models

KEPT = "A row of the history is never changed; a field of it can only be erased."
VERSION = ("version", ("id", "story_id", "number", "created_at", "published_by_id"), {"headline": "", "content": "{}"})
NOTICE = (
    "notice",
    ("id", "story_id", "kind", "ground", "at", "version", "readers_knew"),
    {"text": "", "reason": "", "author_name": ""},
)
TABLES = (("stories_version", VERSION), ("stories_notice", NOTICE))


def changed(kind, facts, erasable, is_other, holds):
    """The condition under which a row says what it must not: another fact, or a text that no link tells of."""
    said = f"""EXISTS (SELECT 1 FROM stories_chainlink AS own JOIN stories_chainlink AS erasure
        ON erasure.kind = 'erasure' AND erasure."row" = own.id
        WHERE NOT (own.kind = 'erasure') AND own.kind = '{kind}' AND own."row" = OLD.id AND {holds})"""
    return " OR ".join(
        [f"OLD.{name} {is_other} NEW.{name}" for name in facts]
        + [
            f"(OLD.{name} {is_other} NEW.{name} AND NEW.{name} <> '{empty}' AND (OLD.{name} <> '{empty}'"
            f" OR NOT {said.format(name=name)}))"
            for name, empty in erasable.items()
        ]
    )


SQLITE = [
    statement
    for table, row in TABLES
    for statement in (
        f"DROP TRIGGER {table}_says_the_same",
        f"""CREATE TRIGGER {table}_says_the_same BEFORE UPDATE ON {table}
        WHEN {changed(*row, "IS NOT", "json_extract(erasure.digests, '$.{name}') IS NOT NULL")}
        BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
    )
]
POSTGRESQL = [
    statement
    for table, row in TABLES
    for statement in (
        f"DROP TRIGGER {table}_says_the_same ON {table}",
        f"""CREATE FUNCTION {table}_says_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF {changed(*row, "IS DISTINCT FROM", "erasure.digests -> '{name}' IS NOT NULL")} THEN
        RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$""",
        f"""CREATE TRIGGER {table}_says_the_same BEFORE UPDATE ON {table} FOR EACH ROW
        EXECUTE FUNCTION {table}_says_the_same()""",
    )
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0010_chain'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='story',
            options={'permissions': [('publish_story', 'Can publish story'), ('review_story', 'Can make a story ready or send it back'), ('time_story', "Can set a story's publication time and embargo"), ('correct_story', 'Can put out a text of a story that readers know'), ('hold_story', 'Can hold a story and release it'), ('kill_story', 'Can take a story back for good'), ('redact_story', 'Can take words out of all that was published of a story'), ('lock_story', 'Can lock story'), ('unlock_story', 'Can unlock story')], 'verbose_name_plural': 'stories'},
        ),
        migrations.AddField(
            model_name='story',
            name='unlisted_since',
            field=models.DateTimeField(editable=False, help_text='Since when search engines are told to leave it out.', null=True),
        ),
        migrations.AddIndex(
            model_name='chainlink',
            index=models.Index(condition=models.Q(('kind', 'erasure')), fields=['row'], name='chain_erasures'),
        ),
        migrations.RunPython(guard),
    ]

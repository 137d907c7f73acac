"""The chain of hashes over versions and notices, those that are there among them (decisions/0027).

Below the models a link keeps all but its salts, and a version or notice what it says: a field can only become empty,
which is how one is erased.
"""

from django.db import migrations, models

LINK = "A link of the chain is never changed or deleted."
KEPT = "A row of the history is never changed; a field of it can only be erased."
OF_A_LINK = "id, kind, row, facts, digests, previous, hash"
VERSION = (("id", "story_id", "number", "created_at", "published_by_id"), {"headline": "", "content": "{}"})
NOTICE = (
    ("id", "story_id", "kind", "ground", "at", "version", "readers_knew"),
    {"text": "", "reason": "", "author_name": ""},
)


def changed(facts, erasable, is_other):
    """The condition under which a row says something else than before."""
    return " OR ".join(
        [f"OLD.{name} {is_other} NEW.{name}" for name in facts]
        + [f"(OLD.{name} {is_other} NEW.{name} AND NEW.{name} <> '{empty}')" for name, empty in erasable.items()]
    )


SQLITE = [
    "DROP TRIGGER stories_notices_changed",
    *(
        f"""CREATE TRIGGER {table}_says_the_same BEFORE UPDATE ON {table}
        WHEN {changed(*columns, "IS NOT")} BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"""
        for table, columns in (("stories_version", VERSION), ("stories_notice", NOTICE))
    ),
    *(
        f"""CREATE TRIGGER stories_chain_{does}d BEFORE {what} ON stories_chainlink
        BEGIN SELECT RAISE(ABORT, '{LINK}'); END"""
        for does, what in (("delete", "DELETE"), ("change", f"UPDATE OF {OF_A_LINK}"))
    ),
]
POSTGRESQL = [
    "DROP TRIGGER stories_notices_kept ON stories_notice",
    """CREATE TRIGGER stories_notices_kept BEFORE DELETE ON stories_notice FOR EACH ROW
    EXECUTE FUNCTION stories_notices_kept()""",
    f"""CREATE FUNCTION stories_says_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_says_the_same BEFORE UPDATE ON {table} FOR EACH ROW
        WHEN ({changed(*columns, "IS DISTINCT FROM")}) EXECUTE FUNCTION stories_says_the_same()"""
        for table, columns in (("stories_version", VERSION), ("stories_notice", NOTICE))
    ),
    f"""CREATE FUNCTION stories_chain_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{LINK}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER stories_chain_kept BEFORE DELETE OR UPDATE OF {OF_A_LINK} ON stories_chainlink FOR EACH ROW
    EXECUTE FUNCTION stories_chain_kept()""",
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def chain_what_is_there(apps, schema_editor):
    from dateline.stories.models.chain import NOTICE, VERSION, append_all

    links = apps.get_model("stories", "ChainLink").objects
    versions = apps.get_model("stories", "Version").objects.order_by("created_at", "pk")
    append_all(VERSION, versions.iterator(500), links=links)
    notices = apps.get_model("stories", "Notice")._base_manager.order_by("at", "pk")
    append_all(NOTICE, notices.iterator(500), links=links)


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0009_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChainLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('row', models.BigIntegerField(help_text='The number of the row in its own table; of an erasure, of the link.')),
                ('facts', models.JSONField(default=dict, help_text='Of an erasure, which has no row of its own: what was erased.')),
                ('digests', models.JSONField(default=dict)),
                ('salts', models.JSONField(default=dict)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('previous',), name='chain_never_forks'), models.UniqueConstraint(condition=models.Q(('kind', 'erasure'), _negated=True), fields=('kind', 'row'), name='chain_holds_a_row_once')],
            },
        ),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.RunPython(guard),
    ]

"""A refusal says for good whether a check had found something. What keeps decisions from being changed learns of it."""

from django.db import migrations, models

KEPT = "A decision is never changed or deleted; a change of mind is a further decision."
FACTS = ("id", "comment_id", "outcome", "rules_id", "clause_id", "clause_number", "decided_by_id")
FACTS += ("automatic", "decided_at", "law", "program", "clause_kind", "edition_id", "undoes_id", "before", "found")


def changed(is_other):
    facts = [f"OLD.{name} {is_other} NEW.{name}" for name in FACTS]
    return " OR ".join([*facts, f"(OLD.sentence {is_other} NEW.sentence AND NEW.sentence <> '')"])


# SQLite's are gone with the table that a new column replaces.
SQLITE = [
    f"""CREATE TRIGGER moderation_decisions_{does} BEFORE {what}
    BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"""
    for does, what in (
        ("deleted", "DELETE ON moderation_decision"),
        ("changed", f"UPDATE ON moderation_decision WHEN {changed('IS NOT')}"),
    )
]
POSTGRESQL = [
    "DROP TRIGGER IF EXISTS moderation_decisions_changed ON moderation_decision",
    f"""CREATE TRIGGER moderation_decisions_changed BEFORE UPDATE ON moderation_decision FOR EACH ROW
    WHEN ({changed("IS DISTINCT FROM")}) EXECUTE FUNCTION moderation_decisions_kept()""",
]


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for does in ("deleted", "changed"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS moderation_decisions_{does}")


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0023_reader_requests'),
    ]

    operations = [
        migrations.RunPython(let_go, migrations.RunPython.noop),
        migrations.AddField(
            model_name='decision',
            name='found',
            field=models.BooleanField(default=False, editable=False, help_text='Of a refusal: whether a check had found something in the comment.'),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]

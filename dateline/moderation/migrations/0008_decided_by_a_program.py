"""A decision says who or what made it. What kept decisions from being changed learns of the new columns."""

from django.conf import settings
from django.db import migrations, models


KEPT = "A decision is never changed or deleted; a change of mind is a further decision."
FACTS = ("id", "comment_id", "outcome", "rules_id", "clause_id", "clause_number", "decided_by_id")
FACTS += ("automatic", "decided_at", "law", "program", "clause_kind")


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
        ('comments', '0007_read_after'),
        ('moderation', '0007_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(let_go, migrations.RunPython.noop),
        migrations.AddField(
            model_name='decision',
            name='clause_kind',
            field=models.CharField(blank=True, editable=False, help_text='Of the clause, then.', max_length=10),
        ),
        migrations.AddField(
            model_name='decision',
            name='program',
            field=models.JSONField(help_text='What decided, if no person did: mode or check, and the checks asked.', null=True),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('automatic', False), ('decided_by__isnull', False), ('program__isnull', True)), models.Q(('automatic', True), ('decided_by__isnull', True), ('program__isnull', False)), _connector='OR'), name='a_decision_says_who_or_what'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('automatic', False), models.Q(('clause__isnull', True), ('outcome', 'show')), models.Q(('clause_kind__in', ['house', 'language']), ('outcome', 'refuse')), _connector='OR'), name='no_program_refuses_under_the_law'),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]

"""Decisions that are there join the chain (decisions/0027). Below the model they are kept: a sentence can be erased."""

from django.db import migrations

KEPT = "A decision is never changed or deleted; a change of mind is a further decision."
FACTS = ("id", "comment_id", "outcome", "rules_id", "clause_id", "clause_number", "decided_by_id")
FACTS += ("automatic", "decided_at")


def changed(is_other):
    facts = [f"OLD.{name} {is_other} NEW.{name}" for name in FACTS]
    return " OR ".join([*facts, f"(OLD.sentence {is_other} NEW.sentence AND NEW.sentence <> '')"])


SQLITE = [
    f"""CREATE TRIGGER moderation_decisions_{does} BEFORE {what}
    BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"""
    for does, what in (
        ("deleted", "DELETE ON moderation_decision"),
        ("changed", f"UPDATE ON moderation_decision WHEN {changed('IS NOT')}"),
    )
]
POSTGRESQL = [
    f"""CREATE FUNCTION moderation_decisions_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER moderation_decisions_deleted BEFORE DELETE ON moderation_decision FOR EACH ROW
    EXECUTE FUNCTION moderation_decisions_kept()""",
    f"""CREATE TRIGGER moderation_decisions_changed BEFORE UPDATE ON moderation_decision FOR EACH ROW
    WHEN ({changed("IS DISTINCT FROM")}) EXECUTE FUNCTION moderation_decisions_kept()""",
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def chain_what_is_there(apps, schema_editor):
    from dateline.stories.models.chain import DECISION, append_all

    decisions = apps.get_model("moderation", "Decision").objects.order_by("decided_at", "pk")
    append_all(DECISION, decisions.iterator(500), links=apps.get_model("stories", "ChainLink").objects)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_what_checks_said"), ("stories", "0010_chain")]
    operations = [
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.RunPython(guard),
    ]

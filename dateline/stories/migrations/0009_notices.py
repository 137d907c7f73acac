"""Notices, and the guard below the model: a row is added, never changed or deleted. Its author may go."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SENTENCE = "A notice is never changed or deleted; add another one."
KEPT = "id, story_id, kind, text, reason, ground, author_name, at, version, readers_knew"
"""All but the account of its author, which may be deleted; the name stays."""

SQLITE = [
    f"""CREATE TRIGGER stories_notices_{does}d BEFORE {what} ON stories_notice
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"""
    for does, what in (("delete", "DELETE"), ("change", f"UPDATE OF {KEPT}"))
]
SQLITE_BACK = ["DROP TRIGGER stories_notices_changed", "DROP TRIGGER stories_notices_deleted"]
POSTGRESQL = [
    f"""CREATE FUNCTION stories_notices_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER stories_notices_kept BEFORE DELETE OR UPDATE OF {KEPT} ON stories_notice FOR EACH ROW
    EXECUTE FUNCTION stories_notices_kept()""",
]
POSTGRESQL_BACK = ["DROP TRIGGER stories_notices_kept ON stories_notice", "DROP FUNCTION stories_notices_kept"]


def forwards(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0008_stages_and_limits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='story',
            options={'permissions': [('publish_story', 'Can publish story'), ('review_story', 'Can make a story ready or send it back'), ('time_story', "Can set a story's publication time and embargo"), ('correct_story', 'Can put out a text of a story that readers know'), ('hold_story', 'Can hold a story and release it'), ('kill_story', 'Can take a story back for good'), ('lock_story', 'Can lock story'), ('unlock_story', 'Can unlock story')], 'verbose_name_plural': 'stories'},
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('clarification', 'Clarification'), ('update', 'Update'), ('hold', 'Hold'), ('release', 'Release'), ('kill', 'Withdrawal'), ('redaction', 'Redaction')], max_length=13)),
                ('text', models.TextField(blank=True, help_text='What readers are told.')),
                ('reason', models.TextField(blank=True, help_text='For the desk, never for readers.')),
                ('ground', models.CharField(blank=True, choices=[('error', 'an error'), ('safety', 'somebody’s safety'), ('rights', 'the rights of a person'), ('order', 'an order of an authority')], max_length=6)),
                ('author_name', models.CharField(help_text='Who it was, also when the account is gone.', max_length=310)),
                ('at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(help_text='The version of the story that it belongs to.')),
                ('readers_knew', models.BooleanField(help_text='Whether readers had seen the story before.')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='stories.story')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['story', 'at'], name='notices_of_story'), models.Index(fields=['kind', '-at', '-id'], name='notices_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'clarification', 'update', 'hold', 'release', 'kill', 'redaction'])), name='notice_kind'), models.CheckConstraint(condition=models.Q(models.Q(('ground__in', ['error', 'safety', 'rights', 'order']), ('kind__in', ('hold', 'kill', 'redaction'))), models.Q(models.Q(('kind__in', ('hold', 'kill', 'redaction')), _negated=True), ('ground', '')), _connector='OR'), name='notice_names_its_ground')],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]

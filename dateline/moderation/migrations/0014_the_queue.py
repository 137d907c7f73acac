"""The queue, which the database keeps in step with the comments; leases; when the desk was told that comments wait.

A migration that remakes `comments_comment` on SQLite drops the triggers with it, and must call `keep` again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ROW = """INSERT INTO moderation_queued (comment_id, story_id, kind, since, risk, alike)
    SELECT {new}id, {new}story_id,
        CASE WHEN {new}unread_since IS NOT NULL THEN 'unread'
            WHEN {new}sent_at <> {new}created_at THEN 'changed' ELSE 'new' END,
        COALESCE({new}unread_since, {new}sent_at), 0, ''"""
WAITS = "({new}state = 'waiting' OR {new}unread_since IS NOT NULL)"
KEEP = "ON CONFLICT (comment_id) DO UPDATE SET kind = excluded.kind, since = excluded.since"
INSERT = f"{ROW} WHERE {WAITS} {KEEP};".format(new="NEW.")
DELETE = f"DELETE FROM moderation_queued WHERE comment_id = NEW.id AND NOT {WAITS};".format(new="NEW.")
WHEN = {"added": "INSERT", "turned": "UPDATE OF state, unread_since, sent_at"}
SQLITE = [
    f"CREATE TRIGGER moderation_queue_{name} AFTER {what} ON comments_comment BEGIN {DELETE} {INSERT} END"
    for name, what in WHEN.items()
]
POSTGRESQL = [
    f"""CREATE FUNCTION moderation_queue_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {DELETE} {INSERT} RETURN NULL; END $$""",
    *(
        f"""CREATE TRIGGER moderation_queue_{name} AFTER {what} ON comments_comment FOR EACH ROW
        EXECUTE FUNCTION moderation_queue_kept()"""
        for name, what in WHEN.items()
    ),
]
FILL = f"{ROW} FROM comments_comment WHERE {WAITS}".format(new="")


def keep(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    schema_editor.execute(FILL)


def let_go(apps, schema_editor):
    where = " ON comments_comment" if schema_editor.connection.vendor == "postgresql" else ""
    for name in WHEN:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS moderation_queue_{name}{where}")
    if where:
        schema_editor.execute("DROP FUNCTION IF EXISTS moderation_queue_kept")


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0010_what_is_kept'),
        ('moderation', '0013_record_and_rights'),
        ('stories', '0019_comments_doors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LateMail',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='late_mail', serialize=False, to='stories.edition')),
                ('told_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lease', serialize=False, to='comments.comment')),
                ('until', models.DateTimeField(db_index=True)),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Queued',
            fields=[
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='queued', serialize=False, to='comments.comment')),
                ('kind', models.CharField(choices=[('new', 'New'), ('changed', 'Changed'), ('unread', 'Shown, not read yet')], max_length=7)),
                ('since', models.DateTimeField(help_text='When its present text came; of one that is shown, since when it is.')),
                ('risk', models.PositiveSmallIntegerField(default=0, help_text='What `moderation.risk` makes of it; 0 is not yet.')),
                ('alike', models.CharField(blank=True, default='', help_text='The same in comments alike.', max_length=48)),
                ('story', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.story')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['-risk', 'since', 'comment', 'story', 'kind', 'alike'], name='queue_by_risk'), models.Index(fields=['since', 'comment', 'story', 'kind', 'alike'], name='queue_by_age'), models.Index(fields=['-story', 'since', 'comment', 'kind', 'alike'], name='queue_by_story'), models.Index(fields=['kind', 'story'], name='queue_by_kind'), models.Index(condition=models.Q(('alike', ''), _negated=True), fields=['alike', 'since'], name='queue_alike')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(keep, let_go),
    ]

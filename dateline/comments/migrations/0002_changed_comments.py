"""A comment's writer may change it: its earlier texts are kept, and it knows since when it has the present one."""

import django.db.models.deletion
from django.db import migrations, models


def present_text_is_the_first(apps, schema_editor):
    apps.get_model("comments", "Comment").objects.update(sent_at=models.F("created_at"))


SENT_AT = "When the present text came: later than the comment, if it was changed."


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="EarlierText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("sent_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField()),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_texts",
                        to="comments.comment",
                    ),
                ),
            ],
            options={"default_permissions": (), "ordering": ["replaced_at", "pk"]},
        ),
        migrations.AddField("comment", "sent_at", models.DateTimeField(null=True, help_text=SENT_AT)),
        migrations.RunPython(present_text_is_the_first, migrations.RunPython.noop),
        migrations.AlterField("comment", "sent_at", models.DateTimeField(help_text=SENT_AT)),
        migrations.RemoveIndex("comment", "comments_queue"),
        migrations.AddIndex("comment", models.Index(fields=["state", "sent_at"], name="comments_queue")),
    ]

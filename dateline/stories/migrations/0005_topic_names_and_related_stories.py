"""Names by which texts call a topic, topics merged, related stories chosen at publish, and an index that counts."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils.text import slugify

from dateline.stories import naming


def name_topics(apps, schema_editor):
    """Give each topic its own name. Where two have the same, the older keeps it: saving the other says so."""
    Topic, TopicName = apps.get_model("stories", "Topic"), apps.get_model("stories", "TopicName")
    taken = set()
    for topic in Topic.objects.order_by("pk").iterator():
        key = naming.key_of(topic.name)
        if key and (topic.edition_id, key) not in taken:
            taken.add((topic.edition_id, key))
            TopicName.objects.create(
                topic=topic,
                edition_id=topic.edition_id,
                text=topic.name,
                is_alias=False,
                key=key,
                first_word=key.partition(" ")[0],
                slug=slugify(topic.name, allow_unicode=True)[:120],
            )


class Migration(migrations.Migration):
    dependencies = [("stories", "0004_what_machines_find")]
    operations = [
        migrations.AddField(
            "topic",
            "merged_into",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="stories.topic",
            ),
        ),
        migrations.AlterField(
            "topic",
            "description",
            models.TextField(
                blank=True,
                help_text="A sentence or two for readers: who, what or where it is. Plain text.",
                max_length=600,
            ),
        ),
        migrations.AlterField(
            "topic",
            "slug",
            models.SlugField(
                allow_unicode=True,
                blank=True,
                help_text="Words of the address; made from the name when empty. It stays what it is at first.",
                max_length=120,
            ),
        ),
        migrations.CreateModel(
            "TopicName",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=120)),
                ("is_alias", models.BooleanField()),
                ("key", models.TextField(editable=False)),
                ("first_word", models.TextField(editable=False)),
                ("slug", models.SlugField(allow_unicode=True, db_index=False, editable=False, max_length=120)),
                (
                    "edition",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stories.edition",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="stories.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["edition", "first_word"], name="topic_name_first_word"),
                    models.Index(fields=["edition", "slug"], name="topic_name_slug"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["edition", "key"], name="topic_name_calls_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_alias", False)), fields=["topic"], name="topic_has_one_own_name"
                    ),
                ],
            },
        ),
        migrations.RunPython(name_topics, migrations.RunPython.noop),
        migrations.AddField(
            "story",
            "related_stories",
            models.JSONField(
                editable=False,
                help_text="Rows chosen at publish: `earlier` it updates, `alike` are like it.",
                null=True,
            ),
        ),
        migrations.RemoveIndex("story", "story_newest"),
        migrations.AddIndex(
            "story",
            models.Index(
                fields=[
                    "edition",
                    "-first_published_at",
                    "-news_id",
                    "live",
                    "pub_status",
                    "publish_at",
                    "embargoed_until",
                ],
                name="story_newest",
            ),
        ),
    ]

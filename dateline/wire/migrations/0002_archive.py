import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def hold_what_came_in_to_its_number(apps, schema_editor):
    """Arrivals of before count as stating their story's number, so that a changed page is still known again."""
    Arrival, Story = apps.get_model("wire", "Arrival"), apps.get_model("stories", "Story")
    number = Story.objects.filter(pk=OuterRef("story_id")).values("news_id")[:1]
    Arrival.objects.update(stated_news_id=Subquery(number))


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0001_initial"),
        ("wire", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="arrival",
            name="stated_news_id",
            field=models.PositiveBigIntegerField(
                help_text="The number that it states; none if it has none.", null=True
            ),
        ),
        migrations.RunPython(hold_what_came_in_to_its_number, migrations.RunPython.noop),
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "path",
                    models.CharField(
                        help_text="Decoded, without query and closing slash.", max_length=600, unique=True
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="old_addresses",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "old addresses",
            },
        ),
    ]

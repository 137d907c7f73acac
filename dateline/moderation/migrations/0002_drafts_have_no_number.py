"""A draft of house rules has no number until it is published."""

from django.db import migrations, models


def take_numbers_of_drafts(apps, schema_editor):
    apps.get_model("moderation", "HouseRules").objects.filter(published_at=None).update(number=None)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [
        migrations.AlterModelOptions(
            name="houserules",
            options={
                "default_permissions": ("add", "change", "view"),
                "ordering": ["edition", models.OrderBy(models.F("number"), descending=True, nulls_first=True), "-pk"],
                "verbose_name": "house rules",
                "verbose_name_plural": "house rules",
            },
        ),
        migrations.AlterField(
            model_name="houserules",
            name="number",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(take_numbers_of_drafts, migrations.RunPython.noop),
    ]

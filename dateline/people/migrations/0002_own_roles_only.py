"""Wagtail's two groups go: Dateline's roles are in `people/roles.py`."""

from django.db import migrations


def remove_wagtails_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("wagtailimages", "0002_initial_data"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(remove_wagtails_groups, migrations.RunPython.noop)]

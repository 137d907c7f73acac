"""Small indexes of what is few in any archive: out of sight, drafts, changes that are not out, headlines to be looked at."""

from django.db import migrations, models
from django.db.models import Q

SMALL = {
    "story_timed": ("publish_at", Q(publish_at__isnull=False)),
    "story_embargoed": ("embargoed_until", Q(embargoed_until__isnull=False)),
    "story_not_live": ("version", Q(live=False)),
    "story_not_usable": ("pub_status", ~Q(pub_status="usable")),
    "story_drafts": ("latest_revision", Q(live=False)),
    "story_changed": ("live", Q(has_unpublished_changes=True)),
    "story_headline_made": ("live", Q(headline_is_derived=True)),
}


class Migration(migrations.Migration):
    dependencies = [("stories", "0006_genre_and_search")]
    operations = [
        migrations.AddIndex("story", models.Index(fields=[field], name=name, condition=condition))
        for name, (field, condition) in SMALL.items()
    ]

"""What machines find: when a part of the sitemap last changed, how large a sized copy is, where rights are sold."""

from django.core.validators import URLValidator
from django.db import migrations, models
from django.db.models.functions import Greatest

from dateline.stories.news_ids import Thousand


class Migration(migrations.Migration):
    dependencies = [("stories", "0003_appearance")]
    operations = [
        migrations.RemoveIndex(model_name="story", name="story_sitemap"),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                Thousand("news_id"),
                Greatest("first_published_at", "version_created").desc(),
                name="story_changed_in_thousand",
            ),
        ),
        migrations.AddField(
            model_name="photorendition",
            name="file_size",
            field=models.PositiveIntegerField(editable=False, help_text="Bytes of the copy.", null=True),
        ),
        migrations.AddField(
            model_name="edition",
            name="licence_address",
            field=models.CharField(
                blank=True,
                help_text="Page that says on what terms the agency's photos may be used and where to ask: "
                "for search engines.",
                max_length=300,
                validators=[URLValidator(["https", "http"])],
            ),
        ),
    ]

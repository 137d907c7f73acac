"""An index for each stage that editors wait for.

One for both was never read: SQLite knows that `stage = ?` is within it only if its condition names that stage alone.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0011_redaction'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='story',
            name='story_handed_in',
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('stage', 'review')), fields=['latest_revision'], name='story_in_review'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('stage', 'ready')), fields=['latest_revision'], name='story_ready'),
        ),
    ]

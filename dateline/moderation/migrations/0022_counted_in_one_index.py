from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0021_layers'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='queued',
            name='queue_by_kind',
        ),
        migrations.AddIndex(
            model_name='queued',
            index=models.Index(fields=['kind', 'story', 'comment'], name='queue_by_kind'),
        ),
        migrations.RemoveIndex(
            model_name='queued',
            name='queue_alike',
        ),
        migrations.AddIndex(
            model_name='queued',
            index=models.Index(condition=models.Q(('alike', ''), _negated=True), fields=['alike', '-risk', 'since', 'comment', 'story', 'kind'], name='queue_alike'),
        ),
    ]

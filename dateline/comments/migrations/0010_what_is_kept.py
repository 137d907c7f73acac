"""Mail about reports as well as comments, and refused comments whose words are to be erased in their time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0009_forgotten_addresses'),
        ('stories', '0019_comments_doors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='comment',
            name='erased_at',
            field=models.DateTimeField(editable=False, help_text='Since when its words are gone for good.', null=True),
        ),
        migrations.AlterField(
            model_name='mailrecipient',
            name='comment',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recipient', to='comments.comment'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('erased_at', None), ('state', 'refused')), fields=['decided_at'], name='comments_to_empty'),
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0015_flash'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LaterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('over', models.PositiveIntegerField(help_text='The version that was out when it was arranged.')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('clarification', 'Clarification'), ('update', 'Update'), ('hold', 'Hold'), ('release', 'Release'), ('kill', 'Withdrawal'), ('redaction', 'Redaction')], max_length=13)),
                ('note', models.TextField(blank=True, help_text='What readers are told.')),
                ('reason', models.TextField(blank=True, help_text='For the desk, never for readers.')),
                ('answers', models.JSONField(default=list, help_text='The correction requests that it meets, by their numbers.')),
                ('outcome', models.CharField(choices=[('waiting', 'waits for its time'), ('out', 'out'), ('failed', 'did not go out'), ('cancelled', 'cancelled')], default='waiting', max_length=9)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('failure', models.TextField(blank=True, help_text='The sentence that says why it did not go out.')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.revision')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='later_versions', to='stories.story')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('outcome', 'waiting')), fields=['at'], name='later_waiting'), models.Index(condition=models.Q(('outcome', 'failed')), fields=['at'], name='later_failed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'waiting')), fields=('story',), name='later_one_waits_for_a_story')],
            },
        ),
    ]

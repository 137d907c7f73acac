import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0012_an_index_for_each_stage'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(help_text='What is wrong, and what is right.')),
                ('told_by', models.CharField(blank=True, help_text='Who told the desk, if it came from outside.', max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('sentence', models.TextField(blank=True, help_text='Why it was turned down.')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stories.notice')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='correction_requests', to='stories.story')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['asked_at'], name='requests_open')],
            },
        ),
    ]

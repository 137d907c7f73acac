import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0017_reads'),
    ]

    operations = [
        migrations.AddField(
            model_name='appearance',
            name='shows_most_read',
            field=models.BooleanField(default=False, help_text='The front page lists the five stories that were read most in a day. Only how often each was read is counted, never who read it.', verbose_name='most-read list'),
        ),
        migrations.CreateModel(
            name='MostRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stories', models.JSONField(default=list)),
                ('until', models.DateTimeField()),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='most_read', to='stories.edition')),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]

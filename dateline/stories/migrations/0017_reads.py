import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0016_later_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadsInHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('count', models.PositiveIntegerField()),
                ('story', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reads_in_hours', to='stories.story')),
            ],
            options={
                'ordering': ['hour', 'pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['hour'], name='reads_by_hour')],
                'constraints': [models.UniqueConstraint(fields=('story', 'hour'), name='reads_once_an_hour')],
            },
        ),
        migrations.CreateModel(
            name='ReadsOnDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField()),
                ('story', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reads_on_days', to='stories.story')),
            ],
            options={
                'ordering': ['day', 'pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('story', 'day'), name='reads_once_a_day')],
            },
        ),
    ]

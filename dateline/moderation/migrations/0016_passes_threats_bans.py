"""Comments that are passed on, threats to life, and bans."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0009_forgotten_addresses'),
        ('moderation', '0014_the_queue'),
        ('stories', '0019_comments_doors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuthorityTold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(max_length=200)),
                ('reference', models.CharField(blank=True, help_text='Its own number for it.', max_length=200)),
                ('told_at', models.DateTimeField()),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['told_at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('name', 'Name'), ('email', 'E-mail address'), ('address', 'Network address')], max_length=7)),
                ('mark', models.CharField(blank=True, help_text='Keyed hash of what is banned.', max_length=32)),
                ('name', models.CharField(blank=True, help_text='The name, of a ban by name.', max_length=60)),
                ('reason', models.CharField(help_text='Whoever is refused reads it.', max_length=300)),
                ('banned_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-banned_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Pass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('colleague', 'A colleague'), ('chiefs', 'The desk chiefs'), ('legal', 'For legal')], max_length=9)),
                ('note', models.TextField(max_length=2000)),
                ('passed_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, help_text='The words with which it was given back.', max_length=2000)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['passed_at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Threat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(help_text='What was seen, and who may be in danger.', max_length=2000)),
                ('raised_at', models.DateTimeField()),
                ('was_shown', models.BooleanField(help_text='The comment was on the page, and was taken off at once.')),
                ('closing', models.TextField(blank=True, help_text='What came of it.', max_length=2000)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['raised_at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='authoritytold',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ban',
            name='banned_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ban',
            name='comment',
            field=models.ForeignKey(help_text='The one that led to it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bans', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='ban',
            name='edition',
            field=models.ForeignKey(help_text='Empty: all editions.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bans', to='stories.edition'),
        ),
        migrations.AddField(
            model_name='ban',
            name='lifted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pass',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passes', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='pass',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pass',
            name='passed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pass',
            name='ruling',
            field=models.ForeignKey(help_text='The decision that did.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ended_passes', to='moderation.decision'),
        ),
        migrations.AddField(
            model_name='pass',
            name='to',
            field=models.ForeignKey(help_text='The colleague.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='threat',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='threat',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threats', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='threat',
            name='raised_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='authoritytold',
            name='threat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='told', to='moderation.threat'),
        ),
        migrations.AddIndex(
            model_name='ban',
            index=models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['mark'], name='bans_by_mark'),
        ),
        migrations.AddConstraint(
            model_name='ban',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'name'), _negated=True), models.Q(('name', ''), _negated=True), _connector='OR'), name='a_banned_name_is_named'),
        ),
        migrations.AddConstraint(
            model_name='pass',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('comment',), name='a_comment_is_passed_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='pass',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'colleague'), ('to__isnull', False)), models.Q(('kind__in', ['chiefs', 'legal']), ('to__isnull', True)), _connector='OR'), name='a_colleague_is_named'),
        ),
        migrations.AddConstraint(
            model_name='threat',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('comment',), name='one_open_threat_at_a_time'),
        ),
    ]

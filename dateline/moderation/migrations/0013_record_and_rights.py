"""The log and the figures of an edition, mail to who reported: each decision says its edition from now on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def say_editions(apps, schema_editor):
    """What the decisions of before are about has not changed: no story with comments moves to another edition."""
    decisions = apps.get_model("moderation", "Decision").objects.order_by()
    own = decisions.filter(pk=models.OuterRef("pk")).values("comment__story__edition")
    decisions.filter(edition=None).update(edition=models.Subquery(own[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0010_what_is_kept'),
        ('moderation', '0012_forgotten_addresses'),
        ('stories', '0019_comments_doors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MonthOfComments',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(help_text='Its first day.')),
                ('counted_at', models.DateTimeField(help_text='When these figures were found: before its end, so far.')),
                ('received', models.PositiveIntegerField(default=0)),
                ('shown', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('automatic', models.PositiveIntegerField(default=0, help_text='Decided by a program.')),
                ('by_person', models.PositiveIntegerField(default=0, help_text='Decided by a person.')),
                ('median_minutes', models.PositiveIntegerField(help_text='From receipt to the first decision.', null=True)),
                ('appeals', models.PositiveIntegerField(default=0, help_text='Filed.')),
                ('overturned', models.PositiveIntegerField(default=0, help_text='Answered so.')),
                ('reports', models.PositiveIntegerField(default=0, help_text='Filed.')),
                ('reports_kept', models.PositiveIntegerField(default=0, help_text='Answered: the comment stays.')),
                ('reports_refused', models.PositiveIntegerField(default=0, help_text='Answered: it is taken off the page.')),
                ('by_clause', models.JSONField(default=list, help_text='Refusals: title of the clause and their number.')),
            ],
            options={
                'ordering': ['edition', '-first'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='edition',
            field=models.ForeignKey(db_index=False, editable=False, help_text="Of the story, then: the edition's log goes down an index.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stories.edition'),
        ),
        migrations.AddField(
            model_name='report',
            name='recipient',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='report', to='comments.mailrecipient'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['edition', 'decided_at'], name='decisions_of_an_edition'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('answered_at__isnull', False), models.Q(('explanation', ''), _negated=True)), fields=['answered_at'], name='reports_to_empty'),
        ),
        migrations.AddField(
            model_name='monthofcomments',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stories.edition'),
        ),
        migrations.AddConstraint(
            model_name='monthofcomments',
            constraint=models.UniqueConstraint(fields=('edition', 'first'), name='a_month_is_counted_once'),
        ),
        migrations.RunPython(say_editions, migrations.RunPython.noop),
    ]

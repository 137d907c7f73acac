"""Comments are open, held or closed, as edition, section and story say; a story said only whether they are open."""

import django.core.validators
from django.db import migrations, models


def keep_what_was_said(apps, schema_editor):
    """Closed stays closed. What a draft says that was never out stands in its newest revision alone."""
    stories = apps.get_model("stories", "Story").objects
    revisions = apps.get_model("wagtailcore", "Revision").objects
    stories.filter(comments_open=False).update(comments_door="closed")
    drafts = stories.filter(live=False, latest_revision__isnull=False)
    said = revisions.filter(pk__in=drafts.values("latest_revision"))
    for open_in_draft, door in ((False, "closed"), (True, None)):
        drafts.filter(latest_revision__in=said.filter(content__comments_open=open_in_draft)).update(comments_door=door)


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0018_most_read'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='story',
            options={'permissions': [('publish_story', 'Can publish story'), ('review_story', 'Can make a story ready or send it back'), ('time_story', "Can set a story's publication time and embargo"), ('correct_story', 'Can put out a text of a story that readers know'), ('hold_story', 'Can hold a story and release it'), ('kill_story', 'Can take a story back for good'), ('redact_story', 'Can take words out of all that was published of a story'), ('comments_of_story', 'Can open, hold and close the comments of a story'), ('lock_story', 'Can lock story'), ('unlock_story', 'Can unlock story')], 'verbose_name_plural': 'stories'},
        ),
        migrations.AddField(
            model_name='edition',
            name='comments_close_after',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Days after a story’s first publication. Empty: never.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='days until comments close'),
        ),
        migrations.AddField(
            model_name='edition',
            name='comments_door',
            field=models.CharField(choices=[('open', 'Open'), ('held', 'Held'), ('closed', 'Closed')], default='open', help_text='Held: comments are taken and wait, and no program decides. Closed: none is taken.', max_length=6, verbose_name='comments'),
        ),
        migrations.AddField(
            model_name='edition',
            name='comments_mode',
            field=models.CharField(choices=[('at once', 'Show at once, read after'), ('clean', 'Show when every check is clean'), ('read first', 'A person reads each before it is shown')], default='read first', help_text='When comments are shown. Sections and stories can be stricter, never more lenient.', max_length=10, verbose_name='when comments are shown'),
        ),
        migrations.AddField(
            model_name='section',
            name='comments_close_after',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Days after a story’s first publication. Empty: never.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='days until comments close'),
        ),
        migrations.AddField(
            model_name='section',
            name='comments_door',
            field=models.CharField(choices=[('open', 'Open'), ('held', 'Held'), ('closed', 'Closed')], default='open', help_text='The strictest of edition, section and story counts.', max_length=6, verbose_name='comments'),
        ),
        migrations.AddField(
            model_name='section',
            name='comments_mode',
            field=models.CharField(blank=True, choices=[('', 'As the edition'), ('at once', 'Show at once, read after'), ('clean', 'Show when every check is clean'), ('read first', 'A person reads each before it is shown')], help_text='When comments are shown: as the edition says, or stricter.', max_length=10, verbose_name='when comments are shown'),
        ),
        migrations.AddField(
            model_name='story',
            name='comments_door',
            field=models.CharField(blank=True, choices=[('open', 'Open'), ('held', 'Held'), ('closed', 'Closed')], editable=False, max_length=6, null=True, verbose_name='comments'),
        ),
        migrations.AddField(
            model_name='story',
            name='comments_mode',
            field=models.CharField(blank=True, choices=[('at once', 'Show at once, read after'), ('clean', 'Show when every check is clean'), ('read first', 'A person reads each before it is shown')], editable=False, max_length=10, null=True, verbose_name='when comments are shown'),
        ),
        migrations.RunPython(keep_what_was_said, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='story',
            name='comments_open',
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0014_passage_notes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='story',
            name='genre',
            field=models.CharField(choices=[('Current', 'News'), ('Analysis', 'Analysis'), ('Background', 'Background'), ('Flash', 'Flash'), ('Feature', 'Feature'), ('Interview', 'Interview'), ('Obituary', 'Obituary'), ('Opinion', 'Opinion'), ('Press_Release', 'Press release'), ('Review', 'Review')], default='Current', help_text='Readers see it above the headline, unless it is news.', max_length=20, verbose_name='kind'),
        ),
    ]

"""The few tasks that failed, found among all that ever ran: the desk's front page counts them."""

from django.db import migrations

MAKE = "CREATE INDEX tasks_failed ON django_tasks_database_dbtaskresult (finished_at) WHERE status = 'FAILED'"


class Migration(migrations.Migration):

    dependencies = [
        ('site', '0001_initial'),
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
    ]

    operations = [
        migrations.RunSQL(MAKE, "DROP INDEX tasks_failed"),
    ]

"""`dateline reindex` makes the index of readers' search anew, batch by batch, while readers go on searching."""

from typing import Any

from django.core.management.base import BaseCommand

from dateline.stories.models import Story
from dateline.stories.search.writing import rebuild


class Command(BaseCommand):
    help = "Index every published story anew. Harmless while the site is up; may be broken off and begun again."

    def handle(self, *args: Any, **options: Any) -> None:
        total = Story.objects.filter(version__gt=0).count()
        for done in rebuild(Story.objects.all()):
            self.stdout.write(f"{done} of {max(done, total)} stories")
            self.stdout.flush()
        self.stdout.write("The index is whole.")

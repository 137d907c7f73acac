"""`dateline relate` chooses related stories for what went out before they were chosen at publish."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from dateline.lib import clock
from dateline.stories.models import Story

AT_ONCE = 100
"""Stories of one transaction: about a second, in which nobody else writes."""


class Command(BaseCommand):
    help = "Choose related stories for every published story that has none chosen. Harmless when repeated or cut short."

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Story.objects.filter(version__gt=0, related_stories__isnull=True).order_by("pk").defer("ed_note")
        done, last = 0, 0
        while True:
            with transaction.atomic():
                batch = list(waiting.select_for_update().filter(pk__gt=last)[:AT_ONCE])
                for story in batch:
                    story.relate(clock.now())
            if not batch:
                break
            done, last = done + len(batch), batch[-1].pk
        self.stdout.write(f"Related stories chosen for {done} stor{'y' if done == 1 else 'ies'}.")

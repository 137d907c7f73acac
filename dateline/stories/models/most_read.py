"""The most-read stories of an edition, as its front page lists them: worked out once an hour from the full hours."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from dateline.lib import reading
from dateline.lib.database import one_at_a_time
from dateline.stories import tags
from dateline.stories.models.edition import Edition
from dateline.stories.models.reads import ReadsInHour, hour_of
from dateline.stories.models.story import Story

SHOWN = 5
SPARE = 15
"""As many more are remembered, so that the list stays whole when some of the first are held or killed."""
LOOKED_AT = 200
"""Stories among which the list's are looked for: of these some may have been taken back."""
COUNTED = timedelta(hours=24)
LATE = timedelta(seconds=60)
"""How long after its end an hour is full: by then every server has written down what it counted."""


class MostRead(models.Model):
    """Which stories, by their primary keys, the most read first; counted in the day `until` an hour."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="most_read")
    stories = models.JSONField(default=list)
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Most read in {self.edition} until {self.until:%Y-%m-%d %H:00}"

    def shown(self, now: datetime) -> list[Story]:
        """Return the first five that a reader may see at `now`, as lists show them. Two queries."""
        public = Story.objects.public(now).noted(tags.most_read(self.edition.code))
        seen = self._seen(public)
        reading.note(*(tags.unseen(pk) for pk in self.stories if pk not in seen))
        first = [pk for pk in self.stories if pk in seen][:SHOWN]
        found: dict[int, Story] = public.for_lists().in_bulk(first)
        return [found[pk] for pk in first if pk in found]

    def renew(self, until: datetime, now: datetime) -> None:
        """Work the list out anew. It is saved, and so told, only when readers would see another one."""
        day = ReadsInHour.objects.in_edition(self.edition).since(until - COUNTED).filter(hour__lt=until)
        read = [pk for pk, _count in day.most_read(LOOKED_AT)]
        seen = set(Story.objects.public(now).filter(pk__in=read).values_list("pk", flat=True))
        before, self.stories, self.until = self._first(now), [pk for pk in read if pk in seen][: SHOWN + SPARE], until
        if self.pk is None or self._first(now) != before:
            self.save()
        else:
            MostRead.objects.filter(pk=self.pk).update(stories=self.stories, until=until)

    def _first(self, now: datetime) -> list[int]:
        seen = self._seen(Story.objects.public(now))
        return [pk for pk in self.stories if pk in seen][:SHOWN]

    def _seen(self, public: Any) -> set[int]:
        return set(public.filter(pk__in=self.stories, edition=self.edition_id).values_list("pk", flat=True))


def renew_where_due(now: datetime) -> None:
    """Work out the list of every edition that shows one and has not counted the last full hour. One query mostly."""
    until = hour_of(now - LATE)
    showing = Edition.objects.filter(appearance__shows_most_read=True)
    for edition in showing.exclude(most_read__until__gte=until):
        with transaction.atomic():
            one_at_a_time("the most-read stories")
            row = MostRead.objects.filter(edition=edition).first() or MostRead(edition=edition, until=until)
            row.renew(until, now)

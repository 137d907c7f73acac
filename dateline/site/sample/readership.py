"""How often the sample's stories were read in the last two days: invented, and the same at every loading.

Called by `load`, when every story is out.
"""

import zlib
from datetime import datetime, timedelta

from dateline.stories.models import Edition, ReadsInHour, Story
from dateline.stories.models.most_read import renew_where_due
from dateline.stories.models.reads import hour_of

HOUR = timedelta(hours=1)
HOURS = 48
READ = 24
"""Stories of an edition that anybody reads: the newest."""


def invent(editions: dict[str, Edition], *, now: datetime) -> None:
    """Store reads that are many when a story is new and fewer each hour, and the list that an edition shows of them."""
    counts: dict[tuple[datetime, int], int] = {}
    for edition in editions.values():
        public = Story.objects.public(now).filter(edition=edition).newest_first()
        for story in public.only("news_id", "urgency", "first_published_at")[:READ]:
            counts |= {(hour, story.pk): reads for hour, reads in _of(story, now).items()}
    ReadsInHour.objects.add(counts)
    renew_where_due(now)


def _of(story: Story, now: datetime) -> dict[datetime, int]:
    liked = 12 + zlib.crc32(str(story.news_id).encode()) % 90 + 60 * (story.urgency < 3)
    out = hour_of(story.first_published_at)
    age = int((hour_of(now) - out) / HOUR)
    reads = {out + HOUR * hour: liked * 10 // (hour + 4) for hour in range(max(0, age - HOURS), age + 1)}
    return {hour: count for hour, count in reads.items() if count}

"""Which page stores and caches keep pages of a story, and what each has made of its notices (decisions/0041).

The desk asks through `lib/whereabouts.py`. Nothing is taken for confirmed of which there is no record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext_lazy as _

from dateline.delivery import purging
from dateline.delivery.cache.following import KEPT, UNSURE
from dateline.delivery.models import Confirmation, Drop, PageStore, Purge
from dateline.delivery.models.purge import LATE
from dateline.delivery.pictures import absolute
from dateline.delivery.withdrawing import COPIES, copies_left, withdraw_again
from dateline.lib import whereabouts
from dateline.lib.whereabouts import Keeper, Overdue, State, Told
from dateline.stories.models import Notice, Story
from dateline.stories.models.notice import GROUNDED, NoticeQuerySet

AWAY = timedelta(minutes=1)
"""A store signs every quarter of a minute."""


def tell() -> None:
    """Register what this part knows of. Called once, when the apps are ready."""
    whereabouts.CARRIERS.append(Pages())


class Pages:
    """Stored pages, on every machine and in the caches in front; and copies of photos, which have no page."""

    def keepers(self, now: datetime) -> list[Keeper]:
        return [*(_keeper(store, now) for store in PageStore.objects.all()), *_caches()]

    def told(self, story: int, now: datetime) -> Iterator[Told]:
        """As many queries for one notice and keeper as for all."""
        notices = list(newest_notices(story)[: whereabouts.MOST])
        if not notices:
            return
        record, addresses = Record.of(notices), addresses_of(notices[0].story)
        stores = [(_keeper(store, now), store) for store in PageStore.objects.all()]
        for notice in notices:
            for keeper, store in stores:
                yield record.of_store(keeper, store, notice, addresses)
            for keeper in _caches():
                yield record.of_cache(keeper, notice, addresses)
        yield from _of_copies(record, notices, now)

    def overdue(self, now: datetime) -> Iterator[Overdue]:
        waiting: dict[int, tuple[datetime, set[str]]] = {}
        for story, since, keeper in (*_late_purges(now), *_late_stores(now), *_late_copies(now)):
            first, keepers = waiting.get(story, (since, set()))
            waiting[story] = (min(first, since), keepers | {keeper})
        for story, (since, keepers) in waiting.items():
            yield Overdue(story, since, tuple(sorted(keepers)))

    def send_again(self, story: int, now: datetime) -> None:
        """Make due what waits; where nothing does, or a cache was never told, have everything dropped anew."""
        newest = newest_notices(story).first()
        if newest is None:
            return
        names = [cache.name for cache in settings.CACHES_IN_FRONT]
        with transaction.atomic():
            of_story = Purge.objects.filter(drop__notice__story=story, cache__in=names)
            hastened = of_story.filter(acknowledged_at=None, due_at__isnull=False).update(due_at=now)
            told = set(of_story.filter(drop__notice=newest).values_list("cache", flat=True))
            if not hastened or not told.issuperset(names):
                purging.again(newest, now)
            withdraw_again(newest.story, now)


@dataclass(frozen=True)
class Record:
    """The rows on some notices: what was to be dropped, and what caches and stores have said of it."""

    drops: dict[int, list[Drop]]
    purges: dict[tuple[int, str], list[Purge]]
    confirmed: dict[tuple[int, str], datetime | None]
    faults: dict[str, str]
    """What each cache answered last; one that is away is not tried with everything that waits."""

    @classmethod
    def of(cls, notices: Iterable[Notice]) -> "Record":
        drops = list(Drop.objects.filter(notice__in=notices).order_by("pk"))
        purges = Purge.objects.filter(drop__in=drops).select_related("drop").order_by("pk")
        said = Confirmation.objects.filter(drop__in=drops).values_list("drop", "store", "at")
        faults = {cache.name: Purge.objects.last_fault(cache.name) for cache in settings.CACHES_IN_FRONT}
        record = cls({}, {}, {(drop, store): at for drop, store, at in said}, faults)
        for drop in drops:
            record.drops.setdefault(drop.notice_id or 0, []).append(drop)
        for purge in purges:
            record.purges.setdefault((purge.drop.notice_id or 0, purge.cache), []).append(purge)
        return record

    def of_cache(self, keeper: Keeper, notice: Notice, addresses: tuple[str, ...]) -> Told:
        purges = self.purges.get((notice.pk, keeper.name), [])
        waiting = [purge for purge in purges if purge.acknowledged_at is None]
        again = [purge for purge in purges if purge.due_at is not None]
        if not purges:
            return Told(keeper, notice.pk, State.UNKNOWN, None, addresses=addresses)
        if waiting:
            tries, fault = max((purge.tries, purge.fault) for purge in waiting)
            fault = fault or self.faults[keeper.name]
            return Told(keeper, notice.pk, State.WAITING, waiting[0].drop.made_at, tries, fault, addresses)
        since = max(purge.acknowledged_at for purge in purges if purge.acknowledged_at)
        return Told(keeper, notice.pk, State.ONCE_MORE if again else State.CONFIRMED, since, addresses=addresses)

    def of_store(self, keeper: Keeper, store: PageStore, notice: Notice, addresses: tuple[str, ...]) -> Told:
        drops = self.drops.get(notice.pk, [])
        # A row may have become visible later than it was made: only then is what began empty sure not to need it.
        sure = store.began_at - UNSURE
        lacking = [drop for drop in drops if (drop.pk, store.name) not in self.confirmed and drop.made_at >= sure]
        if lacking:
            return Told(keeper, notice.pk, State.WAITING, lacking[0].made_at, addresses=addresses)
        if not drops and notice.at >= sure:
            return Told(keeper, notice.pk, State.UNKNOWN, None, addresses=addresses)
        said = [at for drop in drops if (at := self.confirmed.get((drop.pk, store.name)))]
        return Told(keeper, notice.pk, State.CONFIRMED, max(said, default=store.began_at), addresses=addresses)

    def of_copies(self, notice: Notice) -> tuple[datetime, datetime | None] | None:
        """Return since when copies were to go and when they went; None where nothing was promised."""
        for drop in self.drops.get(notice.pk, []):
            if (drop.pk, COPIES) in self.confirmed:
                return drop.made_at, self.confirmed[drop.pk, COPIES]
        return None


def newest_notices(story: int) -> NoticeQuerySet:
    """Return the notices of a story that tell readers something, the newest first."""
    return Notice.objects.filter(story=story, readers_knew=True).select_related("story__edition").order_by("-at", "-pk")


def addresses_of(story: Story) -> tuple[str, ...]:
    """Return the absolute addresses at which readers have, or had, the story, as people read them."""
    page, code = story.get_absolute_url(), story.edition.code
    paths = [
        page,
        reverse("story-short", args=[story.news_id]),
        reverse("versions", args=[code, story.news_id, story.slug or "-"]),
        reverse("card", args=[code, story.news_id, story.version]),
        *(f"/{old.path.lstrip('/')}" for old in story.old_addresses.all()),
    ]
    return tuple(absolute(uri_to_iri(path)) for path in paths)


def _keeper(store: PageStore, now: datetime) -> Keeper:
    return Keeper(store.name, _("Page store of a server"), store.seen_at, is_away=store.seen_at < now - AWAY)


def _caches() -> list[Keeper]:
    return [Keeper(cache.name, _("Cache in front")) for cache in settings.CACHES_IN_FRONT]


def _of_copies(record: Record, notices: list[Notice], now: datetime) -> Iterator[Told]:
    promised = {notice.pk: found for notice in notices if (found := record.of_copies(notice))}
    is_left = any(gone_at is None for _, gone_at in promised.values())
    left = tuple(absolute(copy.url) for copy in copies_left(notices[0].story, now)) if is_left else ()
    for notice, (since, gone_at) in promised.items():
        if gone_at:
            yield Told(_copies(), notice, State.CONFIRMED, gone_at)
        else:
            yield Told(_copies(), notice, State.WAITING, since, addresses=left)


def _copies() -> Keeper:
    return Keeper(str(settings.MEDIA_BUCKET or settings.MEDIA_ROOT), _("Sized copies of photos"))


def _late_purges(now: datetime) -> Iterable[tuple[int, datetime, str]]:
    names = [cache.name for cache in settings.CACHES_IN_FRONT]
    waiting = Purge.objects.filter(cache__in=names, acknowledged_at=None, due_at__isnull=False)
    taken_back = waiting.filter(drop__made_at__lt=now - LATE, drop__notice__kind__in=GROUNDED)
    return taken_back.values_list("drop__notice__story", "drop__made_at", "cache")


def _late_stores(now: datetime) -> Iterator[tuple[int, datetime, str]]:
    # What is older is of no store that the database still knows: it would begin anew.
    drops = Drop.objects.filter(notice__kind__in=GROUNDED, made_at__range=(now - KEPT, now - LATE))
    rows = list(drops.values_list("pk", "made_at", "notice__story"))
    said = set(Confirmation.objects.filter(drop__in=[pk for pk, *_ in rows]).values_list("drop", "store"))
    for store in PageStore.objects.all() if rows else ():
        for pk, made_at, story in rows:
            if (pk, store.name) not in said and made_at >= store.began_at - UNSURE:
                yield story, made_at, store.name


def _late_copies(now: datetime) -> Iterator[tuple[int, datetime, str]]:
    left = Confirmation.objects.filter(at=None, drop__made_at__lt=now - LATE)
    for story, since in left.values_list("drop__notice__story", "drop__made_at"):
        yield story, since, str(_copies().kind)

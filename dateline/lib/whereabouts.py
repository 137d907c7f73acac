"""Where pages of a story are kept out of the desk's reach, and whether each place has let go of what was changed.

Page stores and caches are not below the desk, so it cannot ask them by name: whoever fills them is added to `CARRIERS`
when the apps are ready. A story and a notice are named by their rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from django.utils.functional import Promise

MOST = 20
"""Notices of a story that are looked at, the newest."""


@dataclass(frozen=True)
class Keeper:
    """What keeps copies for readers: the page store of a server, a cache in front. One that reports has a `seen_at`."""

    name: str
    kind: Promise | str
    seen_at: datetime | None = None
    is_away: bool = False
    """Whether it should have reported since, and has not."""


class State(Enum):
    """What a keeper has made of a change. Only the first is a confirmation."""

    CONFIRMED = "confirmed"
    ONCE_MORE = "once more"
    """It has let go, and is told again in a few seconds: an old page may have been on its way to it."""
    WAITING = "waiting"
    UNKNOWN = "unknown"
    """There is no record that it was ever told."""


@dataclass(frozen=True)
class Told:
    """One keeper and one notice: since when it waits or has let go, how often it was tried, the last fault.

    `addresses` are absolute: what readers may still get there what stood before.
    """

    keeper: Keeper
    notice: int
    state: State
    since: datetime | None
    tries: int = 0
    fault: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overdue:
    """A story that was taken back, wholly or in part, a minute ago and more, and by whom it is still kept."""

    story: int
    since: datetime
    keepers: tuple[str, ...]


class Carrier(Protocol):
    """What brings pages of stories to keepers, and tells them when to let go."""

    def keepers(self, now: datetime) -> Iterable[Keeper]: ...

    def told(self, story: int, now: datetime) -> Iterable[Told]:
        """Yield what each keeper has made of each of the story's newest notices that tell readers something."""

    def overdue(self, now: datetime) -> Iterable[Overdue]: ...

    def send_again(self, story: int, now: datetime) -> None:
        """Have every keeper told of the newest notice once more, now."""


CARRIERS: list[Carrier] = []


def keepers(now: datetime) -> list[Keeper]:
    """Return what keeps copies of pages, as far as it is known."""
    return [keeper for carrier in CARRIERS for keeper in carrier.keepers(now)]


def told(story: int, now: datetime) -> dict[int, list[Told]]:
    """Return what each keeper has made of a story's notices, by notice."""
    found: dict[int, list[Told]] = {}
    for carrier in CARRIERS:
        for each in carrier.told(story, now):
            found.setdefault(each.notice, []).append(each)
    return found


def overdue(now: datetime) -> list[Overdue]:
    """Return the stories that were taken back and are still kept somewhere, the longest first."""
    return sorted((each for carrier in CARRIERS for each in carrier.overdue(now)), key=lambda each: each.since)


def send_again(story: int, now: datetime) -> None:
    """Have whoever keeps pages of the story told of its newest notice once more, now."""
    for carrier in CARRIERS:
        carrier.send_again(story, now)

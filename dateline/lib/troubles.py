"""What went wrong behind the desk's back: whoever knows of such a thing reports it here, and the desk shows it.

The parts that send and draw are not below the desk, so it cannot ask them by name: each adds what it knows to `REPORTS`
and what its tasks are called to `TASKS` when the apps are ready.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dateline.lib import tasks

SHOWN_FOR = timedelta(days=7)
"""A task that failed longer ago is history: nobody at the desk can do anything about it any more."""
MOST = 200
"""Failed tasks that are looked at."""


@dataclass(frozen=True)
class Trouble:
    """What is not done, how often, since when, and the last fault. `task` can be tried again."""

    what: Promise | str
    count: int
    since: datetime
    fault: str
    remedy: Promise | str
    task: str = ""


Report = Callable[[datetime], Iterable[Trouble]]
REPORTS: list[Report] = []
TASKS: dict[str, Promise | str] = {}
"""What a task does for readers, by its path; of any other the path is shown."""


def all_at(now: datetime) -> list[Trouble]:
    """Return everything that is not done now, the oldest first."""
    found = [trouble for report in (*REPORTS, _failed_tasks) for trouble in report(now)]
    return sorted(found, key=lambda trouble: trouble.since)


def _failed_tasks(now: datetime) -> Iterable[Trouble]:
    by_path: dict[str, list[tasks.Failure]] = {}
    for failure in tasks.failed(since=now - SHOWN_FOR, most=MOST):
        by_path.setdefault(failure.path, []).append(failure)
    for path, failures in by_path.items():
        yield Trouble(
            what=TASKS.get(path, path),
            count=len(failures),
            since=failures[-1].at,
            fault=failures[0].fault,
            remedy=_("Try again once the cause is gone. What went wrong stands in the server’s log."),
            task=path,
        )

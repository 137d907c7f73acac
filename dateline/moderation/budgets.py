"""Budgets: how many comments one address, one name and the whole site may send in ten minutes.

Over one nothing is stored: the reader gets the form back with the words, a sentence and the time to send it again.
"""

from datetime import datetime, timedelta
from enum import Enum
from math import ceil

from django.conf import settings

WINDOW = timedelta(minutes=10)


class Budget(Enum):
    """Of what comments are counted."""

    ADDRESS = "address"
    NAME = "name"
    SITE = "site"

    @property
    def most(self) -> int:
        """Comments that it allows in `WINDOW` (`docs/settings.md`)."""
        return int(settings.COMMENT_BUDGETS[self.value])


class OverBudget(Exception):
    """A comment was not taken, because as many came as a budget allows. There is room again at `until`."""

    def __init__(self, budget: Budget, *, until: datetime) -> None:
        super().__init__(budget.value)
        self.budget = budget
        self.until = until

    def seconds_left(self, *, now: datetime) -> int:
        """Return in how many seconds it can be sent again, at least one."""
        return max(1, ceil((self.until - now).total_seconds()))

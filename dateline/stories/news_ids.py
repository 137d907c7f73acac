"""News IDs: the permanent numbers that readers quote. Ascending, given once, never reused.

`Story.save` asks here inside the transaction that stores the story, so a number is given exactly when a story is.
"""

from typing import Self

from django.db import models, transaction
from django.db.models import F, Func
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest

LARGEST = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 8259, section 6)."""


class Thousand(Func):
    """The thousand that a news ID lies in: 423,254 lies in 423. Written out, not as a parameter, so that the index
    on it is found."""

    template = "(%(expressions)s / 1000)"
    output_field = models.BigIntegerField()


class NewsIdTaken(ValueError):
    """The number asked for cannot be had. Its text is a sentence for the person who asked."""

    @classmethod
    def by_a_story_of(cls, edition_code: str, news_id: int) -> Self:
        """The number belongs to a story of that edition."""
        return cls(f"News ID {news_id} already belongs to a story of the edition “{edition_code}”.")


class NewsIdCounter(models.Model):
    """One row: the highest news ID ever given."""

    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        db_table = "stories_news_id_counter"

    def __str__(self) -> str:
        return str(self.last)


def take_next() -> int:
    """Give the next number. Must run inside a transaction, which holds the counter until it ends."""
    _move_to(F("last") + 1)
    return NewsIdCounter.objects.get(pk=1).last


def claim(news_id: int) -> bool:
    """Give an import's own number and keep the counter above it. Must run inside a transaction.

    Returns whether it lies above every number ever given, so that no story has it; of a lower one the caller asks the
    stories. Raises `NewsIdTaken` with a sentence when the number is out of range.
    """
    if not 0 < news_id <= LARGEST:
        raise NewsIdTaken(f"News ID {news_id} is out of range; it must lie between 1 and {LARGEST}.")
    if _moved(news_id, last__lt=news_id):
        return True
    _move_to(Greatest(F("last"), news_id))  # which holds the counter, as for any other number
    return False


def _move_to(last: Combinable) -> None:
    """Move the counter, which nobody else can until this transaction ends."""
    if not _moved(last):
        NewsIdCounter.objects.get_or_create(pk=1)
        _moved(last)


def _moved(last: Combinable | int, **only_if: int) -> bool:
    assert transaction.get_connection().in_atomic_block, "a news ID is given in its story's transaction"
    return bool(NewsIdCounter.objects.filter(pk=1, **only_if).update(last=last))

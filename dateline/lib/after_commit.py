"""Work that follows a commit: each piece by itself, so that one that fails takes no other with it."""

from collections.abc import Callable

from django.db import transaction


def after_commit(work: Callable[..., object], *given: object) -> None:
    """Have `work(*given)` called once the transaction is committed. What it raises is logged."""

    def begin() -> None:
        work(*given)

    # Under a name of its own: Django logs the name of what failed, and a partial has none.
    begin.__qualname__ = work.__qualname__
    transaction.on_commit(begin, robust=True)

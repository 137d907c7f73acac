"""What the tests of caches in front share: one on loopback, and no patience with it."""

from collections.abc import Callable, Iterator

import pytest

from dateline.delivery.caches_in_front import asking
from tests.delivery.caches_in_front.remote import Remote, listening


@pytest.fixture
def remote() -> Iterator[Remote]:
    with listening() as told:
        yield told


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Wait for an answer for a moment only."""
    return lambda: monkeypatch.setattr(asking, "PATIENCE", 0.05)

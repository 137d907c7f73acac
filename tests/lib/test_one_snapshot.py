"""One snapshot: what is read is of one instant, and nobody who writes waits for it."""

import threading

import pytest
from django.db import connection

from dateline.lib.database import one_snapshot
from dateline.stories.models import Edition


def _write(code: str) -> None:
    Edition.objects.create(
        code=code, name=code, language="en", agency_name="Halyard", tag_entity="halyard.example,2026"
    )


@pytest.mark.usefixtures("committed")
def test_others_write_on_and_the_reader_does_not_see_it() -> None:
    _write("en")

    def _meanwhile() -> None:
        _write("fa")
        connection.close()

    with one_snapshot():
        other = threading.Thread(target=_meanwhile)
        other.start()
        other.join(timeout=10)
        assert not other.is_alive()
        assert list(Edition.objects.values_list("code", flat=True)) == ["en"]
    assert Edition.objects.count() == 2

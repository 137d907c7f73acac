"""Notices are added, never changed or deleted: refused in Python and by the database."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from dateline.people.models import User
from dateline.stories.models import Notice, Story
from dateline.stories.queries import NeverDeleted
from tests.stories.conftest import WHY


@pytest.fixture
def notice(ferry: Story, ines: User) -> Notice:
    ferry.hold(by=ines, **WHY)
    return ferry.notices.get()


def test_a_notice_is_kept_in_python(notice: Notice) -> None:
    for change in (notice.save, notice.delete, Notice.objects.all().delete, lambda: Notice.objects.update(text="x")):
        with pytest.raises(NeverDeleted):
            change()


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM stories_notice", "UPDATE stories_notice SET text = 'x'", "UPDATE stories_notice SET id = 9"],
)
def test_a_notice_is_kept_below(notice: Notice, statement: str) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_its_author_may_go_and_the_name_stays(ferry: Story, publish: Any, chief: User) -> None:
    ferry.hold(by=chief, **WHY)
    notice = ferry.notices.get()
    User.objects.filter(pk=chief.pk).delete()
    notice.refresh_from_db()
    assert (notice.author, notice.author_name) == (None, "Chief")


def test_a_hold_without_a_ground_is_refused_below(ferry: Story, ines: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ferry.hold(by=ines, reason="Why", ground="")

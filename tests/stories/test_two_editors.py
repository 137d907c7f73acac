"""Two editors take one story back at the same moment: one does it, the other is told."""

from typing import Any

from django.core.exceptions import PermissionDenied

from dateline.people.models import User
from dateline.stories.models import Edition, Notice, Story
from tests.stories.conftest import WHY


def test_of_four_who_hold_at_once_one_does(committed: None, at_once: Any) -> None:
    ines = User.objects.create_user("ines")
    edition = Edition.objects.create(
        code="en", name="English", language="en", agency_name="Halyard", tag_entity="halyard.example,2026"
    )
    ferry = Story(edition=edition, headline="Ferry fares rise")
    ferry.save()
    ferry.publish(ferry.save_revision())

    def hold(_number: int) -> bool:
        try:
            Story.objects.get(pk=ferry.pk).hold(by=ines, **WHY)
        except PermissionDenied:
            return False
        return True

    assert sum(at_once(hold, threads=4)) == 1
    assert Notice.objects.count() == 1

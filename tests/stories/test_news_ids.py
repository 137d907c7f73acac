"""News IDs under writers that meet, on both databases: each given once, in order, with no gap but an import's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from dateline.stories.models import Edition, Story
from dateline.stories.news_ids import LARGEST, NewsIdCounter, NewsIdTaken

pytestmark = pytest.mark.usefixtures("committed")

EACH = 6
AtOnce = Callable[..., list[Any]]


@pytest.fixture
def edition(committed: None) -> Edition:
    return Edition.objects.create(
        code="en", name="English", language="en", agency_name="Halyard", tag_entity="halyard.example,2026"
    )


def number_of_a_new(edition: Edition, **facts: Any) -> int:
    story = Story(edition=edition, headline="Ferry fares rise", **facts)
    story.save()
    return int(story.news_id)


def as_stored() -> list[int]:
    """Numbers in the order in which the stories came into the database."""
    return list(Story.objects.order_by("pk").values_list("news_id", flat=True))


def test_eight_writers_get_numbers_without_a_gap_in_the_order_of_their_stories(
    edition: Edition, at_once: AtOnce
) -> None:
    given = at_once(lambda _: [number_of_a_new(edition) for _ in range(EACH)])
    assert all(own == sorted(own) for own in given)
    assert as_stored() == list(range(1, 8 * EACH + 1))


def test_an_import_among_them_moves_the_numbers_above_its_own(edition: Edition, at_once: AtOnce) -> None:
    def write(writer: int) -> list[int]:
        imported = [number_of_a_new(edition, news_id=423254)] if writer == 3 else []
        return imported + [number_of_a_new(edition) for _ in range(EACH)]

    own_of_the_importer = at_once(write)[3]
    numbers = as_stored()
    place = numbers.index(423254)
    assert own_of_the_importer[:2] == sorted(own_of_the_importer[:2])
    assert numbers[:place] == list(range(1, place + 1))
    assert numbers[place:] == list(range(423254, 423254 + 8 * EACH + 1 - place))
    assert NewsIdCounter.objects.get().last == numbers[-1]


def test_one_number_asked_for_by_eight_imports_goes_to_one(edition: Edition, at_once: AtOnce) -> None:
    def bring_in(_: int) -> str:
        try:
            return str(number_of_a_new(edition, news_id=5120))
        except NewsIdTaken as refusal:
            return str(refusal)

    sentence = "News ID 5120 already belongs to a story of the edition “en”."
    assert sorted(at_once(bring_in)) == ["5120", *[sentence] * 7]
    assert as_stored() == [5120]


def test_an_import_of_an_old_number_leaves_the_next_as_it_was(edition: Edition) -> None:
    assert number_of_a_new(edition, news_id=5120) == 5120
    assert number_of_a_new(edition, news_id=12) == 12
    assert number_of_a_new(edition) == 5121


def test_a_story_that_was_not_stored_leaves_no_gap(edition: Edition) -> None:
    with transaction.atomic():
        assert number_of_a_new(edition) == 1
        transaction.set_rollback(True)
    assert number_of_a_new(edition) == 1


@pytest.mark.parametrize("number", [0, -1, LARGEST + 1])
def test_a_number_out_of_range_is_refused_and_moves_nothing(edition: Edition, number: int) -> None:
    with pytest.raises(NewsIdTaken, match=f"News ID {number} is out of range"):
        number_of_a_new(edition, news_id=number)
    assert number_of_a_new(edition) == 1

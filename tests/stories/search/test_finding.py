"""The index finds what reading every story would find, in the order of time, on either database and by either way."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from dateline.lib import clock
from dateline.lib.words import compounds, words_of
from dateline.stories.models import Edition, Section, Story
from dateline.stories.search import postgresql
from dateline.stories.search.finding import Archive, finding
from dateline.stories.search.question import Question, Term
from dateline.stories.search.wanted import Wanted

VOCABULARY = ["ferry", "night", "harbour", "harbours", "Łódź", "کشتی", "می‌شود", "میشود", "3,400"]
QUESTIONS = [
    *("ferry", "night ferry", '"night ferry"', "harb", "harbour -night", "-ferry", '-"night ferry" harbour', "lodz"),
    *("كشتي", "می شود", '"ferry می‌شود"', "3,400 ferry", "zeppelin", "ferry ferry", "-zeppelin", "night night-ferry"),
]


LATER = datetime(2999, 1, 1, tzinfo=UTC)
HIDDEN = [
    *({"pub_status": "withheld"}, {"pub_status": "canceled"}, {"live": False}),
    *({"publish_at": LATER}, {"embargoed_until": LATER}, {"publish_at": LATER, "pub_status": "withheld"}),
]


@pytest.fixture
def archive(write: Callable[..., Story], en: Edition, ines: Any) -> list[Story]:
    """Sixty stories of a few words, many of one second, a third of them hidden."""
    chance = random.Random(423254)
    stories = []
    sections = [Section.objects.create(edition=en, slug=slug, name=slug) for slug in ("economy", "sport")]
    begun = clock.now() - timedelta(days=30)
    for number in range(60):
        headline, lead, *body = (" ".join(chance.choices(VOCABULARY, k=3)) for _ in range(4))
        moment = begun + timedelta(seconds=chance.randrange(20))
        story = write(
            headline,
            lead=lead,
            body=body,
            first_published_at=moment,
            section=chance.choice([*sections, None]),
            genre=chance.choice(["Current", "Opinion"]),
        )
        story.publish(story.save_revision(user=ines), user=ines)
        if number % 3 == 0:
            Story.objects.filter(pk=story.pk).update(**chance.choice(HIDDEN))
        stories.append(Story.objects.get(pk=story.pk))
    return stories


@pytest.fixture(params=["few matches", "many matches"])
def way(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's two ways, told apart at a number that the sample has on both sides."""
    monkeypatch.setattr(postgresql, "FEW", 1000 if request.param == "few matches" else 2)
    monkeypatch.setattr(postgresql, "HIDDEN", 1)


def test_what_is_found_is_what_reading_all_would_find(archive: list[Story], en: Edition, way: None) -> None:
    for question in QUESTIONS:
        for wanted in _narrowed(Question.read(question), en, archive):
            expected = [story.pk for story in _newest_first(archive) if _fits(story, wanted)]
            with finding(Archive.at(clock.now()), wanted) as found:
                assert [story.pk for _place, story in found.newest(100)] == expected, wanted
                assert [found.number(most=most) for most in (0, 3, 100)] == [
                    min(len(expected), most + 1) for most in (0, 3, 100)
                ]
                assert sorted(pk for _place, pk in found.best()) == sorted(expected)


def test_pages_by_place_neither_skip_nor_repeat(archive: list[Story], en: Edition, way: None) -> None:
    wanted = Wanted(Question.read("ferry"), en)
    expected = [story.pk for story in _newest_first(archive) if _fits(story, wanted)]
    seen: list[int] = []
    while True:
        with finding(Archive.at(clock.now()), wanted) as found:
            page = found.newest(4)
        if not page:
            break
        seen += [story.pk for _place, story in page]
        wanted = Wanted(wanted.question, en, below=page[-1][0])
    assert seen == expected


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite walks its matches in order, and counts as it goes"
)
def test_what_is_sure_to_be_more_than_is_counted_is_walked_uncounted(
    archive: list[Story], en: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(Question.read("ferry"), en)
    expected = [story.pk for story in _newest_first(archive) if _fits(story, wanted)]
    monkeypatch.setattr(postgresql, "MANY", 0)
    for share, number in ((0.05, 10_001), (1.1, len(expected))):  # whether the newest entries bear it out
        monkeypatch.setattr(postgresql, "SHARE", share)
        monkeypatch.setattr(postgresql, "PROBED", len(archive))
        with finding(Archive.at(clock.now()), wanted) as found:
            assert [story.pk for _place, story in found.newest(100)] == expected
            assert found.number() == number
    old = Wanted(Question.read("ferry"), en, since=datetime(2000, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(postgresql, "SHARE", 0.05)
    with finding(Archive.at(clock.now()), old) as found:
        assert found.number() == len(expected)


def _narrowed(question: Question, en: Edition, archive: list[Story]) -> list[Wanted]:
    middle = sorted(story.first_published_at for story in archive)[30].replace(microsecond=0)
    return [
        Wanted(question, en),
        Wanted(question, en, section=Section.objects.get(slug="sport"), genre="Opinion"),
        Wanted(question, en, since=middle),
        Wanted(question, en, until=middle),
    ]


def _newest_first(archive: list[Story]) -> list[Story]:
    def second_and_number(story: Story) -> tuple[datetime, int]:
        return story.first_published_at.replace(microsecond=0), story.news_id

    return sorted(archive, key=second_and_number, reverse=True)


def _fits(story: Story, wanted: Wanted) -> bool:
    moment = story.first_published_at
    return (
        (story.live, story.pub_status, story.publish_at, story.embargoed_until) == (True, "usable", None, None)
        and (wanted.section is None or story.section == wanted.section)
        and wanted.genre in ("", story.genre)
        and (wanted.since is None or moment >= wanted.since)
        and (wanted.until is None or moment < wanted.until)
        and all(_holds(story, term) for term in wanted.question.asked)
        and not any(_holds(story, term) for term in wanted.question.excluded)
    )


def _holds(story: Story, term: Term) -> bool:
    for text in (story.headline, story.lead, *story.text.split("\n\n")):
        words = words_of(text)
        for phrase in term.spellings:
            for its in (words, *([word] for word in compounds(text, words))):
                for place in range(len(its) - len(phrase) + 1):
                    stands = tuple(word.text for word in its[place : place + len(phrase)])
                    *whole, last = phrase
                    if stands == phrase or (
                        term.is_unfinished and list(stands[:-1]) == whole and stands[-1].startswith(last)
                    ):
                        return True
    return False

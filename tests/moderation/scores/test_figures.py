"""The sums behind the figures of the scores: intervals, thresholds against rulings, budget, drift, misleading words."""

from datetime import date, timedelta

import pytest

from dateline.moderation.scores import figures
from dateline.moderation.scores.figures import Ruling
from dateline.moderation.scores.figures_drift import Came, Drift, stability, weeks
from dateline.moderation.scores.figures_words import Misleading, misleading


def shown(score: float) -> Ruling:
    return Ruling(1, {"INSULT": score, "TOXICITY": score}, False)


def refused(score: float, *named: str) -> Ruling:
    return Ruling(1, {"INSULT": score, "TOXICITY": score}, False, True, "clause", frozenset(named))


def test_an_interval_is_wilsons_and_holds_for_none_and_for_all() -> None:
    assert figures.part(8, 10).low == pytest.approx(0.4902, abs=1e-3)  # as tables have it
    assert figures.part(8, 10).high == pytest.approx(0.9433, abs=1e-3)
    assert figures.part(0, 20).low == 0.0
    assert 0.1 < figures.part(0, 20).high < 0.2
    assert figures.part(20, 20).high == 1.0
    assert (figures.part(0, 0).low, figures.part(0, 0).high) == (0.0, 1.0)


def test_a_threshold_is_held_against_the_rulings_that_say_something() -> None:
    rulings = [shown(0.9), shown(0.1), refused(0.8, "INSULT"), refused(0.2, "INSULT"), refused(0.9, "THREAT")]
    fared = figures.fared([*rulings, refused(0.9)], "INSULT", 0.5)
    assert (fared.rulings, fared.right.found, fared.right.of) == (4, 1, 2)
    assert (fared.caught.found, fared.caught.of) == (1, 2)
    toxic = figures.fared([*rulings, refused(0.9)], "TOXICITY", 0.5)
    assert (toxic.right.found, toxic.caught.of) == (
        2,
        3,
    )  # whatever the clause names is toxic; naming none says nothing


def test_the_highest_scores_first_find_the_most_of_what_people_refused() -> None:
    rulings = [refused(0.90 + number / 1000, "INSULT") for number in range(8)]
    rulings += [shown(number / 100) for number in range(90)] + [refused(0.0, "INSULT")] * 2
    found = {point.share: round(point.found * 10) for point in figures.budget(rulings, "INSULT")}
    assert (found[0.05], found[0.1], found[0.75]) == (5, 8, 8)
    assert figures.budget([shown(0.5)], "INSULT") == []


def test_a_week_is_compared_with_all_the_weeks_before_it() -> None:
    monday = date(2026, 3, 2)

    def came(week: int, scores: list[float]) -> list[Came]:
        return [
            Came(monday + timedelta(weeks=week, days=index % 7), {"INSULT": each}) for index, each in enumerate(scores)
        ]

    calm, heated = [0.1, 0.2, 0.3] * 30, [0.8, 0.9, 0.95] * 30
    found = weeks([*came(0, calm), *came(1, calm), *came(2, heated), *came(3, [0.1])], "INSULT")
    few = weeks([*came(0, calm), *came(1, [0.1, 0.2, 0.3, 0.35] * 15)], "INSULT")[1]
    assert few.drift == Drift.NONE  # as far apart are alike weeks by chance
    assert few.index
    assert few.index > 0.1
    assert [week.drift for week in found] == [Drift.UNKNOWN, Drift.NONE, Drift.MUCH, Drift.UNKNOWN]
    assert found[2].first == date(2026, 3, 16)
    assert (found[0].comments, round(found[0].mean, 2)) == (90, 0.2)
    assert stability([10, 10], [10, 10]) == 0


def test_words_that_raised_what_people_showed_are_told_where_two_comments_have_them() -> None:
    texts = [
        ("Kill the lights", [(0, 4, 2.0), (9, 15, 0.5)]),
        ("They kill time", [(5, 9, 4.0)]),
        ("Fools", [(0, 5, 9.0)]),
    ]
    assert misleading(texts) == [Misleading("kill", 2, 3.0)]
    assert misleading([("kill Kill", [(0, 4, 1.0), (5, 9, 1.0)])]) == []

"""The figures of the scores made ready for the desk's page: every share in words, and the points of its charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dateline.moderation.models import HouseRules
from dateline.moderation.models.attributes import NAMES
from dateline.moderation.scores import figures
from dateline.moderation.scores.figures import Fared, Part, Ruling
from dateline.moderation.scores.figures_drift import Drift, Week, weeks
from dateline.moderation.scores.figures_reading import Read, misleading_words
from dateline.newsroom.score_words import DRIFTS
from dateline.people.models import User
from dateline.scoring.learning.budget import Point
from dateline.stories.models import Edition

BAR = 12
"""Width of a week in the chart, with the space beside it."""


@dataclass(frozen=True)
class Share:
    """A share of rows as the page writes it, and where it and its interval lie on a line of 100."""

    found: int
    of: int
    percent: str
    between: str
    at: int
    low: int
    width: int


@dataclass(frozen=True)
class Fares:
    """How a threshold fared against so many rulings."""

    rulings: int
    is_enough: bool
    right: Share
    caught: Share


@dataclass(frozen=True)
class Row:
    """An attribute: its threshold, and how that fared; by the comments that were read without scores apart."""

    attribute: str
    label: Promise | str
    threshold: str
    is_named: bool
    raised: Share
    seen: Fares
    blind: Fares


@dataclass(frozen=True)
class Step:
    """A row of the curve: who reads so much of 100 first meets scores from this on, and finds so much."""

    share: int
    threshold: str
    plain: str
    found: str
    between: str


@dataclass(frozen=True)
class Bar:
    """A week of the chart of drift, and what the index says of it."""

    first: date
    comments: int
    mean: str
    index: str
    word: Promise | str
    is_other: bool
    place: int
    part: int
    depth: int


def share(part: Part) -> Share:
    """Return a share with what the page needs to write and to draw it."""
    at, low, high = (round(100 * each) for each in (part.share, part.low, part.high))
    percent, between = (_percent(at), _between(low, high)) if part.of else ("–", "")
    return Share(part.found, part.of, percent, between, at, low, high - low)


def of_edition(edition: Edition, rows: Read, attribute: str, set_at: dict[str, float], *, by: User) -> dict[str, Any]:
    """Return what the page of an edition shows, one attribute of it in full. `set_at` are its thresholds."""
    titles, named = _clauses(edition)
    table = [_row(rows, name, set_at[name], is_named=name in named) for name in NAMES]
    points, bars = figures.budget(rows.rulings, attribute), _bars(weeks(rows.came, attribute))
    return {
        "decided": len(rows.rulings),
        "came": len(rows.came),
        "unscored": rows.unscored,
        "versions": rows.by_version,
        "enough": figures.ENOUGH,
        "is_looked_for": bool(named),
        "table": table,
        "chosen": next(row for row in table if row.attribute == attribute),
        "steps": [_step(point) for point in points],
        "curve": _curve(points),
        "weeks": bars,
        "width": BAR * len(bars),
        "words": misleading_words(rows, attribute, set_at[attribute], by=by),
        "agreement": [
            (titles.get(each.clause, each.clause), share(each.agreed))
            for each in figures.agreement(rows.rulings, set_at)
        ],
    }


def tried(rows: Read, attribute: str, now: float, then: float) -> dict[str, Any]:
    """Return what another threshold would change: the share that is doubted, and how it would have fared."""
    came = [each.scores for each in rows.came]
    return {
        "value": score(then),
        "plain": f"{then:.2f}",
        "before": share(figures.raised_share(came, attribute, now)),
        "after": share(figures.raised_share(came, attribute, then)),
        "fares": _fares(rows.rulings, attribute, then),
    }


def score(value: float) -> str:
    """Return a score as the page writes it."""
    return number_format(value, 2)


def _row(rows: Read, attribute: str, threshold: float, *, is_named: bool) -> Row:
    return Row(
        attribute,
        NAMES[attribute],
        score(threshold),
        is_named,
        share(figures.raised_share([each.scores for each in rows.came], attribute, threshold)),
        _fares(rows.rulings, attribute, threshold),
        _fares((row for row in rows.rulings if row.is_blind), attribute, threshold),
    )


def _fares(rulings: Iterable[Ruling], attribute: str, threshold: float) -> Fares:
    fared: Fared = figures.fared(rulings, attribute, threshold)
    return Fares(fared.rulings, fared.is_enough, share(fared.right), share(fared.caught))


def _clauses(edition: Edition) -> tuple[dict[str, str], set[str]]:
    """The titles of the clauses in force by code, and the attributes of which their refusals say something."""
    rules = HouseRules.objects.in_force(edition)
    clauses = rules.clauses_in_force() if rules else []
    named = {name for clause in clauses for name in clause.attributes}
    titles = {clause.code: f"{number}. {clause.title}" for number, clause in enumerate(clauses, 1)}
    return titles, named | ({figures.TOXICITY} if named else set())


def _step(point: Point) -> Step:
    found, low, high = (round(100 * each) for each in (point.found, point.low, point.high))
    # Rounded up, so that what is tried by a click sends no more than the share.
    plain = f"{ceil(100 * point.threshold) / 100:.2f}"
    return Step(round(100 * point.share), score(point.threshold), plain, _percent(found), _between(low, high))


def _percent(share: int) -> str:
    return _("%(share)s %%") % {"share": share}


def _between(low: int, high: int) -> str:
    return _("%(low)s to %(high)s %%") % {"low": low, "high": high}


def _curve(points: Sequence[Point]) -> str:
    """The corners of the curve, from nothing read to everything read; the height grows downwards."""
    if not points:
        return ""
    corners = [(0, 100), *((round(100 * each.share), 100 - round(100 * each.found)) for each in points), (100, 0)]
    return " ".join(f"{across},{down}" for across, down in corners)


def _bars(found: Sequence[Week]) -> list[Bar]:
    most = max((week.mean for week in found), default=0) or 1
    bars = []
    for number, week in enumerate(found):
        part = max(1, round(100 * week.mean / most))
        index = number_format(week.index, 2) if week.index is not None else "–"
        facts = {"place": BAR * number, "part": part, "depth": 100 - part}
        is_other = week.drift in (Drift.SOME, Drift.MUCH)
        bars.append(Bar(week.first, week.comments, score(week.mean), index, DRIFTS[week.drift], is_other, **facts))
    return bars

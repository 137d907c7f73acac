"""The house rules: the version in force, and every version that ever was."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.moderation.figures import MONTHS
from dateline.moderation.models import HouseRules, MonthOfComments
from dateline.moderation.scores import given
from dateline.stories.models import Edition


@require_safe
@in_edition
def house_rules(request: ReaderRequest) -> HttpResponse:
    versions = _versions(request)
    return _show(request, versions, versions[0] if versions else None)


@require_safe
@in_edition
def house_rules_version(request: ReaderRequest, number: int) -> HttpResponse:
    versions = _versions(request)
    for version in versions:
        if version.number == number:
            return _show(request, versions, version)
    raise Http404("There is no such version of the house rules.")


def _versions(request: ReaderRequest) -> list[HouseRules]:
    return list(HouseRules.objects.published_in(request.edition))


def _months(edition: Edition) -> list[MonthOfComments]:
    """The months that were counted, the newest first, without those before the first in which anything happened."""
    months = list(MonthOfComments.objects.newest(edition, MONTHS))
    while months and months[-1].is_empty:
        months.pop()
    for month in months:
        month.edition = edition
    return months


def _show(request: ReaderRequest, versions: list[HouseRules], rules: HouseRules | None) -> HttpResponse:
    is_in_force = bool(versions) and rules == versions[0]
    clauses = rules.clauses_in_force() if rules else []
    context: dict[str, Any] = {
        "months": _months(request.edition) if is_in_force else [],
        "rules": rules,
        "clauses": clauses,
        "versions": versions,
        "is_in_force": is_in_force,
        "refused_days": settings.REFUSED_DAYS,
        "engine": settings.ENGINE,
        "scored": is_in_force and given.is_on() and any(clause.attributes for clause in clauses),
    }
    return answer(request, "delivery/house_rules.html", context)

"""The house rules: the version in force, and every version that ever was."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.moderation.models import HouseRules


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


def _show(request: ReaderRequest, versions: list[HouseRules], rules: HouseRules | None) -> HttpResponse:
    context: dict[str, Any] = {
        "rules": rules,
        "clauses": rules.clauses_in_force() if rules else [],
        "versions": versions,
        "engine": settings.ENGINE,
        "is_in_force": bool(versions) and rules == versions[0],
    }
    return answer(request, "delivery/house_rules.html", context)

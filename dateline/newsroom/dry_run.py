"""The dry run at the desk, on the page of a version of house rules: what it, or another mode, would do."""

from typing import Any

from django.utils.translation import gettext_lazy

from dateline.comments.models import Comment
from dateline.moderation.models import HouseRules
from dateline.moderation.models.attributes import NAMES
from dateline.moderation.models.decision import DECIDE
from dateline.moderation.rehearsing import Setting, Treatment, rehearse
from dateline.moderation.scores.thresholds import thresholds_of
from dateline.scoring.attributes import ATTRIBUTES
from dateline.stories.models import CommentsMode

WORDS = {
    Treatment.SHOW: gettext_lazy("shown automatically"),
    Treatment.WAIT: gettext_lazy("waiting"),
    Treatment.DOUBT: gettext_lazy("waiting, in doubt for its score"),
    Treatment.REFUSE: gettext_lazy("refused automatically"),
}


def dry_run(request: Any, rules: HouseRules) -> dict[str, Any]:
    """Return what the last decided comments would meet under these rules and the mode asked for by `?mode=`."""
    in_force, edition = HouseRules.objects.in_force(rules.edition), rules.edition
    asked = request.GET.get("mode", "")
    mode = CommentsMode(asked) if asked in CommentsMode.values else CommentsMode(edition.comments_mode)
    at = thresholds_of(edition)
    before = Setting(in_force.clauses_in_force() if in_force else [], CommentsMode(edition.comments_mode), at)
    tried = Setting(rules.clauses_in_force(), mode, at | _thresholds_asked(request))
    mine = Comment.objects.for_right(request.user, DECIDE)
    count, found = rehearse(edition, before, tried, among=mine)
    return {
        "read_again": count,
        "otherwise": [(each, WORDS[each.was], WORDS[each.would]) for each in found],
        "tried_mode": mode,
        "modes": CommentsMode.choices,
        "tried_thresholds": [(each.attribute, NAMES[each.attribute], each.threshold) for each in tried.looked_for],
    }


def _thresholds_asked(request: Any) -> dict[str, float]:
    """Thresholds asked for by `?INSULT=0.7`; what is no number above 0 and at most 1 is passed over."""
    asked = {name: _number(request.GET.get(name, "")) for name in ATTRIBUTES}
    return {name: value for name, value in asked.items() if 0 < value <= 1}


def _number(text: str) -> float:
    """The number that a browser's field for numbers sends; 0 for what is none."""
    try:
        return float(text)
    except ValueError:
        return 0.0

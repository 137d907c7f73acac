"""The dry run at the desk, on the page of a version of house rules: what it, or another mode, would do."""

from typing import Any

from django.utils.translation import gettext_lazy

from dateline.comments.models import Comment
from dateline.moderation.models import HouseRules
from dateline.moderation.models.decision import DECIDE
from dateline.moderation.rehearsing import Setting, Treatment, rehearse
from dateline.stories.models import CommentsMode

WORDS = {
    Treatment.SHOW: gettext_lazy("shown automatically"),
    Treatment.WAIT: gettext_lazy("waiting"),
    Treatment.REFUSE: gettext_lazy("refused automatically"),
}


def dry_run(request: Any, rules: HouseRules) -> dict[str, Any]:
    """Return what the last decided comments would meet under these rules and the mode asked for by `?mode=`."""
    in_force, edition = HouseRules.objects.in_force(rules.edition), rules.edition
    asked = request.GET.get("mode", "")
    mode = CommentsMode(asked) if asked in CommentsMode.values else CommentsMode(edition.comments_mode)
    before = Setting(in_force.clauses_in_force() if in_force else [], CommentsMode(edition.comments_mode))
    mine = Comment.objects.for_right(request.user, DECIDE)
    count, found = rehearse(edition, before, Setting(rules.clauses_in_force(), mode), among=mine)
    return {
        "read_again": count,
        "otherwise": [(each, WORDS[each.was], WORDS[each.would]) for each in found],
        "tried_mode": mode,
        "modes": CommentsMode.choices,
    }

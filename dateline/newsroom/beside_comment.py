"""What stands beside a comment at the desk: its writer's record, to whom it was passed, a threat, what can be done."""

from typing import Any

from dateline.comments.models import Comment, CommentQuerySet
from dateline.lib import clock
from dateline.moderation import banning, passing, threats
from dateline.moderation.record import record_of
from dateline.people.models import User


def beside(comment: Comment, user: User, mine: CommentQuerySet) -> dict[str, Any]:
    """Return it for the template; of the writer's other comments those that this person may read."""
    passes = list(comment.passes.select_related("to", "passed_by", "ended_by"))
    standing = next((each for each in passes if each.is_standing), None)
    threat = threats.open_on(comment)
    return {
        "record": None if comment.staff_id or comment.is_erased else record_of(comment, mine, now=clock.now()),
        "passes": passes,
        "standing_pass": standing,
        "may_give_back": bool(standing and passing.may_give_back(standing, user)),
        "threat": threat,
        "threat_refusal": threats.refusal_of(comment, by=user) if threat else "",
        "may_ban": banning.may_ban(comment.story.edition, user) and not comment.is_erased and not comment.staff_id,
    }

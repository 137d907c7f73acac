"""Where a comment stands for its writer: what the receipt shows, and the mails tell."""

from dataclasses import dataclass
from datetime import datetime

from dateline.comments.models import Comment
from dateline.comments.rewriting import MOST_CHANGES, changeable_until, is_changeable
from dateline.moderation import appealing, reporting
from dateline.moderation.models import Appeal, Decision, Report
from dateline.moderation.models.appeal import appeal_ends_at
from dateline.stories.models import Story


@dataclass(frozen=True)
class Standing:
    """A comment, what was decided, and until when its writer can do what."""

    comment: Comment
    decision: Decision | None
    appeal: Appeal | None
    appeal_until: datetime | None
    change_until: datetime | None
    changes_left: int
    story: Story | None
    libel: Report | None


def standing(comment: Comment, *, now: datetime) -> Standing:
    """Return where a comment stands. A story held or killed since is left out: it is named by its number alone."""
    ways = ("clause", "rules__edition", "of_appeal")
    decisions = comment.decisions.standing().select_related(*ways).order_by("-decided_at", "-pk")
    last = decisions.first() if comment.is_shown or comment.is_refused else None
    of_appeal: Appeal | None = getattr(last, "of_appeal", None) or Appeal.objects.filter(decision=last).first()
    against = appealing.appealable(comment, now=now)
    may_change = is_changeable(comment, now=now) and not (of_appeal and of_appeal.is_waiting)
    return Standing(
        comment=comment,
        # What an appeal was about, also after its answer.
        decision=decisions.get(pk=of_appeal.decision_id) if of_appeal else last,
        appeal=of_appeal,
        appeal_until=appeal_ends_at(against) if against else None,
        change_until=changeable_until(comment) if may_change else None,
        changes_left=MOST_CHANGES - comment.earlier_texts.count(),
        story=Story.objects.public(now).select_related("edition").filter(pk=comment.story_id).first(),
        libel=next((each for each in reporting.waiting_on(comment) if each.is_libel), None),
    )

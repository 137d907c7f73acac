"""One row of the queue: what it is about, how risky it is in a word, and where something is done about it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import Comment
from dateline.moderation import risk
from dateline.moderation.models import Appeal, Lease, QueuedKind
from dateline.newsroom.queue_asked import APPEALS, REPORTS, Key

RISK_WORDS: tuple[tuple[int, Promise], ...] = (
    (risk.LIBEL + risk.OVERDUE, _("overdue")),
    (risk.LIBEL, _("libel")),
    (risk.UNLAWFUL, _("law")),
    (risk.THREATENED, _("threat")),
    (risk.REPORTED, _("reported")),
    (risk.BREACH, _("high")),
    (risk.DOUBT, _("doubt")),
    (risk.UNAVAILABLE, _("unsure")),
    (risk.UNRATED, _("low")),
)
"""What a risk is called, from the height at which it begins. An appeal stands among the doubts."""
MARKS: tuple[tuple[str, str, Promise], ...] = (
    (REPORTS, "breach", _("reported")),
    (APPEALS, "clean", _("appeal")),
    (QueuedKind.UNREAD.value, "doubt", _("not read yet")),
)
FACTS = (("answers_id", _("answers a comment")), ("is_changed", _("changed by its writer")))


@dataclass
class Row:
    """One line of the queue: where it stands, the comment, and what it is about beside that."""

    key: Key
    kind: str
    alike: str = ""
    count: int = 1
    due_at: datetime | None = None
    appeal: Appeal | None = None
    comment: Comment = field(init=False)
    lease: Lease | None = None
    waits: str = ""
    """For how long it has, in one unit of time."""

    @property
    def is_group(self) -> bool:
        return self.kind not in (REPORTS, APPEALS) and self.count > 1

    @property
    def ticked(self) -> str:
        """By what several are decided at once: the comment as it is now, or all that are alike; empty of the others."""
        if self.kind in (REPORTS, APPEALS):
            return ""
        return f"g:{self.alike}" if self.is_group else f"{self.key.pk}:{self.comment.sent_at.isoformat()}"

    @property
    def comment_id(self) -> int:
        return self.appeal.decision.comment_id if self.appeal else self.key.pk

    @property
    def address(self) -> str:
        """Where something is done about it."""
        if self.appeal:
            return reverse("newsroom-appeal", args=[self.appeal.pk])
        return reverse("newsroom-reported" if self.kind == REPORTS else "newsroom-comment", args=[self.comment_id])

    @property
    def level(self) -> int:
        """How high its risk is, from 0 to 4."""
        return sum(self.key.risk >= step for step in (risk.UNAVAILABLE, risk.DOUBT, risk.BREACH, risk.REPORTED))

    @property
    def marks(self) -> list[tuple[str, str]]:
        """What stands beside the first words, each with what it looks like: what is asked, then what the checks say."""
        found = [(look, str(word)) for kind, look, word in MARKS if kind == self.kind]
        if self.is_group:
            found.append(("many", gettext("%(count)s alike") % {"count": number_format(self.count)}))
        elif self.count > 1:
            found.append(("quiet", f"{self.count}×"))
        if self.lease:
            found.append(("lease", gettext("%(name)s is reading it.") % {"name": self.lease.holder.display_name}))
        found += [("quiet", str(word)) for name, word in FACTS if getattr(self.comment, name)]
        found += [(each.verdict, gettext(each.word)) for each in self.comment.opinions.all()]
        return list(dict.fromkeys(found))

    @property
    def risk_word(self) -> str:
        if self.appeal:
            return gettext("appeal")
        return str(next(word for step, word in RISK_WORDS if self.key.risk >= step))

"""What of the queue somebody asks for, as it stands in the address: which rows, in which order, and after which."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import State
from dateline.moderation.models import QueuedKind
from dateline.newsroom.instants import instant
from dateline.stories.models import Edition, Section

REPORTS, APPEALS = "report", "appeal"
KINDS: tuple[tuple[str, Promise | str], ...] = (
    ("", _("All to read")),
    (QueuedKind.NEW.value, QueuedKind.NEW.label),
    (QueuedKind.CHANGED.value, QueuedKind.CHANGED.label),
    (QueuedKind.UNREAD.value, QueuedKind.UNREAD.label),
    (REPORTS, _("Reports")),
    (APPEALS, _("Appeals")),
)
DECIDED = (State.SHOWN, State.REFUSED, State.TAKEN_BACK)
RISK, AGE, STORY = "risk", "age", "story"
SORTS: tuple[tuple[str, Promise], ...] = ((RISK, _("Risk")), (AGE, _("Age")), (STORY, _("Story")))
UNAVAILABLE = "unavailable"
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Key:
    """Where a row stands in any of the orders. `source` parts rows of one instant: comments, reports, appeals."""

    risk: int
    story: int
    since: datetime
    source: int
    pk: int

    def __str__(self) -> str:
        return "~".join([str(self.risk), str(self.story), self.since.isoformat(), str(self.source), str(self.pk)])

    def under(self, sort: str) -> tuple[Any, ...]:
        """Return what rows are compared by in this order."""
        last = (self.since, self.source, self.pk)
        return {RISK: (-self.risk, *last), STORY: (-self.story, *last)}.get(sort, last)


@dataclass(frozen=True)
class Asked:
    """Empty is everything. `kind` is of what is to be read, `state` of comments that are decided on."""

    kind: str = ""
    state: str = ""
    edition: Edition | None = None
    section: Section | None = None
    story: int | None = None
    label: str = ""
    words: str = ""
    alike: str = ""
    sort: str = RISK
    after: Key | None = None
    is_carried: bool = field(default=False, compare=False)
    """Whether the address had anything of the queue in it: then one came from there, and goes on in it."""

    def query(self, **other: Any) -> str:
        """Return the address's query for this, or for what differs from it by `other`, always from the first row."""
        asked = replace(self, after=None, **other)
        given = {
            "kind": asked.kind,
            "state": asked.state,
            "edition": asked.edition.code if asked.edition else "",
            "section": asked.section.slug if asked.section and asked.edition else "",
            "story": asked.story or "",
            "label": asked.label,
            "q": asked.words,
            "alike": asked.alike,
        }
        return urlencode({name: value for name, value in given.items() if value} | {"sort": asked.sort})

    @property
    def is_narrowed(self) -> bool:
        """Whether something other than the kind leaves rows out."""
        return bool(self.edition or self.story or self.label or self.words or self.alike)


def read(given: Any, editions: list[Edition]) -> Asked:
    """Read what is asked for out of an address; what it does not know it leaves out."""
    state = given.get("state", "")
    edition = next((each for each in editions if each.code == given.get("edition")), None)
    slug = given.get("section", "").replace("\0", "")
    section = Section.objects.filter(edition=edition, slug=slug).first() if edition else None
    kind = QueuedKind.UNREAD.value if state == "unread" else given.get("kind", "")
    story = given.get("story", "").strip()
    sort = given.get("sort", RISK)
    return Asked(
        kind=kind if kind in dict(KINDS) else "",
        state=state if state in DECIDED else "",
        edition=edition,
        section=section,
        story=int(story) if story.isdecimal() and len(story) < 16 else None,
        label=given.get("label", "").replace("\0", "")[:100],
        words=given.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH],
        alike=given.get("alike", "").replace("\0", "")[:48],
        sort=sort if sort in dict(SORTS) else RISK,
        after=_key(given.get("after", "")),
        is_carried="sort" in given or "kind" in given,
    )


def _key(text: str) -> Key | None:
    parts = text.split("~")
    if len(parts) != 5 or not all(part.isdecimal() and len(part) < 16 for part in (*parts[:2], *parts[3:])):
        return None
    since = instant(parts[2])
    return Key(int(parts[0]), int(parts[1]), since, int(parts[3]), int(parts[4])) if since else None

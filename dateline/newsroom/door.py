"""What stands behind an address of the desk: the right that it asks for, and the row that the right must reach.

`rights.py` has a door for every address; `gate.py` asks it before any view runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from wagtail.permissions import policy_registry

from dateline.newsroom.sentences import ELSEWHERE, PHOTOS, SENTENCES, SUPERUSERS
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models import Photo

Given = Mapping[str, Any]
"""The parts of an address, by their names."""
Rows = Callable[[User, str], "QuerySet[Any]"]
"""The rows that a person has a right for."""


@dataclass(frozen=True)
class Door:
    """An address of the desk. Without a right it opens for everybody who may enter the desk."""

    right: str = ""
    rows: Rows | None = None
    key: str = "pk"
    column: str = "pk"
    sentence: Promise | str = ""
    strangers: bool = False
    only: Given = field(default_factory=dict)
    """Parts that the address must have: it opens for nothing else."""

    def refusal(self, user: Any, given: Given) -> Promise | str:
        """Return the sentence that keeps this person out; empty when the door opens."""
        if not self._has_right(user) or any(given.get(part) != value for part, value in self.only.items()):
            return self.sentence or SENTENCES[self.right]
        if self.rows and not self._reaches(user, given):
            return ELSEWHERE
        return ""

    def _has_right(self, user: Any) -> bool:
        if self.right == NOBODY:
            return False
        if self.right == SUPERUSER:
            return bool(user.is_superuser)
        if self.right.startswith(PHOTO):
            actions = self.right.removeprefix(PHOTO).split("|")
            return bool(policy_registry.get_by_type(Photo).user_has_any_permission(user, actions))
        return not self.right or bool(beat_of(user, self.right))

    def _reaches(self, user: User, given: Given) -> bool:
        assert self.rows
        if self.key not in given:
            return True
        rows, named = self.rows(user, self.right), {self.column: given[self.key]}
        # What is not there at all is told by the view: 404.
        return rows.filter(**named).exists() or not rows.model._default_manager.filter(**named).exists()


NOBODY, SUPERUSER, PHOTO = "nobody", "superuser", "photo:"


def right(name: str) -> Door:
    """Opens for those who have a right anywhere; the view shows them no more than they may see."""
    return Door(name)


def closed(sentence: Promise | str) -> Door:
    """Opens for nobody, superusers included (decisions/0006)."""
    return Door(NOBODY, sentence=sentence)


def photo(actions: str) -> Door:
    """Opens for those who may do one of these with photos: Wagtail gives that by collection, not by section."""
    return Door(f"{PHOTO}{actions}", sentence=PHOTOS)


def only_superusers() -> Door:
    return Door(SUPERUSER, sentence=SUPERUSERS)


def rows(routes: str, door: Door) -> dict[str, Door]:
    """Give many addresses the same door."""
    return dict.fromkeys(routes.split(), door)

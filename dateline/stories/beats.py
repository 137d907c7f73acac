"""Where a person has a right: everywhere, or only in some editions and sections (decisions/0034).

A role says what, a `Limit` says where. Everything that the desk lists, opens or changes is fetched through a beat.
"""

from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Q

Place = tuple[int, int | None]
"""An edition and one of its sections; with None all of them, and what stands in none."""


@dataclass(frozen=True)
class Beat:
    """The places in which a right holds."""

    everywhere: bool = False
    places: frozenset[Place] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.places)

    def covers(self, edition: int | None, section: int | None = None) -> bool:
        """Whether the right holds for what stands there; with no section for the edition as a whole."""
        return self.everywhere or any(
            edition == own and limited in (None, section or 0) for own, limited in self.places
        )

    def reaches(self, edition: int | None) -> bool:
        """Whether the right holds in the edition or in a section of it."""
        return self.everywhere or any(edition == own for own, _ in self.places)

    def asks(self, edition: str = "edition", section: str | None = "section") -> Q:
        """Return the condition on rows that stand there, by the names of their fields.

        Without a field for the section, rows of an edition as a whole: the right must hold in all of it.
        """
        if self.everywhere:
            return Q()
        found = Q()
        for own, limited in self.places:
            if limited is None:
                found |= Q(**{edition: own})
            elif section:
                found |= Q(**{edition: own, section: limited})
        return found or Q(pk__in=())

    def asks_reached(self, edition: str = "edition") -> Q:
        """Return the condition on rows of editions in which the right holds at least in a section."""
        return Q() if self.everywhere else Q(**{f"{edition}__in": {own for own, _ in self.places}})


NOWHERE = Beat()
EVERYWHERE = Beat(everywhere=True)


def beat_of(user: Any, right: str) -> Beat:
    """Return where this person has a right, written `app.codename`. Each is read once for each loaded user."""
    known: dict[str, Beat] | None = getattr(user, "_beats", None)
    if known is None:
        known = user._beats = {}
    if right not in known:
        known[right] = _beat_of(user, right)
    return known[right]


def _beat_of(user: Any, right: str) -> Beat:
    if not user.has_perm(right):
        return NOWHERE
    limits = {} if user.is_superuser else _limits_of(user)
    if not limits:
        return EVERYWHERE
    app, codename = right.split(".")
    named: dict[str, Any] = {"content_type__app_label": app, "codename": codename}
    if user.user_permissions.filter(**named).exists():
        return EVERYWHERE
    givers = user.groups.filter(permissions__content_type__app_label=app, permissions__codename=codename)
    roles = set(givers.values_list("pk", flat=True))
    if not roles <= limits.keys():
        return EVERYWHERE
    return Beat(places=frozenset(place for role in roles for place in limits[role]))


def in_editions(user: Any, right: str, edition: str = "edition") -> Q:
    """Return the condition on rows that belong to editions: all of one to change it, a section of it to see it."""
    beat = beat_of(user, right)
    if not beat:
        return Q(pk__in=())
    return beat.asks_reached(edition) if ".view_" in right else beat.asks(edition, section=None)


def on_stories(user: Any, right: str, *, by: str = "story") -> Q:
    """Return the condition on rows that belong to stories: those in the sections where this person has the right.

    `by` leads from a row to its story, as a lookup does.
    """
    beat = beat_of(user, right)
    return beat.asks(f"{by}__edition", f"{by}__section") if beat else Q(pk__in=())


class OfEditions(models.QuerySet[Any]):
    """Rows that belong to editions."""

    def for_right(self, user: Any, right: str) -> Self:
        """Those of the editions where this member of staff has a right, written `app.codename`."""
        return self.filter(in_editions(user, right))


def _limits_of(user: Any) -> dict[int, set[Place]]:
    known: dict[int, set[Place]] | None = getattr(user, "_limits", None)
    if known is None:
        known = {}
        for role, edition, section in user.limits.values_list("role", "edition", "section"):
            known.setdefault(role, set()).add((edition, section))
        user._limits = known
    return known

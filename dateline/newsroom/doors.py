"""Closed doors: what Wagtail's admin offers and Dateline does not allow, superusers included (decisions/0006)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.views.generic import View
from wagtail.permission_policies import ModelPermissionPolicy

from dateline.newsroom.sentences import KEPT


class ClosedDoor(View):
    """Answers every method with 403. Wagtail replaces its own view by this one and gives it the same settings."""

    template_name = ""
    sentence: Promise = KEPT

    def __init__(self, **_: Any) -> None:
        super().__init__()

    @classmethod
    def as_view(cls, **_: Any) -> Any:
        return super().as_view()

    def dispatch(self, request: Any, *args: Any, **options: Any) -> Any:
        raise PermissionDenied(self.sentence)


class KeptForEver(ModelPermissionPolicy):
    """The usual permissions, and nobody may delete."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

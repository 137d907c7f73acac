"""Forms and lists of what belongs to an edition: only the editions in which this person has the right."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permission_policies import ModelPermissionPolicy

from dateline.newsroom.doors import KeptForEver
from dateline.stories.beats import beat_of, in_editions
from dateline.stories.models import Edition


class InBeat(ModelPermissionPolicy):
    """The usual permissions, each for the rows that the person's limits reach. Asked by Wagtail's own views."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return bool(self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists())

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        rows = self.model._default_manager
        found = rows.none()
        for action in actions:
            if self.user_has_permission(user, action):
                found |= rows.for_right(user, self._get_permission_name(action))
        return found


class KeptInBeat(InBeat, KeptForEver):
    """The same, and nobody may delete."""


def of_editions(form: Any, right: str, *, edition: str = "edition") -> None:
    """Offer in a form only the editions in which its user has a right."""
    field, user = form.fields.get(edition), form.for_user
    if field and user:
        beat = beat_of(user, right)
        field.queryset = Edition.objects.filter(beat.asks_reached("pk")).order_by("order", "code")


class EditionForm(WagtailAdminModelForm):
    """A form of something of an edition, for those who have the right in all of it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        noun = self._meta.model._meta
        right = f"{noun.app_label}.{'change' if self.instance.pk else 'add'}_{noun.model_name}"
        if self.for_user and "edition" in self.fields:
            self.fields["edition"].queryset = Edition.objects.filter(in_editions(self.for_user, right, "pk"))


def refuse_elsewhere(user: Any, right: str, edition: Any, section: Any) -> None:
    """Raise `ValidationError` with a sentence, unless the person has the right for a story that stands there."""
    beat = beat_of(user, right)
    if edition is None or beat.covers(edition.pk, section.pk if section else None):
        return
    if beat.reaches(edition.pk):
        raise ValidationError({"section": _("Choose one of the sections in which you work.")})
    raise ValidationError({"edition": _("You do not work in this edition.")})

"""How a row is named in an export: an edition by its code, a story by its news ID, what has no name by its `id`."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Locale

from dateline.people.models import User
from dateline.stories.models import Edition, Section, Story, Topic

NAMED_BY: dict[type[models.Model], tuple[str, ...]] = {
    User: ("username",),
    Group: ("name",),
    Edition: ("code",),
    Section: ("edition__code", "slug"),
    Topic: ("edition__code", "slug"),
    Story: ("news_id",),
    ContentType: ("app_label", "model"),
    Locale: ("language_code",),
}
"""The fields that make a name; several are joined by a slash: `en/economy`."""

Name = str | int


def name_of(parts: Iterable[Any]) -> Name | None:
    """Return the name that the values of `NAMED_BY` make; None where there is no row."""
    given = list(parts)
    if given[0] is None:
        return None
    return given[0] if len(given) == 1 else "/".join(given)


def target_of(field: models.Field) -> type[models.Model] | None:
    """Return the model whose rows a field names by name; None for a plain value or an `id`."""
    model = field.remote_field.model if field.remote_field else None
    return model if model in NAMED_BY else None


def paths_of(field: models.Field) -> list[str]:
    """Return what to ask the database for, to write a field."""
    model = target_of(field)
    if model is None:
        return [field.attname]
    return [f"{field.name}__{path}" for path in NAMED_BY[model]]


class Names:
    """From names back to primary keys, while rows come in: stories portion by portion, the rest remembered."""

    def __init__(self) -> None:
        self._known: dict[type[models.Model], dict[Name | None, Any]] = {}

    def prepare(self, names: set[Name | None]) -> None:
        """Learn the keys of stories that the next lines name."""
        self._known[Story] = _keys(Story.objects.filter(news_id__in=names), Story)

    def key(self, model: type[models.Model], name: Name) -> Any:
        """Return the primary key of a named row. Raises `LookupError` with a sentence when there is none.

        A group that this newsroom does not have is made, without any right.
        """
        if model is Group:
            return Group.objects.get_or_create(name=name)[0].pk
        if model not in self._known:
            self._known[model] = _keys(model._base_manager.all(), model)
        if name not in self._known[model]:
            raise LookupError(f"there is no {model._meta.verbose_name} “{name}”")
        return self._known[model][name]


def _keys(rows: models.QuerySet[Any], model: type[models.Model]) -> dict[Name | None, Any]:
    return {name_of(parts): key for key, *parts in rows.values_list("pk", *NAMED_BY[model])}

"""Many-to-many fields: a list of names in the line of the row that has them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from taggit.managers import TaggableManager
from taggit.models import TaggedItem

from dateline.site.export.naming import NAMED_BY, Name, Names, name_of


def read(model: type[models.Model], name: str, keys: list[Any]) -> dict[Any, list[Name]]:
    """Return the list `name` of the rows with these primary keys, each in order."""
    field: Any = model._meta.get_field(name)
    lists: dict[Any, list[Name]] = defaultdict(list)
    for key, *parts in _tagged(model, keys) if isinstance(field, TaggableManager) else _linked(field, keys):
        lists[int(key)].append(name_of(parts))  # type: ignore[arg-type]  # a row that is linked has a name
    return {key: sorted(names) for key, names in lists.items()}


def write(row: models.Model, name: str, given: list[Name], names: Names) -> None:
    """Give a stored row its list. Raises `KeyError` for a name that there is no row of."""
    field: Any = row._meta.get_field(name)
    if isinstance(field, TaggableManager):
        getattr(row, name).set(given)
        return
    through, target = field.remote_field.through, field.remote_field.model
    this, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through._base_manager.bulk_create(through(**{this: row.pk, other: names.key(target, each)}) for each in given)


def _tagged(model: type[models.Model], keys: list[Any]) -> Iterable[tuple[Any, ...]]:
    kind = ContentType.objects.get_for_model(model)
    tagged: Iterable[tuple[Any, ...]] = TaggedItem.objects.filter(content_type=kind, object_id__in=keys).values_list(
        "object_id", "tag__name"
    )
    return tagged


def _linked(field: Any, keys: list[Any]) -> Iterable[tuple[Any, ...]]:
    this, other = f"{field.m2m_field_name()}_id", field.m2m_reverse_field_name()
    paths = [f"{other}__{path}" for path in NAMED_BY[field.remote_field.model]]
    linked: Iterable[tuple[Any, ...]] = field.remote_field.through._base_manager.filter(
        **{f"{this}__in": keys}
    ).values_list(this, *paths)
    return linked

"""A column's value as JSON, and back: ISO 8601 in UTC, base64 for bytes, everything else as it is."""

import base64
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from dateline.lib import clock


def to_json(value: Any) -> Any:
    """Return a value of the database in JSON's types. Raises `TypeError` for a type that has no form yet."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return clock.machine_form(value)
        case date():
            return value.isoformat()
        case dict():
            # PostgreSQL keeps the keys of JSON in an order of its own.
            return {key: to_json(value[key]) for key in sorted(value)}
        case list() | tuple():
            return [to_json(each) for each in value]
        case UUID() | FieldFile():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case StreamValue():
            return to_json(value.get_prep_value())
    raise TypeError(f"An export has no form for {type(value).__name__}.")


def from_json(field: models.Field, value: Any) -> Any:
    """Return what the model of `field` is given. Raises `ValidationError` for what the field cannot take."""
    if value is None or isinstance(field, models.JSONField | StreamField):
        return value
    return field.to_python(value)

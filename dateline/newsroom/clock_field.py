"""A field for a minute on an edition's clocks, also in the night in which they show it twice.

What is ambiguous comes back with a choice of two beside it; what is chosen is read, and kept, with its offset from UTC.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ONE_MINUTE = 60
LOCAL = "%Y-%m-%dT%H:%M"
TURN = "-turn"
"""Of the name of the choice."""


def both(local: datetime, zone: tzinfo) -> tuple[datetime, datetime] | None:
    """Return the two instants at which clocks show this time, or None where there is one, or none at all."""
    first, second = (local.replace(tzinfo=zone, fold=turn) for turn in (0, 1))
    is_shown = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(fold=0)
    return (first, second) if is_shown and first.utcoffset() != second.utcoffset() else None


class ClockInput(forms.DateTimeInput):
    """The browser's own field for a date and a time, and a choice beside it where the time comes twice."""

    input_type = "datetime-local"
    template_name = "newsroom/clock_input.html"

    def __init__(self) -> None:
        super().__init__(attrs={"step": ONE_MINUTE}, format=LOCAL)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text, turn = super().value_from_datadict(data, files, name), data.get(name + TURN, "")
        local = _read(text)
        is_open = local and not local.tzinfo and both(local, timezone.get_current_timezone())
        return f"{text}{turn}" if is_open else text

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        local, zone = value if isinstance(value, datetime) else _read(value), timezone.get_current_timezone()
        chosen = local if local and local.tzinfo else None
        if local and chosen:
            local = local.astimezone(zone).replace(tzinfo=None)
            value = local
        context: dict[str, Any] = super().get_context(name, value, attrs)
        is_said = bool(chosen) or isinstance(value, datetime)
        turns = list(_turns(local, zone, is_said=is_said)) if local else []
        return context | {"turns": turns, "turn_name": name + TURN}


class ClockField(forms.DateTimeField):
    """A minute on the clocks of the zone that the view has set. Its value is aware; without an offset, a local time."""

    widget = ClockInput
    default_error_messages = {"invalid": gettext_lazy("Give a date and a time, such as 2026-03-01 18:30.")}

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as fault:
            local = _read(value)
            if fault.code != "ambiguous_timezone" or local is None:
                raise
            raise forms.ValidationError(_told(local, timezone.get_current_timezone()), code=fault.code) from None


def _read(text: Any) -> datetime | None:
    try:
        return parse_datetime(text.strip()) if isinstance(text, str) else None
    except ValueError:
        return None


def _turns(local: datetime, zone: tzinfo, *, is_said: bool) -> Iterator[tuple[str, str, bool]]:
    """Yield what each choice adds to the time, its words, and whether it is the one that was said."""
    words = (_("the first time, at %(utc)s UTC"), _("the second time, at %(utc)s UTC"))
    for turn, instant in enumerate(both(local, zone) or ()):
        utc = instant.astimezone(UTC)
        yield f"{instant:%z}", words[turn] % {"utc": f"{utc:%H:%M}"}, is_said and local.fold == turn


def _told(local: datetime, zone: tzinfo) -> str:
    """Return the sentence that refuses a time which clocks show twice, or never."""
    shown = {"time": f"{local:%H:%M}", "day": f"{local:%Y-%m-%d}"}
    if both(local, zone):
        return _("On %(day)s clocks show %(time)s twice. Choose which of the two is meant.") % shown
    later, earlier = (local.replace(tzinfo=zone, fold=turn).astimezone(UTC).astimezone(zone) for turn in (0, 1))
    shown |= {"earlier": f"{earlier:%H:%M}", "later": f"{later:%H:%M}"}
    return _("On %(day)s clocks skip %(time)s. Give an earlier or a later time: %(earlier)s or %(later)s.") % shown

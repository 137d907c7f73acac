"""The form of a story: sections and topics of its own edition, and an edition that stays what it was at the start."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from dateline.stories.models import Edition


class StoryForm(WagtailAdminModelForm):
    """A new story offers the sections and topics of every edition, under its name; a kept one those of its own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["edition"].disabled = True
        self.fields["genre"].required = False  # not sent, it stays what it is
        for name in ("section", "topics"):
            self._offer(self.fields[name], self.instance.edition_id if self.instance.pk else None)

    def _offer(self, field: Any, edition: int | None) -> None:
        field.queryset = field.queryset.select_related("edition").order_by("edition", "name")
        if edition:
            field.queryset = field.queryset.filter(edition=edition)
        groups: dict[str, list[tuple[int, str]]] = {}
        for each in field.queryset:
            groups.setdefault(each.edition.name, []).append((each.pk, each.name))
        offered: list[Any] = (
            list(groups.items()) if len(groups) > 1 else [row for rows in groups.values() for row in rows]
        )
        blank = [] if isinstance(field, forms.ModelMultipleChoiceField) else [("", "None")]
        field.choices = [*blank, *offered]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        foreign = [topic.name for topic in given.get("topics") or () if topic.edition_id != self._edition_id(given)]
        if foreign:
            self.add_error("topics", f"These topics belong to another edition: {', '.join(foreign)}.")
        return given

    def _edition_id(self, given: dict[str, Any]) -> int | None:
        edition: Edition | None = given.get("edition")
        return edition.pk if edition else None

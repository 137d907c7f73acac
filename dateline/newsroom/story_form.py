"""The form of a story: sections and topics of its own edition, and an edition that stays what it was at the start."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from dateline.newsroom import topic_picker
from dateline.newsroom.limited import of_editions, refuse_elsewhere
from dateline.stories.beats import beat_of


class StoryForm(WagtailAdminModelForm):
    """A new story offers the sections of every edition, under its name; a kept one those of its own."""

    topic_names = topic_picker.names_field()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.right = "stories.change_story" if self.instance.pk else "stories.add_story"
        of_editions(self, self.right)
        if self.instance.pk:
            self.fields["edition"].disabled = True
        self.fields["genre"].required = False  # not sent, it stays what it is
        self._offer_sections(self.fields["section"], self.instance.edition_id if self.instance.pk else None)
        picker = self.fields["topics"].widget
        topic_picker.look_in(picker, self.instance)
        picker.own_page = reverse("newsroom-story-topics", args=[self.instance.pk]) if self.instance.pk else ""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        topic_picker.join(self, given, given.get("edition"))
        if self.for_user:
            refuse_elsewhere(self.for_user, self.right, given.get("edition"), given.get("section"))
        return given

    def _offer_sections(self, field: Any, edition: int | None) -> None:
        field.queryset = field.queryset.select_related("edition").order_by("edition", "name")
        if self.for_user:
            field.queryset = field.queryset.filter(beat_of(self.for_user, self.right).asks(section="pk"))
        if edition:
            field.queryset = field.queryset.filter(edition=edition)
        groups: dict[str, list[tuple[int, str]]] = {}
        for each in field.queryset:
            groups.setdefault(each.edition.name, []).append((each.pk, each.name))
        offered: list[Any] = (
            list(groups.items()) if len(groups) > 1 else [row for rows in groups.values() for row in rows]
        )
        field.choices = [("", _("None")), *offered]

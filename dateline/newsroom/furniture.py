"""Editions and sections at the desk: what stories stand in."""

from typing import Any

from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from dateline.newsroom.limited import EditionForm
from dateline.stories.beats import beat_of
from dateline.stories.models import Edition, Section


class Furniture(ModelViewSet):
    """In the menu, every field in the form; nothing is copied."""

    add_to_admin_menu = True
    exclude_form_fields: list[str] = []
    copy_view_enabled = False


class EditionIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return Edition.objects.filter(beat_of(self.request.user, "stories.view_edition").asks("pk", section=None))


class SectionIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        beat = beat_of(self.request.user, "stories.view_section")
        return Section.objects.filter(beat.asks(section="pk")).select_related("edition")


class SectionForm(EditionForm):
    class Meta:
        model = Section
        fields = ["edition", "slug", "name", "order", "comments_door", "comments_mode", "comments_close_after"]


class EditionViewSet(Furniture):
    model = Edition
    icon = "site"
    name = "editions"
    menu_order = 500
    list_display = ["name", "code", "agency_name"]
    index_view_class = EditionIndexView


class SectionViewSet(Furniture):
    model = Section
    icon = "folder-open-inverse"
    name = "sections"
    menu_order = 510
    list_display = ["name", "edition"]
    list_filter = ["edition"]
    index_view_class = SectionIndexView

    def get_form_class(self, for_update: bool = False) -> type[SectionForm]:
        return SectionForm

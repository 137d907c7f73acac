"""Editions and sections at the desk: what stories stand in."""

from wagtail.admin.viewsets.model import ModelViewSet

from dateline.stories.models import Edition, Section


class Furniture(ModelViewSet):
    """In the menu, every field in the form; nothing is copied."""

    add_to_admin_menu = True
    exclude_form_fields: list[str] = []
    copy_view_enabled = False


class EditionViewSet(Furniture):
    model = Edition
    icon = "site"
    name = "editions"
    menu_order = 500
    list_display = ["name", "code", "agency_name"]


class SectionViewSet(Furniture):
    model = Section
    icon = "folder-open-inverse"
    name = "sections"
    menu_order = 510
    list_display = ["name", "edition"]
    list_filter = ["edition"]

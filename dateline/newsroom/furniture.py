"""Editions, sections, topics and drafts of house rules at the desk."""

from typing import Any

from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from dateline.moderation.models import HouseRules
from dateline.newsroom.doors import ClosedDoor
from dateline.stories.models import Edition, Section, Topic


class EditionViewSet(ModelViewSet):
    model = Edition
    icon = "site"
    name = "editions"
    menu_order = 500
    add_to_admin_menu = True
    list_display = ["name", "code", "agency_name"]
    exclude_form_fields: list[str] = []
    copy_view_enabled = False


class SectionViewSet(ModelViewSet):
    model = Section
    icon = "folder-open-inverse"
    name = "sections"
    menu_order = 510
    add_to_admin_menu = True
    exclude_form_fields: list[str] = []
    copy_view_enabled = False


class TopicViewSet(ModelViewSet):
    model = Topic
    icon = "tag"
    name = "topics"
    menu_order = 520
    add_to_admin_menu = True
    list_display = ["name", "kind", "edition"]
    exclude_form_fields: list[str] = []
    copy_view_enabled = False


class HouseRulesViewSet(SnippetViewSet):
    """Drafts can be changed; a published version is left out of the editor's reach."""

    model = HouseRules
    icon = "clipboard-list"
    menu_label = "House rules"
    menu_order = 310
    add_to_admin_menu = True
    url_prefix = admin_url_namespace = base_url_path = "house-rules"
    list_display = ["__str__", "published_at", "origin"]
    copy_view_enabled = False
    delete_view_class = ClosedDoor
    copy_view_class = ClosedDoor
    panels = [
        FieldPanel("edition"),
        FieldPanel("introduction"),
        FieldPanel("change_notice"),
        InlinePanel(
            "clauses",
            label="Clause",
            panels=[
                FieldPanel(name)
                for name in ("enabled", "code", "kind", "title", "text", "guidance", "reader_sentence", "legal_ground")
            ],
        ),
    ]

    def get_queryset(self, request: Any) -> Any:
        return HouseRules.objects.filter(published_at=None).order_by("edition", "-number")

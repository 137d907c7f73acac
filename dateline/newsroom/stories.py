"""Stories at the desk: the list, the editor, the preview."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from dateline.newsroom.doors import ClosedDoor
from dateline.stories.models import Story


def state(story: Story) -> str:
    """Return the story's state as a word."""
    if story.pub_status != "usable":
        return str(story.get_pub_status_display())
    if not story.live:
        return "Draft"
    if not story.is_public():
        return "Timed"
    return "Published, with changes" if story.has_unpublished_changes else "Published"


WRITING = [
    FieldPanel("edition"),
    FieldPanel("kicker"),
    FieldPanel("headline"),
    FieldPanel("lead"),
    FieldPanel("photo"),
    FieldPanel("photo_caption"),
    FieldPanel("body"),
]
FACTS = [
    FieldPanel("section"),
    FieldRowPanel([FieldPanel("slugline"), FieldPanel("slug")]),
    FieldRowPanel([FieldPanel("dateline_place"), FieldPanel("dateline_date")]),
    FieldRowPanel([FieldPanel("source"), FieldPanel("credit")]),
    FieldPanel("byline"),
    InlinePanel("contributors", label="Contributor"),
    FieldPanel("urgency"),
    FieldPanel("topics"),
    MultiFieldPanel([FieldPanel("update_of"), FieldPanel("translation_of")], heading="Related"),
    FieldPanel("comments_open"),
    FieldPanel("headline_is_derived"),
    FieldPanel("ed_note"),
]


class StoryViewSet(SnippetViewSet):
    model = Story
    icon = "doc-full"
    menu_label = "Stories"
    menu_order = 100
    add_to_admin_menu = True
    url_prefix = "stories"
    admin_url_namespace = "stories"
    base_url_path = "stories"
    list_display = [
        "headline",
        Column("news_id", label="News ID", sort_key="news_id"),
        Column("state", label="State", accessor=state),
        Column("section", label="Section", accessor="section.name"),
        Column("edition", label="Edition", accessor="edition.name"),
        DateColumn("first_published_at", label="Time", sort_key="first_published_at"),
    ]
    list_filter = ["edition", "section", "live", "headline_is_derived", "comments_open"]
    list_per_page = 50
    ordering = ["-first_published_at", "-news_id"]
    copy_view_enabled = False
    unpublish_view_class = ClosedDoor
    delete_view_class = ClosedDoor
    copy_view_class = ClosedDoor
    revisions_unschedule_view_class = ClosedDoor
    edit_handler = TabbedInterface([ObjectList(WRITING, heading="Text"), ObjectList(FACTS, heading="Facts")])

    def get_queryset(self, request: Any) -> Any:
        return Story.objects.visible_to(request.user).select_related("section", "edition").newest_first()

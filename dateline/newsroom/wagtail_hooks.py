"""What the desk registers with Wagtail. Nothing is decided here."""

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from dateline.moderation.models import HouseRules
from dateline.newsroom import (
    appearance,
    comments,
    front_desk,
    furniture,
    house_rules,
    photos,
    story_topics,
    times,
    topic_picker,
    topics,
)
from dateline.newsroom.doors import KeptForEver
from dateline.newsroom.stories import StoryViewSet
from dateline.stories.models import Appearance, Story, Topic

register_permission_policy(Story, KeptForEver(Story))
register_permission_policy(HouseRules, KeptForEver(HouseRules))
register_permission_policy(Appearance, KeptForEver(Appearance))
register_permission_policy(Topic, KeptForEver(Topic))
register_snippet(StoryViewSet)
register_snippet(house_rules.HouseRulesViewSet)
register_snippet(appearance.AppearanceViewSet)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [furniture.EditionViewSet(), furniture.SectionViewSet(), topics.TopicViewSet()]


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [
        path("stories/<int:pk>/times/", times.times, name="newsroom-story-times"),
        path("stories/<int:pk>/topics/", story_topics.topics, name="newsroom-story-topics"),
        path("stories/<int:pk>/topics/found/", story_topics.found, name="newsroom-topics-found"),
        path("topics/suggest/", topic_picker.suggest, name="newsroom-topics-suggest"),
        path("topics/<int:pk>/merge/", topics.merge, name="newsroom-topic-merge"),
        path("photos/missing/", photos.missing, name="newsroom-missing-photos"),
        path("house-rules/<int:pk>/publish/", house_rules.publish, name="newsroom-rules-publish"),
        path("house-rules/<int:pk>/draft-next/", house_rules.draft_next, name="newsroom-rules-next"),
        path("house-rules/<int:pk>/drop/", house_rules.drop, name="newsroom-rules-drop"),
        path("house-rules/draft/<str:code>/", house_rules.draft_first, name="newsroom-rules-first"),
        path("comments/", comments.queue, name="newsroom-comments"),
        path("comments/<int:pk>/", comments.decide, name="newsroom-comment"),
    ]


@hooks.register("register_account_menu_item")
def password(request: Any) -> dict[str, str]:
    has_one = request.user.has_usable_password()
    return {
        "url": reverse("account_change_password" if has_one else "account_set_password"),
        "label": _("Change password") if has_one else _("Choose a password"),
        "help_text": _("You are asked for the old one."),
    }


@hooks.register("register_account_menu_item")
def second_factor(request: Any) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor and passkeys"),
        "help_text": _("An app, a key or a passkey, and codes for the day when it is lost."),
    }


@hooks.register("register_account_menu_item")
def devices(request: Any) -> dict[str, str]:
    return {
        "url": reverse("usersessions_list"),
        "label": _("Devices"),
        "help_text": _("Where you are signed in, and the way to end it."),
    }


class CommentsItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("moderation.decide_comment"))


@hooks.register("register_admin_menu_item")
def comments_item() -> MenuItem:
    return CommentsItem("Comments", reverse("newsroom-comments"), icon_name="comment", order=300)


@hooks.register("construct_homepage_panels")
def front(request: Any, panels: list[Any]) -> None:
    """The desk's own panels, and of Wagtail's only the one that hands work to the person signed in."""
    kept = [panel for panel in panels if getattr(panel, "name", "") == "workflow_objects_to_moderate"]
    panels[:] = [*kept, front_desk.Figures(), front_desk.NotOut(), front_desk.Latest()]


@hooks.register("construct_main_menu")
def main_menu(request: Any, items: list[Any]) -> None:
    """The desk's words for Wagtail's things, and no thing that a newsroom of Dateline does not have."""
    items[:] = [item for item in items if item.name not in ("documents", "help")]
    for item in items:
        item.label = {"images": "Photos", "explorer": "Pages", "reports": "Records"}.get(item.name, item.label)


@hooks.register("insert_global_admin_css")
def looks() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/desk.css"))


@hooks.register("insert_global_admin_js")
def script() -> str:
    return format_html('<script src="{}"></script>', static("newsroom/start.js"))


@hooks.register("construct_snippet_action_menu")
def hide_closed_doors(items: list[Any], request: Any, context: Any) -> None:
    items[:] = [item for item in items if item.name not in ("action-unpublish", "action-delete")]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("dateline.schedule", "Set the publication time", "Publication time set")
    actions.register_action("dateline.embargo", "Set the embargo", "Embargo set")
    actions.register_action("dateline.merge", "Merge a topic", "Another topic merged into this one")


@hooks.register("insert_editor_js")
def autosaved() -> str:
    return format_html('<script src="{}"></script>', static("newsroom/autosaved.js"))

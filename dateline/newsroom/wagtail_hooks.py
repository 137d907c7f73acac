"""What the desk registers with Wagtail. Nothing is decided here."""

from typing import Any

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from dateline.comments.models import Comment
from dateline.newsroom import comments, furniture
from dateline.newsroom.doors import KeptForEver
from dateline.newsroom.stories import StoryViewSet
from dateline.stories.models import Story

register_permission_policy(Story, KeptForEver(Story))
register_snippet(StoryViewSet)
register_snippet(furniture.HouseRulesViewSet)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [furniture.EditionViewSet(), furniture.SectionViewSet(), furniture.TopicViewSet()]


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [
        path("comments/", comments.queue, name="newsroom-comments"),
        path("comments/<int:pk>/", comments.decide, name="newsroom-comment"),
    ]


class CommentsItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("moderation.decide_comment"))


@hooks.register("register_admin_menu_item")
def comments_item() -> MenuItem:
    return CommentsItem("Comments", reverse("newsroom-comments"), icon_name="comment", order=300)


class WaitingComments(SummaryItem):
    template_name = "newsroom/waiting_comments.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"count": Comment.objects.waiting().count()}

    def is_shown(self) -> bool:
        return bool(self.request.user.has_perm("moderation.decide_comment"))


@hooks.register("construct_homepage_summary_items")
def summary(request: Any, items: list[Any]) -> None:
    items.append(WaitingComments(request))


@hooks.register("construct_snippet_action_menu")
def hide_closed_doors(items: list[Any], request: Any, context: Any) -> None:
    items[:] = [item for item in items if item.name not in ("action-unpublish", "action-delete")]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("dateline.schedule", "Set the publication time", "Publication time set")
    actions.register_action("dateline.embargo", "Set the embargo", "Embargo set")

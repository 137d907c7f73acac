"""What the desk registers with Wagtail. Nothing is decided here."""

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from dateline.moderation.models import HouseRules
from dateline.newsroom import (
    answering,
    appeals,
    appearance,
    bans,
    comments,
    corrections_asked,
    deliveries,
    flash,
    front_desk,
    furniture,
    handing,
    house_rules,
    later,
    leases,
    many,
    most_read,
    next_up,
    notices,
    passage_notes,
    passing,
    photos,
    queue,
    readers,
    reports,
    scores,
    staff,
    story_comments,
    story_menu,
    story_topics,
    threats,
    times,
    topic_picker,
    topics,
    troubles,
    undoing,
    word_lists,
)
from dateline.newsroom.acts import ACTS
from dateline.newsroom.limited import KeptInBeat
from dateline.newsroom.refusals import said
from dateline.newsroom.stories import StoryViewSet
from dateline.stories.models import Appearance, Story, Topic

for _model in (Story, HouseRules, Appearance, Topic):
    register_permission_policy(_model, KeptInBeat(_model))
register_snippet(StoryViewSet)
register_snippet(house_rules.HouseRulesViewSet)
register_snippet(appearance.AppearanceViewSet)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [furniture.EditionViewSet(), furniture.SectionViewSet(), topics.TopicViewSet()]


def _of_comments() -> list[Any]:
    return [
        path("comments/", queue.queue, name="newsroom-comments"),
        path("comments/news/", queue.news, name="newsroom-comments-news"),
        path("comments/next/", next_up.next_one, name="newsroom-next"),
        path("comments/many/", many.rule, name="newsroom-comments-many"),
        path("comments/<int:pk>/", comments.decide, name="newsroom-comment"),
        path("comments/<int:pk>/lease/", leases.lease, name="newsroom-comment-lease"),
        path("comments/reports/", reports.reports, name="newsroom-reports"),
        path("comments/reports/<int:pk>/", reports.reported, name="newsroom-reported"),
        path("comments/<int:pk>/answer/", answering.answer, name="newsroom-comment-answer"),
        path("comments/<int:pk>/pass/", passing.pass_on, name="newsroom-comment-pass"),
        path("comments/<int:pk>/threat/", threats.threat, name="newsroom-comment-threat"),
        path("comments/<int:pk>/ban/", bans.ban, name="newsroom-comment-ban"),
        path("comments/<int:pk>/undo/", undoing.undo, name="newsroom-comment-undo"),
        path("comments/passed/", passing.passed, name="newsroom-passed"),
        path("comments/bans/", bans.bans, name="newsroom-bans"),
        path("comments/appeals/", appeals.appeals, name="newsroom-appeals"),
        path("comments/appeals/<int:pk>/", appeals.appeal, name="newsroom-appeal"),
        path("scores/", scores.scores, name="newsroom-scores"),
        path("scores/card/", scores.card, name="newsroom-scores-card"),
        path("scores/<str:code>/threshold/", scores.threshold, name="newsroom-threshold"),
    ]


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    ours = [
        path("stories/<int:pk>/handing/", handing.handing, name="newsroom-story-handing"),
        path("stories/<int:pk>/comments/", story_comments.comments, name="newsroom-story-comments"),
        path("stories/<int:pk>/times/", times.times, name="newsroom-story-times"),
        *(
            path(f"stories/<int:pk>/{verb}/", notices.act, {"verb": verb}, name=f"newsroom-story-{verb}")
            for verb in ACTS
        ),
        path("flash/", flash.flash, name="newsroom-flash"),
        path("stories/<int:pk>/follow/", flash.follow, name="newsroom-story-follow"),
        path("stories/<int:pk>/later/", later.later, name="newsroom-story-later"),
        path("stories/<int:pk>/asked/", corrections_asked.asked, name="newsroom-story-asked"),
        path("stories/<int:pk>/where-it-went/", deliveries.where_it_went, name="newsroom-story-deliveries"),
        path("stories/<int:pk>/where-it-went/again/", deliveries.send_again, name="newsroom-story-send-again"),
        path("stories/<int:pk>/notes/", passage_notes.notes, name="newsroom-story-notes"),
        path("stories/<int:pk>/reads/", most_read.reads, name="newsroom-story-reads"),
        path("most-read/", most_read.most_read, name="newsroom-most-read"),
        path("stories/<int:pk>/topics/", story_topics.topics, name="newsroom-story-topics"),
        path("stories/<int:pk>/topics/found/", story_topics.found, name="newsroom-topics-found"),
        path("topics/suggest/", topic_picker.suggest, name="newsroom-topics-suggest"),
        path("topics/<int:pk>/merge/", topics.merge, name="newsroom-topic-merge"),
        path("users/<int:pk>/limits/", staff.limits, name="newsroom-limits"),
        path("photos/missing/", photos.missing, name="newsroom-missing-photos"),
        path("house-rules/<int:pk>/publish/", house_rules.publish, name="newsroom-rules-publish"),
        path("house-rules/<int:pk>/draft-next/", house_rules.draft_next, name="newsroom-rules-next"),
        path("house-rules/<int:pk>/drop/", house_rules.drop, name="newsroom-rules-drop"),
        path("house-rules/draft/<str:code>/", house_rules.draft_first, name="newsroom-rules-first"),
        path("house-rules/words/", word_lists.words, name="newsroom-words"),
        path("house-rules/words/<str:code>/add/", word_lists.add, name="newsroom-words-add"),
        path("house-rules/words/<str:code>/remove/", word_lists.remove, name="newsroom-words-remove"),
        path("readers/", readers.readers, name="newsroom-readers"),
        path("not-delivered/", troubles.not_delivered, name="newsroom-troubles"),
        path("stories/<int:pk>/comment/", answering.write, name="newsroom-story-comment"),
        *_of_comments(),
    ]
    for each in ours:
        each.callback = said(each.callback)
    return ours


@hooks.register("register_account_menu_item")
def password(request: Any) -> dict[str, Any]:
    has_one = request.user.has_usable_password()
    return {
        "url": reverse("account_change_password" if has_one else "account_set_password"),
        "label": _("Change password") if has_one else _("Choose a password"),
        "help_text": _("You are asked for the old one."),
    }


@hooks.register("register_account_menu_item")
def second_factor(request: Any) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor and passkeys"),
        "help_text": _("An app, a key or a passkey, and codes for the day when it is lost."),
    }


@hooks.register("register_account_menu_item")
def devices(request: Any) -> dict[str, Any]:
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
    return CommentsItem(_("Comments"), reverse("newsroom-comments"), icon_name="comment", order=300)


@hooks.register("register_admin_menu_item")
def flash_item() -> MenuItem:
    return flash.FlashItem(_("Flash"), reverse("newsroom-flash"), icon_name="warning", order=50)


@hooks.register("register_admin_menu_item")
def most_read_item() -> MenuItem:
    return most_read.MostReadItem(_("Most read"), reverse("newsroom-most-read"), icon_name="list-ol", order=310)


@hooks.register("construct_homepage_panels")
def front(request: Any, panels: list[Any]) -> None:
    """The desk's own panels instead of Wagtail's: first what somebody waits for this person to do."""
    panels[:] = [front_desk.FrontDesk()]


MENU_WORDS = {"images": _("Photos"), "explorer": _("Pages"), "reports": _("Records")}


@hooks.register("construct_main_menu")
def main_menu(request: Any, items: list[Any]) -> None:
    """The desk's words for Wagtail's things, and no thing that a newsroom of Dateline does not have."""
    items[:] = [item for item in items if item.name not in ("documents", "help")]
    for item in items:
        item.label = MENU_WORDS.get(item.name, item.label)


@hooks.register("insert_global_admin_css")
def looks() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/desk.css"))


@hooks.register("insert_global_admin_js")
def script() -> str:
    scripts = ((static(f"newsroom/{name}.js"),) for name in ("start", "flash"))
    return format_html_join("", '<script src="{}"></script>', scripts)


@hooks.register("construct_snippet_action_menu")
def editor_menu(items: list[Any], request: Any, context: Any) -> None:
    if context["model"] is Story:
        items[:] = story_menu.arranged(items, context)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    times.register(actions)
    actions.register_action("dateline.limit", _("Set where somebody works"), _("Set where they work"))
    later.register(actions)
    story_comments.register(actions)
    deliveries.register(actions)
    actions.register_action("dateline.hold", _("Hold"), _("Held"))
    actions.register_action("dateline.release", _("Release"), _("Released"))
    actions.register_action("dateline.kill", _("Kill"), _("Killed"))
    actions.register_action("dateline.redaction", _("Redact"), _("Words taken out"))
    actions.register_action("dateline.keep_out", _("Keep out of search engines"), _("Kept out of search engines"))
    actions.register_action("dateline.let_in", _("Let search engines in"), _("Search engines let in"))
    actions.register_action("dateline.merge", _("Merge a topic"), _("Another topic merged into this one"))


@hooks.register("insert_editor_js")
def autosaved() -> str:
    scripts = ((static(f"newsroom/{name}.js"),) for name in ("autosaved", "kept", "notes"))
    return format_html_join("", '<script src="{}"></script>', scripts)

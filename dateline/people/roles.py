"""The roles out of the box and what each may do: the one table of rights.

Permissions are written `app.codename`. `sync` makes the database say the same; it runs after each migrate.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_noop

ENTER_DESK = "wagtailadmin.access_admin"
WRITE = ("stories.add_story", "stories.change_story", "stories.view_story")
LABEL = ("stories.add_topic", "stories.change_topic", "stories.view_topic")
REVIEW = ("stories.review_story",)
PUBLISH = ("stories.publish_story", "stories.time_story", "stories.lock_story", "stories.unlock_story")
COMMENTS = ("stories.comments_of_story", "comments.pick_comment")
AMEND = ("stories.correct_story", "stories.hold_story")
JUDGE = ("comments.view_comment", "moderation.decide_comment")
UNDER_LAW = ("moderation.decide_under_law",)
RULE = ("moderation.add_houserules", "moderation.change_houserules", "moderation.view_houserules")
FURNISH = tuple(
    f"stories.{action}_{noun}" for noun in ("edition", "section", "appearance") for action in ("add", "change", "view")
)
STAFF = tuple(f"people.{action}_user" for action in ("add", "change", "view"))
PLACES = ("add_page", "change_page", "publish_page")
PHOTO_WORK = ("add_image", "change_image", "choose_image")  # Wagtail asks for the rights of its own image model


@dataclass(frozen=True)
class Role:
    """A role: its name as the desk shows it, its rights, and what it may do with photos (in every collection)."""

    name: str
    rights: tuple[str, ...]
    photos: tuple[str, ...] = ("choose_image",)
    pages: tuple[str, ...] = ()


REPORTER = Role(gettext_noop("Reporter"), (ENTER_DESK, *WRITE, "stories.add_topic", "stories.view_topic"), PHOTO_WORK)
EDITOR = Role(gettext_noop("Editor"), (*REPORTER.rights, *LABEL, *REVIEW, *PUBLISH, *AMEND, *COMMENTS), PHOTO_WORK)
DESK_CHIEF = Role(
    gettext_noop("Desk chief"),
    (*EDITOR.rights, "stories.kill_story", "stories.redact_story", *FURNISH, *JUDGE, *UNDER_LAW, *RULE),
    PHOTO_WORK,
    PLACES,
)
PHOTO_EDITOR = Role(gettext_noop("Photo editor"), (ENTER_DESK, "stories.view_story"), PHOTO_WORK)
MODERATOR = Role(
    gettext_noop("Moderator"), (ENTER_DESK, "stories.view_story", *COMMENTS, *JUDGE, "moderation.view_houserules")
)
ADMINISTRATOR = Role(gettext_noop("Administrator"), (*DESK_CHIEF.rights, *STAFF), PHOTO_WORK, PLACES)

ROLES = (REPORTER, EDITOR, DESK_CHIEF, PHOTO_EDITOR, MODERATOR, ADMINISTRATOR)
BY_CODE = {role.name.lower().replace(" ", "_"): role for role in ROLES}


def sync() -> None:
    """Make each role's group hold exactly the rights of this table. Harmless when repeated."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.set([known[right] for right in role.rights])
    _sync_collections()


def _sync_collections() -> None:
    # Photos and places have rights per collection and per branch of the tree; roles hold them at the root.
    from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

    trunk, tree = Collection.get_first_root_node(), Page.get_first_root_node()
    for role in ROLES:
        group = Group.objects.get(name=role.name)
        for permission in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=role.photos):
            if trunk:
                GroupCollectionPermission.objects.get_or_create(group=group, collection=trunk, permission=permission)
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=role.pages):
            if tree:
                GroupPagePermission.objects.get_or_create(group=group, page=tree, permission=permission)

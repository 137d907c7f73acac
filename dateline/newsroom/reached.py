"""The doors that ask for a right at one row: the row that an address names, among those that the right reaches."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from dateline.comments.models import Comment
from dateline.moderation.models import Appeal, HouseRules
from dateline.newsroom.door import Door
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models import Appearance, Edition, Section, Story, Topic

DEPTH_OF_EDITIONS = 3


def story(right: str) -> Door:
    return Door(right, rows=Story.objects.for_right)


def comment(right: str) -> Door:
    return Door(right, rows=Comment.objects.for_right)


def appeal(right: str) -> Door:
    return Door(right, rows=Appeal.objects.for_right)


def topic(right: str) -> Door:
    return Door(right, rows=Topic.objects.for_right)


def house_rules(right: str) -> Door:
    return Door(right, rows=HouseRules.objects.for_right)


def appearance(right: str) -> Door:
    return Door(right, rows=Appearance.objects.for_right)


def section(right: str) -> Door:
    return Door(right, rows=lambda user, name: Section.objects.filter(beat_of(user, name).asks(section="pk")))


def edition(right: str) -> Door:
    return Door(right, rows=_editions)


def edition_by_code(right: str) -> Door:
    return Door(right, rows=_editions, key="code", column="code")


def place(key: str) -> Door:
    """A page of an edition. The pages above the editions are of those who work in all of them."""
    return Door("stories.change_edition", rows=_pages, key=key)


def account(right: str) -> Door:
    """Somebody's account; a superuser's only for superusers, who could else be made to let anybody in."""
    return Door(right, rows=_accounts)


def session_of(key: str) -> Door:
    """The presence of somebody in an editor. Rows of other kinds than stories are asked by Wagtail itself."""
    return Door("stories.view_story", rows=Story.objects.for_right, key=key)


def _editions(user: User, right: str) -> "QuerySet[Edition]":
    return Edition.objects.filter(beat_of(user, right).asks(edition="pk", section=None))


def _pages(user: User, right: str) -> Any:
    pages = Page.objects.all()
    if beat_of(user, right).everywhere:
        return pages
    codes = _editions(user, right).values("code")
    homes = pages.filter(depth=DEPTH_OF_EDITIONS, slug__in=codes).values_list("path", flat=True)
    mine = pages.none()
    for path in homes:
        mine |= pages.filter(path__startswith=path)
    return mine


def _accounts(user: User, right: str) -> "QuerySet[User]":
    people = User.objects.all()
    return people if user.is_superuser else people.filter(is_superuser=False)

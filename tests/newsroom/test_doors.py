"""Every address of the desk's own things, and which role it opens for. A new one needs a row here."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.stories.models import Story, Topic

COVERED = r"desk/(stories|photos|comments|topics|house-rules|snippets/choose/(stories/story|moderation))/"

ALL = "reporter editor chief photo_editor moderator administrator superuser"
WRITERS = "reporter editor chief administrator superuser"
EDITORS = "editor chief administrator superuser"
RULERS = "chief moderator administrator superuser"
CHIEFS = "chief administrator superuser"
PHOTO_DESK = "reporter editor chief photo_editor administrator superuser"
NOBODY = ""

COMPARE = (
    r"desk/stories/history/(?P<pk>.+)/revisions/compare/"
    r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$"
)

DOORS = {
    "desk/photos/missing/": PHOTO_DESK,
    "desk/comments/": RULERS,
    "desk/comments/<int:pk>/": RULERS,
    "desk/house-rules/": RULERS,
    "desk/house-rules/<int:pk>/draft-next/": CHIEFS,
    "desk/house-rules/<int:pk>/drop/": CHIEFS,
    "desk/house-rules/<int:pk>/publish/": CHIEFS,
    "desk/house-rules/add/": CHIEFS,
    "desk/house-rules/delete/<int:pk>/": NOBODY,
    "desk/house-rules/draft/<str:code>/": CHIEFS,
    "desk/house-rules/edit/<int:pk>/": CHIEFS,
    "desk/house-rules/history-results/<int:pk>/": CHIEFS,
    "desk/house-rules/history/<int:pk>/": CHIEFS,
    "desk/house-rules/inspect/<int:pk>/": RULERS,
    "desk/house-rules/results/": RULERS,
    "desk/house-rules/usage/<int:pk>/": CHIEFS,
    # The rules are public, so their chooser may be.
    "desk/snippets/choose/moderation/houserules/": ALL,
    "desk/snippets/choose/moderation/houserules/chosen-multiple/": ALL,
    "desk/snippets/choose/moderation/houserules/chosen/<str:pk>/": ALL,
    "desk/snippets/choose/moderation/houserules/create/": NOBODY,
    "desk/snippets/choose/moderation/houserules/results/": ALL,
    "desk/snippets/choose/stories/story/": ALL,
    "desk/snippets/choose/stories/story/chosen-multiple/": ALL,
    "desk/snippets/choose/stories/story/chosen/<str:pk>/": ALL,
    "desk/snippets/choose/stories/story/create/": NOBODY,
    "desk/snippets/choose/stories/story/results/": ALL,
    "desk/stories/": ALL,
    "desk/stories/<int:pk>/times/": EDITORS,
    "desk/stories/<int:pk>/topics/": WRITERS,
    "desk/stories/<int:pk>/topics/found/": WRITERS,
    "desk/stories/add/": WRITERS,
    "desk/stories/delete/<int:pk>/": NOBODY,
    "desk/stories/edit/<int:pk>/": WRITERS,
    "desk/stories/history-results/<int:pk>/": WRITERS,
    COMPARE: WRITERS,
    "desk/stories/history/<int:pk>/": WRITERS,
    "desk/stories/history/<int:pk>/revisions/<int:revision_id>/revert/": WRITERS,
    "desk/stories/history/<int:pk>/revisions/<int:revision_id>/unschedule/": NOBODY,
    "desk/stories/history/<int:pk>/revisions/<int:revision_id>/view/": WRITERS,
    "desk/stories/lock/<int:pk>/": EDITORS,
    "desk/stories/preview/": WRITERS,
    "desk/stories/preview/<int:pk>/": WRITERS,
    "desk/stories/results/": ALL,
    "desk/stories/unlock/<int:pk>/": EDITORS,
    "desk/stories/unpublish/<int:pk>/": NOBODY,
    "desk/stories/usage/<int:pk>/": WRITERS,
    # Here the workflow's own task decides who may rule (test_review.py); with none under way nothing is found.
    "desk/stories/workflow/action/<int:pk>/<slug:action_name>/<int:task_state_id>/": ALL,
    "desk/stories/workflow/collect_action_data/<int:pk>/<slug:action_name>/<int:task_state_id>/": ALL,
    "desk/stories/workflow/confirm_cancellation/<int:pk>/": ALL,
    "desk/stories/workflow/preview/<int:pk>/<int:task_id>/": NOBODY,
    "desk/stories/workflow_history/<int:pk>/": WRITERS,
    "desk/stories/workflow_history/<int:pk>/detail/<int:workflow_state_id>/": WRITERS,
    "desk/topics/": WRITERS,
    "desk/topics/<int:pk>/merge/": EDITORS,
    "desk/topics/delete/<int:pk>/": NOBODY,
    "desk/topics/edit/<int:pk>/": EDITORS,
    "desk/topics/history-results/<int:pk>/": WRITERS,
    "desk/topics/history/<int:pk>/": WRITERS,
    "desk/topics/new/": WRITERS,
    "desk/topics/results/": WRITERS,
    "desk/topics/suggest/": WRITERS,
    "desk/topics/usage/<int:pk>/": EDITORS,
}


@pytest.fixture
def staff(rolf: User, ines: User, chief: User, lena: User, mara: User, ada: User, root: User) -> dict[str, User]:
    return {
        "reporter": rolf,
        "editor": ines,
        "chief": chief,
        "photo_editor": lena,
        "moderator": mara,
        "administrator": ada,
        "superuser": root,
    }


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from _routes(entry, route)


def _covered() -> set[str]:
    return {route for route in _routes(get_resolver()) if re.match(COVERED, route)}


@pytest.fixture
def address_of(ferry: Story, rules: HouseRules, comment_on: Any) -> Any:
    """Put real numbers into a route: of a published story, a waiting comment, a topic, the rules in force, a draft."""
    comment, draft, topic = (
        comment_on(ferry),
        rules.draft_next(),
        Topic.objects.create(edition=ferry.edition, name="Sarn"),
    )

    def _address_of(route: str) -> str:
        pk = ferry.pk
        if "/comments/" in route:
            pk = comment.pk
        elif route.startswith("desk/topics/"):
            pk = topic.pk
        elif "house" in route:
            pk = draft.pk if "/edit/" in route else rules.pk
        given = {"revision_id": ferry.latest_revision_id, "pk": pk, "action_name": "approve", "code": "en"}
        address = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(given.get(part[1], 1)), route)
        if "(?P" in address:
            address = f"desk/stories/history/{pk}/revisions/compare/earliest...latest/"
        return f"/{address}"

    return _address_of


def test_every_address_has_a_row() -> None:
    assert _covered() == DOORS.keys()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", [route for route, roles in DOORS.items() if not roles and "workflow" not in route])
def test_a_closed_door_leaves_the_story_as_it_was(
    root: User, ferry: Story, address_of: Any, route: str, method: str
) -> None:
    desk = Client()
    desk.force_login(root)
    getattr(desk, method)(address_of(route))
    kept = Story.objects.get()
    assert (kept.pk, kept.live, kept.version, kept.headline) == (ferry.pk, True, 1, ferry.headline)


@pytest.mark.parametrize("route", DOORS)
def test_a_door_opens_for_its_roles_and_for_nobody_else(staff: Any, address_of: Any, route: str) -> None:
    opened = " ".join(role for role, user in staff.items() if _opens(user, address_of(route)))
    assert opened == DOORS[route]


def _opens(user: User, address: str) -> bool:
    desk = Client(raise_request_exception=False)
    desk.force_login(user)
    answer = desk.get(address)
    if answer.status_code == 405:
        answer = desk.post(address)
    refused = answer.status_code in (302, 403) and answer.headers.get("Location", "/desk/") == "/desk/"
    assert answer.status_code < 500, f"{user} at {address}"
    return not refused

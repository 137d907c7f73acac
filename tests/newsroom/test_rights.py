"""Every address of the resolver, as every role and as nobody, read and written, here and elsewhere.

The table is `dateline/newsroom/rights.py`. What is expected is worked out from it and from the roles alone, without the
code that the desk asks: a row that says more or less than what happens is found, and so is an address without a row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.db import transaction
from django.template import loader
from django.template.response import SimpleTemplateResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image
from wagtail.models import Site

from dateline.comments.receiving import Submission, receive
from dateline.delivery.models import Place
from dateline.lib import clock
from dateline.moderation import appealing, judging
from dateline.moderation.models import Appeal, Clause, HouseRules
from dateline.newsroom.door import NOBODY, PHOTO, SUPERUSER, Door
from dateline.newsroom.rights import DOORS, PARTS
from dateline.people.models import User
from dateline.people.roles import ADMINISTRATOR, DESK_CHIEF, EDITOR, MODERATOR, PHOTO_EDITOR, REPORTER, Role
from dateline.stories.models import Appearance, Edition, Limit, Photo, Section, Story, Topic

EDITION_WIDE = ("topics", "house-rules", "scores", "appearance", "editions", "pages", "api")
"""Parts of the desk whose rows belong to an edition as a whole."""
WAGTAIL_FAILS = ("/desk/pages/", "/desk/choose-external-link/")
"""Where Wagtail answers 500 to a form that lacks what its page would send."""
SIGN_IN = ("/desk/sign-in/?next", "/desk/login/?next")
DOORS_OF_STRANGERS = re.compile("/desk/(login|password_reset|sign-in|sign-out|password/(forgotten|changed))/")
"""Who is signed in already is sent on from here."""
SENT = {"body-count": "0"}
LATER = clock.now().replace(year=2100)


@dataclass(frozen=True)
class Caller:
    """Somebody at the door. `edition` and `section` are where they have their role; without, everywhere."""

    name: str
    role: Role | None
    edition: str = ""
    section: str = ""


CAST = (
    Caller("rolf", REPORTER),
    Caller("ines", EDITOR),
    Caller("chief", DESK_CHIEF),
    Caller("lena", PHOTO_EDITOR),
    Caller("mara", MODERATOR),
    Caller("ada", ADMINISTRATOR),
    Caller("root", None),
    Caller("ines_of_economy", EDITOR, "en", "economy"),
    Caller("mara_of_economy", MODERATOR, "en", "economy"),
    Caller("chief_of_fa", DESK_CHIEF, "fa"),
    Caller("stranger", None),
)


@dataclass
class Spot:
    """What stands in one place, each kind by its row."""

    edition: Edition
    section: Section
    stories: dict[str, Story] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    here: Spot
    elsewhere: Spot
    clients: dict[str, Client]
    users: dict[str, User]


# What is expected ---------------------------------------------------------------------------------------------------


def expected(door: Door, route: str, caller: Caller, at: str) -> bool:
    """Whether the door opens, by its row and the caller's role alone. `at` is where the row stands."""
    if door.strangers:
        return True
    if caller.name == "stranger" or door.right == NOBODY:
        return False
    if caller.role is None:
        return True
    if door.right == SUPERUSER or at == "root's":
        return False
    return _has_right(door, caller.role) and (not door.rows or _reaches(door, route, caller, at))


def _has_right(door: Door, role: Role) -> bool:
    if door.right.startswith(PHOTO):
        wanted = {f"{action}_image" for action in door.right.removeprefix(PHOTO).split("|")}
        return bool(wanted & set(role.photos))
    return not door.right or door.right in role.rights


def _reaches(door: Door, route: str, caller: Caller, at: str) -> bool:
    if not caller.edition or route.startswith("desk/users/"):
        return True
    if caller.edition != {"here": "en", "elsewhere": "fa"}[at]:
        return False
    wide = route.removeprefix("desk/").startswith(EDITION_WIDE)
    return not (caller.section and wide) or ".view_" in door.right


# The world ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One newsroom in two editions, for every door; what a request changes is taken back after it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        users = {caller.name: _hire(caller) for caller in CAST if caller.name != "stranger"}
        here, elsewhere = _spot("en", users), _spot("fa", users)
        for caller in CAST:
            if caller.edition:
                spot = here if caller.edition == "en" else elsewhere
                section = spot.section if caller.section else None
                role = users[caller.name].groups.get()
                Limit.objects.create(user=users[caller.name], role=role, edition=spot.edition, section=section)
        yield World(here, elsewhere, {name: _browser(user) for name, user in users.items()}, users)
        transaction.set_rollback(True)


def _hire(caller: Caller) -> User:
    from django.contrib.auth.models import Group

    user = User.objects.create_user(caller.name, is_superuser=caller.role is None, first_name=caller.name)
    if caller.role:
        user.groups.add(Group.objects.get(name=caller.role.name))
    return user


def _browser(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def _spot(code: str, users: dict[str, User]) -> Spot:
    edition = Edition.objects.create(code=code, name=code, language=code, agency_name=code, tag_entity="a.example,2026")
    section = Section.objects.create(edition=edition, slug="economy", name="Economy")
    spot = Spot(edition, section)
    spot.stories = {
        "own draft": _story(spot, "A draft", by=users["rolf"]),
        "another's": _published(spot, "Out", by=users["ines"]),
        "embargoed": _published(spot, "Embargoed", by=users["ines"], embargo=True),
    }
    rules = HouseRules.objects.create(edition=edition)
    Clause.objects.create(rules=rules, sort_order=0, code="insult", title="Insult", text="No insults.")
    rules.publish(by=users["ines"])
    tree = Site.objects.get(is_default_site=True).root_page
    place = tree.add_child(instance=Place(title=code, slug=code)).add_child(instance=Place(title="About", slug="about"))
    place.save_revision(user=users["ines"])
    submission = Submission(name="Tom", text="The fares were low.", email="", address="192.0.2.7")
    spot.rows = {
        "edition": edition,
        "section": section,
        "topic": Topic.objects.create(edition=edition, name="Sarn"),
        "appeal": _appeal(spot, rules, by=users["ines"]),
        "comment": receive(spot.stories["another's"], submission, now=clock.now()),
        "rules": rules,
        "draft rules": rules.draft_next(),
        "appearance": Appearance.objects.create(edition=edition),
        "place": place,
        "photo": _photo(),
        "user": users["rolf"],
    }
    return spot


def _appeal(spot: Spot, rules: HouseRules, *, by: User) -> Appeal:
    submission = Submission(name="Tom", text="The fares were high.", email="", address="192.0.2.8")
    comment, clause = receive(spot.stories["another's"], submission, now=clock.now()), rules.clauses.get()
    judging.refuse(comment, clause=clause, sentence="No.", by=by, now=clock.now())
    return appealing.file(comment, text="Why?", now=clock.now())


def _photo() -> Photo:
    picture = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "PNG")
    photo: Photo = Photo.objects.create(title="Ferry", file=ImageFile(picture, name="ferry.png"))
    return photo


def _story(spot: Spot, headline: str, *, by: User) -> Story:
    story = Story(edition=spot.edition, section=spot.section, headline=headline, body=[("paragraph", "<p>x</p>")])
    story.save()
    story.save_revision(user=by)
    return story


def _published(spot: Spot, headline: str, *, by: User, embargo: bool = False) -> Story:
    story = _story(spot, headline, by=by)
    if embargo:
        story.embargo(LATER, by=by)
    story.publish(story.get_latest_revision(), user=by)
    return story


# The walk -----------------------------------------------------------------------------------------------------------


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        own = str(entry.pattern)
        route = prefix + (own.removeprefix("^") if prefix else own)  # as a match names it
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from _routes(entry, route)


def test_every_address_of_the_desk_has_a_row_and_every_row_an_address() -> None:
    at_the_desk = {route for route in _routes(get_resolver()) if route.startswith("desk/")}
    assert at_the_desk == DOORS.keys()


@pytest.mark.parametrize("part", PARTS)
def test_a_door_opens_for_whom_its_row_says_and_for_nobody_else(
    world: World, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    # Who may come in is settled before the page is written, and writing thousands takes minutes.
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    monkeypatch.setattr(loader, "render_to_string", lambda *_words, **_more: "")
    with django_db_blocker.unblock():
        wrong = [fault for route in PARTS[part] for fault in _walk(world, f"desk/{part}{route}")]
    assert not wrong, "\n".join(wrong)


def _walk(world: World, route: str) -> Iterator[str]:
    door = DOORS[route]
    for at, what, address in _addresses(world, route, door):
        for caller in _callers(door, at, what):
            for method in ("get", "post"):
                opened = _opens(world, caller, method, address)
                if opened != expected(door, route, caller, at):
                    yield f"{caller.name} {method} {address} ({at}, {what}): {'open' if opened else 'closed'}"


def _callers(door: Door, at: str, what: str) -> Iterator[Caller]:
    """Those whose answer may differ: limits matter to rows alone, and elsewhere to nobody without them."""
    for caller in CAST:
        limits_matter = bool(door.rows) and what in ("", "another's")
        if limits_matter if caller.edition else at != "elsewhere":
            yield caller


def _addresses(world: World, route: str, door: Door) -> Iterator[tuple[str, str, str]]:
    here, elsewhere = world.here, world.elsewhere
    if _kind(route) == "story" and door.rows:
        for what, story in here.stories.items():
            yield "here", what, _address(route, here, story)
        yield "elsewhere", "", _address(route, elsewhere, elsewhere.stories["another's"])
        return
    yield "here", "", _address(route, here, here.rows.get(_kind(route)))
    if door.rows and route.startswith("desk/users/"):
        yield "root's", "", _address(route, here, world.users["root"])
    elif door.rows:
        yield "elsewhere", "", _address(route, elsewhere, elsewhere.rows.get(_kind(route)))


def _kind(route: str) -> str:
    if "editing-sessions/ping" in route or "choose/stories/story" in route:
        return "story"
    if "comments/appeals" in route:
        return "appeal"
    if "house-rules" in route:
        return "draft rules" if "/edit/" in route else "rules"
    kinds = {
        "stories": "story", "topics": "topic", "comments": "comment", "appearance": "appearance", "editions": "edition",
        "sections": "section", "users": "user", "images": "photo", "pages": "place", "choose-page": "place",
    }  # fmt: skip
    return kinds.get(re.split("/", route.removeprefix("desk/").removeprefix("api/main/"))[0], "")


def _address(route: str, spot: Spot, row: Any) -> str:
    pk = row.pk if row else 1
    revision = getattr(row, "latest_revision_id", None) or 1
    given = {
        "revision_id": revision, "code": spot.edition.code, "app_label": "stories", "model_name": "story",
        "action_name": "approve", "action": "add_tags", "session_id": 1, "filter_spec": "width-20", "uidb64": "x",
        "token": "y", "slug": "x", "app_name": "stories", "content_type_app_name": "delivery",
        "content_type_model_name": "place", "workflow_pk": 1, "task_id": 1, "task_state_id": 1, "object_id": pk,
        "workflow_state_id": 1, "uploaded_file_id": 1, "destination_id": spot.rows["place"].get_parent().pk,
    }  # fmt: skip
    if "bulk/" in route or "tag-autocomplete/<" in route:
        given["model_name"] = "photo"
    if "compare" in route:
        return f"/{route.partition('(?P')[0]}{pk}/revisions/compare/earliest...latest/"
    address = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(given.get(part[1], pk)), route)
    return "/" + address.replace(".*/$", "no-such-page/")


def _opens(world: World, caller: Caller, method: str, address: str) -> bool:
    client = Client(raise_request_exception=False)
    known = world.clients.get(caller.name)
    if known:
        client.cookies = known.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(address, SENT, HTTP_ACCEPT="application/json")  # a refusal in a line
        transaction.set_rollback(True)
    is_sent_on = DOORS_OF_STRANGERS.match(address) or (known and address.startswith("/desk/again/"))
    away = "" if is_sent_on else answer.headers.get("Location", "")
    assert answer.status_code < 500 or address.startswith(WAGTAIL_FAILS), f"{caller.name} {method} {address}"
    return answer.status_code != 403 and away != "/desk/" and not away.startswith(SIGN_IN)

"""The drill asks at every address of readers: a new route needs a row in its list."""

from django.urls import Resolver404, resolve

from dateline.delivery import urls
from dateline.newsroom.rights import DOORS
from dateline.site.drill.addresses import ADDRESSES, questions_of
from dateline.site.drill.desk_addresses import OF_A_STORY, desk_questions
from tests.site.drill.conftest import World
from tests.site.routes import route_names


def test_every_route_of_readers_has_addresses() -> None:
    assert set(route_names(urls.urlpatterns)) - ADDRESSES.keys() == set()


def test_the_addresses_of_a_route_lead_there(world: World) -> None:
    reached = {kind: set[str]() for kind in ADDRESSES}
    for kind in ("embargoed", "killed"):
        for question in questions_of(world.target(kind)):
            if question.kind in ADDRESSES:
                reached[question.kind].add(_route(question.address))
    assert {kind for kind, routes in reached.items() if kind not in routes} == {"place"}  # this newsroom has none


def test_the_desk_is_asked_at_every_door_of_a_story(world: World) -> None:
    reached = {resolve(question.address.split("?")[0]).route for question in desk_questions(world.target("draft"))}
    doors = {route for route in DOORS if OF_A_STORY.match(route)}
    assert len(doors) > 20
    assert {route for route in doors - reached if "compare" not in route} == set()


def _route(address: str) -> str:
    try:
        return resolve(address.split("?")[0]).url_name or ""
    except Resolver404:
        return ""

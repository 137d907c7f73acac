"""The page that tells where a story went: who comes to it from where, who may send again, and what the desk is told."""

from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from dateline.delivery.models import Drop, PageStore
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Story


@pytest.fixture
def killed(ferry: Story, chief: User) -> Story:
    """Taken back two minutes ago, which one of two servers has not heard."""
    then = clock.now() - timedelta(minutes=2)
    PageStore.objects.create(name="web-1:/pages", began_at=then - timedelta(days=9), seen_at=clock.now())
    ferry.kill(by=chief, reason="She was promised.", ground="safety")
    Drop.objects.update(made_at=then)
    return ferry


def test_it_is_reached_from_the_editor_and_from_the_log(desk_of: Any, killed: Story, chief: User) -> None:
    link = f'href="/desk/stories/{killed.pk}/where-it-went/"'
    for address in ("edit", "history"):
        assert link in desk_of(chief).get(f"/desk/stories/{address}/{killed.pk}/").content.decode(), address
    assert link in desk_of(chief).get(f"/desk/stories/{killed.pk}/handing/").content.decode()


def test_everybody_sees_it_and_those_who_correct_send_again(
    desk_of: Any, killed: Story, ines: User, rolf: User
) -> None:
    page, button = f"/desk/stories/{killed.pk}/where-it-went/", "Send again now"
    assert button in desk_of(ines).get(page).content.decode()
    seen = desk_of(rolf).get(page).content.decode()
    assert "web-1:/pages" in seen
    assert button not in seen
    assert desk_of(rolf).post(f"{page}again/").status_code == 403
    assert desk_of(ines).get(f"{page}again/").status_code == 405
    before = Drop.objects.count()
    assert desk_of(ines).post(f"{page}again/").headers["Location"] == page
    assert Drop.objects.count() == before + 1
    entry = ModelLogEntry.objects.get(action="dateline.send_again")
    assert (entry.user, entry.object_id) == (ines, str(killed.pk))


def test_a_kill_that_is_not_confirmed_stands_on_the_front_page_of_who_may_hold(
    desk_of: Any, killed: Story, ines: User, rolf: User, chief: User
) -> None:
    link = f'href="/desk/stories/{killed.pk}/where-it-went/"'
    front = desk_of(ines).get("/desk/").content.decode()
    assert "Taken back, and still live" in front
    assert link in front
    assert link not in desk_of(rolf).get("/desk/").content.decode()
    assert link in desk_of(chief).get("/desk/not-delivered/").content.decode()
    Drop.objects.update(made_at=clock.now())
    assert link not in desk_of(ines).get("/desk/").content.decode(), "a minute is theirs"

"""Two people, one story: who is second loses nothing, reads both texts, and chooses. By the desk's doors."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from dateline.people.models import User
from dateline.stories.models import Limit, Section, Story
from tests.newsroom.editor import read_now

FORM = {"urgency": "5", "contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0"}
NOON = "2044-03-01T12:00"


def _text(headline: str, words: str) -> dict[str, Any]:
    block = {"body-0-type": "paragraph", "body-0-order": "0", "body-0-deleted": "", "body-0-value": _rich(words)}
    return FORM | {"headline": headline, "body-count": "1", **block}


def _rich(words: str) -> str:
    block = {"key": "a", "type": "unstyled", "text": words, "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def _save(desk: Client, story: Story, sent: dict[str, Any], **headers: str) -> Any:
    return desk.post(f"/desk/stories/edit/{story.pk}/", sent, headers=headers)


def _newest(story: Story) -> Story:
    return Story.objects.get(pk=story.pk).get_latest_revision_as_object()


@pytest.fixture
def second(desk_of: Any, ines: User, rolf: User, ferry: Story) -> Any:
    """Ines's answer, when she saves what Rolf has overtaken."""
    seen = read_now(ferry)
    assert _save(desk_of(rolf), ferry, _text("Rolf's headline", "Rolf's words.") | seen).status_code == 302
    return _save(desk_of(ines), ferry, _text("Ines's headline", "Ines's words.") | seen)


def test_the_second_gets_the_form_back_with_both_texts_side_by_side(second: Any, ferry: Story) -> None:
    page = second.content.decode()
    assert "Rolf saved another text of this story at" in page
    assert "Rolf was first: the two texts side by side" in page
    rival = page[page.index('class="desk-rival"') : page.index('id="w-editor-form"')]
    for words in ("Rolf&#x27;s headline", "Ines&#x27;s headline", "Rolf&#x27;s words.", "Ines&#x27;s words."):
        assert words in rival
    assert "Byline" not in rival, "what both say the same is left out"
    assert _newest(ferry).headline == "Rolf's headline"


def test_nothing_is_saved_by_itself_while_the_second_reads(second: Any) -> None:
    assert "data-w-autosave-interval-value" not in second.content.decode()


def test_the_second_puts_theirs_on_top_knowingly_and_the_first_text_stays_in_the_history(
    second: Any, desk_of: Any, ines: User, ferry: Story
) -> None:
    assert _save(desk_of(ines), ferry, _text("Ines's headline", "Ines's words.") | read_now(ferry)).status_code == 302
    assert _newest(ferry).headline == "Ines's headline"
    assert "Rolf's headline" in [revision.content["headline"] for revision in ferry.revisions.all()]


@pytest.mark.parametrize("action", ["", "submit", "make_ready", "publish"])
def test_no_button_overwrites_what_was_not_seen(
    desk_of: Any, ines: User, rolf: User, ferry: Story, action: str
) -> None:
    seen = read_now(ferry)
    _save(desk_of(rolf), ferry, _text("Rolf's headline", "Rolf's words.") | seen)
    pressed = {f"action-{action}": "1"} if action else {}
    _save(desk_of(ines), ferry, _text("Ines's headline", "Ines's words.") | seen | pressed)
    kept = Story.objects.get(pk=ferry.pk)
    assert (_newest(ferry).headline, kept.headline, kept.version) == ("Rolf's headline", "Ferry fares rise", 1)
    assert kept.stage == "draft"


def test_a_form_that_does_not_say_what_it_was_made_from_overwrites_nothing(
    desk_of: Any, ines: User, ferry: Story
) -> None:
    answer = _save(desk_of(ines), ferry, _text("Ines's headline", "Ines's words."))
    assert "saved another text of this story" in answer.content.decode()
    assert _newest(ferry).headline == "Ferry fares rise"


def test_an_older_text_comes_back_only_on_top_of_what_was_read(
    desk_of: Any, ines: User, rolf: User, ferry: Story
) -> None:
    seen, first = read_now(ferry), ferry.latest_revision_id
    _save(desk_of(rolf), ferry, _text("Rolf's headline", "Rolf's words.") | seen)
    back, desk = f"/desk/stories/history/{ferry.pk}/revisions/{first}/revert/", desk_of(ines)
    refused = desk.post(back, _text("Ferry fares rise", "x") | seen).content.decode()
    assert "Rolf was first: the two texts side by side" in refused
    assert f'href="/desk/stories/edit/{ferry.pk}/" data-keep' in refused
    assert _newest(ferry).headline == "Rolf's headline"
    page = desk.get(back).content.decode()
    assert all(f'value="{each}"' in page for each in read_now(ferry).values())
    desk.post(back, _text("Ferry fares rise", "x") | read_now(ferry))
    assert _newest(ferry).headline == "Ferry fares rise"


def test_an_autosave_over_another_text_is_refused_in_a_line(desk_of: Any, ines: User, rolf: User, ferry: Story) -> None:
    seen = read_now(ferry)
    _save(desk_of(rolf), ferry, _text("Rolf's headline", "Rolf's words.") | seen)
    answer = _save(desk_of(ines), ferry, _text("Ines's headline", "x") | seen, Accept="application/json")
    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    assert _newest(ferry).headline == "Rolf's headline"


def test_a_story_that_somebody_locked_meanwhile_is_not_saved_and_the_holder_is_named(
    desk_of: Any, ines: User, rolf: User, chief: User, ferry: Story
) -> None:
    seen = read_now(ferry)
    desk_of(chief).post(f"/desk/stories/lock/{ferry.pk}/")
    _save(desk_of(rolf), ferry, _text("Rolf's headline", "x") | seen)
    assert _newest(ferry).headline == "Ferry fares rise"
    assert "locked by Chief" in desk_of(ines).get("/desk/stories/").content.decode()
    assert "locked by Chief" in desk_of(ines).get("/desk/").content.decode()


def test_a_time_that_somebody_set_meanwhile_is_not_overwritten_unseen(
    desk_of: Any, ines: User, chief: User, write: Callable[..., Story]
) -> None:
    draft = write("Budget")
    address = f"/desk/stories/{draft.pk}/times/"
    sent = {"verb": "embargo", "embargo-time": NOON, "embargo-seen": ""}
    assert desk_of(chief).post(address, sent).status_code == 302
    answer = desk_of(ines).post(address, sent | {"embargo-time": "2044-03-01T09:00"})
    assert answer.status_code == 422
    assert "Somebody set this time meanwhile" in answer.content.decode()
    kept = Story.objects.get().embargoed_until
    assert kept is not None
    assert f'name="embargo-seen" value="{kept.isoformat()}"' in answer.content.decode()
    sent = {
        "verb": "embargo",
        "embargo-time": "2044-03-01T09:00",
        "embargo-seen": kept.isoformat(),
        "embargo-reason": "Sooner.",
    }
    assert desk_of(ines).post(address, sent).status_code == 302


def test_each_sees_that_the_other_is_there_and_nobody_from_elsewhere_asks(
    desk_of: Any, ines: User, rolf: User, ferry: Story, en: Any
) -> None:
    for person in (ines, rolf):
        desk_of(person).get(f"/desk/stories/edit/{ferry.pk}/")
    session = apps.get_model("wagtailadmin", "EditingSession").objects.get(user=ines)
    address = f"/desk/editing-sessions/ping/stories/story/{ferry.pk}/{session.pk}/"
    others = desk_of(ines).post(address).json()["other_sessions"]
    assert [each["user"] for each in others] == ["Rolf"]
    sport = Section.objects.create(edition=en, slug="sport", name="Sport")
    Limit.objects.create(user=ines, role=ines.groups.get(), edition=en, section=sport)
    assert desk_of(ines).post(address).status_code == 403

"""The comments of a story, section and edition at the desk: open, held, closed, and when they are shown."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import ModelLogEntry

from dateline.comments.models import Comment, Rank
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Section, Story


def set_(desk: Client, story: Story, **given: str) -> Any:
    said = {"comments_door": "open", "comments_mode": "", "reason": ""}
    return desk.post(f"/desk/stories/{story.pk}/comments/", said | given)


def test_a_moderator_closes_the_comments_of_a_story_and_its_history_says_why(
    desk_of: Any, mara: User, ines: User, ferry: Story
) -> None:
    assert set_(desk_of(mara), ferry, comments_door="closed", reason="A trial begins.").status_code == 302
    assert Story.objects.get().comments_door == "closed"
    entry = ModelLogEntry.objects.get(action="dateline.comments")
    assert (entry.user, entry.data["reason"]) == (mara, "A trial begins.")
    history = desk_of(ines).get(f"/desk/stories/history/{ferry.pk}/").content.decode()
    assert "Comments: Closed" in history
    assert "A trial begins." in history


def test_the_same_again_leaves_no_second_line(desk_of: Any, mara: User, ferry: Story) -> None:
    for _ in range(2):
        set_(desk_of(mara), ferry, comments_door="held")
    assert ModelLogEntry.objects.filter(action="dateline.comments").count() == 1


def test_a_mode_more_lenient_than_the_edition_s_is_refused_in_a_sentence(
    desk_of: Any, mara: User, ferry: Story, en: Edition
) -> None:
    answer = set_(desk_of(mara), ferry, comments_mode="clean")
    assert answer.status_code == 422
    assert "More lenient than edition or section, where it is “A person reads each" in answer.content.decode()
    Edition.objects.update(comments_mode="at once")
    assert set_(desk_of(mara), ferry, comments_mode="clean").status_code == 302
    Section.objects.update(comments_mode="read first")
    assert set_(desk_of(mara), ferry, comments_mode="at once").status_code == 422
    assert Story.objects.get().comments_mode == "clean"


def test_a_door_that_is_none_is_refused(desk_of: Any, mara: User, ferry: Story) -> None:
    assert "Choose open, held or closed." in set_(desk_of(mara), ferry, comments_door="").content.decode()


def test_a_killed_story_has_no_comments_to_set(desk_of: Any, mara: User, chief: User, ferry: Story) -> None:
    ferry.kill(by=chief, reason="Wrong.", ground="error", text="")
    answer = set_(desk_of(mara), ferry, comments_door="closed")
    assert "Nobody can comment on a killed story." in answer.content.decode()


def test_the_page_tells_what_edition_and_section_say(desk_of: Any, mara: User, ferry: Story) -> None:
    Edition.objects.update(comments_door="held", comments_close_after=30)
    text = desk_of(mara).get(f"/desk/stories/{ferry.pk}/comments/").content.decode()
    assert "closed after 30 days" in text
    assert "<strong>Held</strong>" in text
    assert "They close" in text


def test_the_editor_tells_and_leads_there_who_may(desk_of: Any, ines: User, rolf: User, ferry: Story) -> None:
    address = f"/desk/stories/{ferry.pk}/comments/"
    assert address in desk_of(ines).get(f"/desk/stories/edit/{ferry.pk}/").content.decode()
    assert address not in desk_of(rolf).get(f"/desk/stories/edit/{ferry.pk}/").content.decode()
    assert desk_of(rolf).get(address).status_code == 403


def test_a_chief_sets_an_edition_s_and_a_section_s(
    desk_of: Any, chief: User, en: Edition, harbour: Section, form_of: Callable[..., dict[str, str]]
) -> None:
    desk, address = desk_of(chief), f"/desk/editions/edit/{en.pk}/"
    sent = {"comments_door": "held", "comments_mode": "clean", "comments_close_after": "14"}
    assert desk.post(address, form_of(desk, address) | sent).status_code == 302
    en.refresh_from_db()
    assert (en.comments_door, en.comments_mode, en.comments_close_after) == ("held", "clean", 14)
    address = f"/desk/sections/edit/{harbour.pk}/"
    answer = desk.post(address, form_of(desk, address) | {"comments_mode": "at once"})
    assert "More lenient than edition or section" in answer.content.decode()
    assert desk.post(address, form_of(desk, address) | {"comments_mode": "read first"}).status_code == 302
    assert Section.objects.get().comments_mode == "read first"


@pytest.mark.parametrize("days", ["0", "-1"])
def test_comments_close_after_a_day_or_later(
    desk_of: Any, chief: User, en: Edition, form_of: Callable[..., dict[str, str]], days: str
) -> None:
    desk, address = desk_of(chief), f"/desk/editions/edit/{en.pk}/"
    assert desk.post(address, form_of(desk, address) | {"comments_close_after": days}).status_code == 200
    en.refresh_from_db()
    assert en.comments_close_after is None


def test_the_model_refuses_too(harbour: Section) -> None:
    harbour.comments_mode = "at once"
    with pytest.raises(ValidationError, match="More lenient"):
        harbour.full_clean()


@pytest.fixture
def form_of() -> Callable[..., dict[str, str]]:
    """What a desk's form would send as it stands."""

    def _form_of(desk: Client, address: str) -> dict[str, str]:
        form = desk.get(address).context["form"]
        values = {name: form[name].value() for name in form.fields}
        return {name: "" if value is None else str(value) for name, value in values.items()}

    return _form_of


def test_an_editor_marks_a_comment_and_the_page_says_who(
    desk_of: Any, ines: User, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    comment = comment_on(ferry)
    comment.turn("shown", at=clock.now())
    desk, address = desk_of(ines), f"/desk/stories/{ferry.pk}/comments/"
    assert desk.post(address, {"comment": comment.pk, "rank": "1"}).status_code == 302
    text = desk.get(address).content.decode()
    assert Comment.objects.get().rank == Rank.PICKED
    assert "by Ines" in text
    desk.post(address, {"comment": comment.pk, "rank": "0"})
    assert Comment.objects.get().rank == Rank.PLAIN


def test_what_waits_cannot_be_marked_and_another_story_s_is_not_found(
    desk_of: Any, ines: User, ferry: Story, publish: Callable[..., Story], comment_on: Callable[..., Comment]
) -> None:
    waiting, desk = comment_on(ferry), desk_of(ines)
    answer = desk.post(f"/desk/stories/{ferry.pk}/comments/", {"comment": waiting.pk, "rank": "1"}, follow=True)
    assert "Only a comment that is shown can be marked." in answer.content.decode()
    other = f"/desk/stories/{publish('Other').pk}/comments/"
    for given in ({"comment": waiting.pk, "rank": "1"}, {"comment": waiting.pk, "rank": "7"}, {"rank": "1"}):
        assert desk.post(other, given).status_code == 404

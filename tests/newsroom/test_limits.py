"""Roles limited to editions and sections: set beside the account, and kept at every list, form and door."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import ReferenceIndex
from wagtail.search.index import insert_or_update_object
from wagtail.users.models import UserProfile

from dateline.comments.models import Comment
from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models import Edition, Limit, Photo, Section, Story, Topic
from tests.newsroom.editor import read_now

FORM = {"urgency": "5", "body-count": "0", "contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0"}


@pytest.fixture
def sport(en: Edition) -> Section:
    return Section.objects.create(edition=en, slug="sport", name="Sport")


@pytest.fixture
def match(publish: Callable[..., Story], sport: Section) -> Story:
    """A story of the other section."""
    return publish("Halyard Rovers win", section=sport)


@pytest.fixture
def persian(publish: Callable[..., Story], fa: Edition) -> Story:
    return publish("کرایهٔ کشتی", edition=fa)


def _limit(user: User, edition: Edition, section: Section | None = None) -> User:
    Limit.objects.create(user=user, role=user.groups.get(), edition=edition, section=section)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def ines_of_economy(ines: User, ferry: Story, match: Story, persian: Story, harbour: Section) -> User:
    """Ines, from now on in one section."""
    return _limit(ines, harbour.edition, harbour)


def test_an_administrator_sets_where_somebody_works(
    desk_of: Any, ada: User, ines: User, en: Edition, harbour: Section, sport: Section, fa: Edition
) -> None:
    page = f"/desk/users/{ines.pk}/limits/"
    role = ines.groups.get()
    shown = desk_of(ada).get(page).content.decode()
    assert shown.index("English") < shown.index("All of it") < shown.index("Economy") < shown.index("فارسی")
    assert page in desk_of(ada).get(f"/desk/users/edit/{ines.pk}/").content.decode()
    assert desk_of(ada).post(page, {f"role-{role.pk}": [f"{en.pk}-{harbour.pk}", f"{fa.pk}-"]}).status_code == 302
    assert set(ines.limits.values_list("edition__code", "section__slug")) == {("en", "economy"), ("fa", None)}
    desk_of(ada).post(page, {f"role-{role.pk}": [f"{en.pk}-{harbour.pk}", f"{en.pk}-"]})
    assert set(ines.limits.values_list("edition__code", "section__slug")) == {("en", None)}, "all of it holds its parts"
    desk_of(ada).post(page, {})
    assert not ines.limits.exists()


def test_a_place_that_is_none_is_refused(desk_of: Any, ada: User, ines: User, en: Edition) -> None:
    answer = desk_of(ada).post(f"/desk/users/{ines.pk}/limits/", {f"role-{ines.groups.get().pk}": ["99-"]})
    assert answer.status_code == 422
    assert not Limit.objects.exists()


def test_an_administrator_has_no_limit(desk_of: Any, ada: User, root: User, en: Edition) -> None:
    page = desk_of(root).get(f"/desk/users/{ada.pk}/limits/").content.decode()
    assert "An administrator works everywhere" in page
    desk_of(root).post(f"/desk/users/{ada.pk}/limits/", {f"role-{ada.groups.get().pk}": [f"{en.pk}-"]})
    assert not Limit.objects.exists()


@pytest.mark.parametrize("place", ["section", "edition"])
@pytest.mark.parametrize("page", ["/desk/stories/", "/desk/stories/results/", "/desk/snippets/choose/stories/story/"])
def test_a_search_finds_what_stands_there_and_nothing_else(
    desk_of: Any, ines: User, ferry: Story, publish: Callable[..., Story], fa: Edition, place: str, page: str
) -> None:
    harbour = ferry.section
    for story in (ferry, publish("Ferry sinks", edition=fa)):
        insert_or_update_object(story)  # what a commit does
    user = _limit(ines, harbour.edition, harbour if place == "section" else None)
    shown = desk_of(user).get(page, {"q": "ferry"})
    assert shown.status_code == 200
    assert "Ferry fares rise" in shown.content.decode()
    assert "Ferry sinks" not in shown.content.decode()


def test_lists_show_what_stands_there_and_nothing_else(desk_of: Any, ines_of_economy: User) -> None:
    desk = desk_of(ines_of_economy)
    for page in ("/desk/", "/desk/stories/", "/desk/snippets/choose/stories/story/"):
        shown = desk.get(page).content.decode()
        assert "Ferry fares rise" in shown, page
        assert "Halyard Rovers win" not in shown, page
        assert "کرایهٔ کشتی" not in shown, page


@pytest.mark.parametrize("door", ["edit/{}/", "history/{}/", "{}/times/", "{}/topics/", "{}/handing/", "preview/{}/"])
def test_a_door_of_another_section_is_refused_with_a_sentence(
    desk_of: Any, ines_of_economy: User, match: Story, door: str
) -> None:
    answer = desk_of(ines_of_economy).get(f"/desk/stories/{door.format(match.pk)}")
    assert answer.status_code == 403
    assert "It stands in an edition or section that you do not work in." in answer.content.decode()


def test_saving_there_changes_nothing_and_here_it_works(
    desk_of: Any, ines_of_economy: User, ferry: Story, match: Story, harbour: Section
) -> None:
    desk, before = desk_of(ines_of_economy), match.latest_revision_id
    desk.post(f"/desk/stories/edit/{match.pk}/", FORM | {"headline": "Overwritten", "action-publish": "1"})
    match.refresh_from_db()
    assert (match.latest_revision_id, match.headline) == (before, "Halyard Rovers win")
    sent = FORM | read_now(ferry) | {"headline": "Fares rise", "section": harbour.pk, "action-publish": "1"}
    answer = desk.post(f"/desk/stories/edit/{ferry.pk}/", sent)
    assert answer.headers["Location"] == f"/desk/stories/{ferry.pk}/correct/"
    assert Story.objects.get(pk=ferry.pk).get_latest_revision_as_object().headline == "Fares rise"


def test_the_form_offers_only_sections_of_ones_own_and_takes_no_other(
    desk_of: Any, ines_of_economy: User, en: Edition, fa: Edition, sport: Section, harbour: Section
) -> None:
    desk = desk_of(ines_of_economy)
    page = desk.get("/desk/stories/add/").content.decode()
    assert ">Economy</option>" in page
    assert ">Sport</option>" not in page
    assert f'<option value="{fa.pk}"' not in page
    before = Story.objects.count()
    for given in ({"section": sport.pk}, {"section": ""}, {"edition": fa.pk, "section": ""}):
        sent = FORM | {"headline": "New", "edition": en.pk} | given
        assert desk.post("/desk/stories/add/", sent).status_code == 200
    assert (
        "Choose one of the sections in which you work."
        in desk.post("/desk/stories/add/", sent | {"edition": en.pk}).content.decode()
    )
    assert Story.objects.count() == before
    desk.post("/desk/stories/add/", FORM | {"headline": "New", "edition": en.pk, "section": harbour.pk})
    assert Story.objects.count() == before + 1


def test_a_story_cannot_be_moved_out_and_published_into_another_section(
    ines_of_economy: User, ferry: Story, sport: Section, root: User
) -> None:
    ferry.section = sport
    revision = ferry.save_revision(user=root)
    with pytest.raises(PermissionDenied, match="right to publish in its section"):
        Story.objects.get(pk=ferry.pk).publish(revision, user=ines_of_economy)


def test_the_queue_has_the_comments_of_ones_own_section(
    desk_of: Any, mara: User, ferry: Story, match: Story, harbour: Section, comment_on: Any, rules: HouseRules
) -> None:
    own, other = comment_on(ferry, "On the ferry."), comment_on(match, "On the match.")
    desk = desk_of(_limit(mara, harbour.edition, harbour))
    page = desk.get("/desk/comments/").content.decode()
    assert "On the ferry." in page
    assert "On the match." not in page
    assert desk.post(f"/desk/comments/{other.pk}/", {"verb": "show"}).status_code == 403
    assert desk.post(f"/desk/comments/{own.pk}/", {"verb": "show"}).status_code == 302
    assert [each.state for each in Comment.objects.order_by("pk")] == ["shown", "waiting"]


def test_house_rules_are_of_those_who_work_in_the_whole_edition(
    desk_of: Any, chief: User, rules: HouseRules, fa: Edition, harbour: Section
) -> None:
    draft = rules.draft_next()
    assert desk_of(_limit(chief, fa)).post(f"/desk/house-rules/{draft.pk}/publish/").status_code == 403
    chief.limits.all().delete()
    in_a_section = desk_of(_limit(chief, harbour.edition, harbour))
    assert in_a_section.get(f"/desk/house-rules/inspect/{draft.pk}/").status_code == 200
    assert in_a_section.post(f"/desk/house-rules/{draft.pk}/publish/").status_code == 403
    draft.refresh_from_db()
    assert not draft.is_published
    chief.limits.all().delete()
    desk_of(_limit(chief, harbour.edition)).post(f"/desk/house-rules/{draft.pk}/publish/")
    draft.refresh_from_db()
    assert draft.is_published


def test_topics_of_another_edition_are_neither_listed_nor_suggested_nor_merged(
    desk_of: Any, chief: User, en: Edition, fa: Edition
) -> None:
    Topic.objects.create(edition=fa, name="انرژی")
    ferries = Topic.objects.create(edition=en, name="Ferries")
    desk = desk_of(_limit(chief, fa))
    assert "Ferries" not in desk.get("/desk/topics/").content.decode()
    assert desk.get(f"/desk/topics/suggest/?edition={en.pk}&q=Fer").json() == {"topics": []}
    assert desk.get(f"/desk/topics/{ferries.pk}/merge/").status_code == 403


def test_the_use_of_a_photo_names_no_story_of_another_section(
    desk_of: Any, ines_of_economy: User, publish: Callable[..., Story], sport: Section, harbour: Section
) -> None:
    photo = Photo.objects.create(title="Lost", caption="The old mole.")
    seen = publish("In sight", section=harbour, photo=photo)
    hidden = publish("Out of sight", section=sport, photo=photo)
    for story in (seen, hidden):
        ReferenceIndex.create_or_update_for_object(story)
    desk = desk_of(ines_of_economy)
    page = desk.get(f"/desk/images/usage/{photo.pk}/").content.decode()
    assert "In sight" in page
    assert "Out of sight" not in page
    assert f"/desk/stories/edit/{hidden.pk}/" not in desk.get("/desk/photos/missing/").content.decode()


def test_two_roles_are_two_beats(ines: User, en: Edition, fa: Edition, harbour: Section) -> None:
    """Ines edits the economy and moderates all of the Persian edition."""
    _limit(ines, en, harbour)
    moderators = Group.objects.get(name="Moderator")
    ines.groups.add(moderators)
    Limit.objects.create(user=ines, role=moderators, edition=fa)
    ines = User.objects.get(pk=ines.pk)
    assert beat_of(ines, "stories.change_story").places == {(en.pk, harbour.pk)}
    assert beat_of(ines, "moderation.decide_comment").places == {(fa.pk, None)}
    assert beat_of(ines, "stories.view_story").places == {(en.pk, harbour.pk), (fa.pk, None)}
    assert not beat_of(ines, "people.change_user")


def test_no_limit_is_everywhere_and_nobody_s_right_is_nowhere(ines: User, en: Edition) -> None:
    assert beat_of(ines, "stories.change_story").everywhere
    User.objects.filter(pk=ines.pk).update(is_active=False)
    gone = User.objects.get(pk=ines.pk)
    assert not beat_of(gone, "stories.change_story")
    assert not Story.objects.visible_to(gone).exists()


def test_an_administrator_makes_no_superuser_and_does_not_touch_one(desk_of: Any, ada: User, root: User) -> None:
    desk = desk_of(ada)
    assert "is_superuser" not in desk.get(f"/desk/users/edit/{ada.pk}/").content.decode()
    assert 'name="is_superuser"' not in desk.get("/desk/users/new/").content.decode()
    sent = {"username": "new", "email": "new@halyard.example", "first_name": "N", "last_name": "N"}
    sent |= {"password1": "long enough a word", "password2": "long enough a word", "is_superuser": "on"}
    desk.post("/desk/users/new/", sent)
    assert not User.objects.get(username="new").is_superuser
    assert desk.post(f"/desk/users/edit/{root.pk}/", sent | {"username": "root"}).status_code == 403


def test_a_script_that_is_refused_reads_the_sentence_too(desk_of: Any, ines_of_economy: User, match: Story) -> None:
    desk: Client = desk_of(ines_of_economy)
    answer = desk.post(f"/desk/stories/edit/{match.pk}/", FORM, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 403
    assert "that you do not work in" in answer.json()["error_message"]


def test_a_refusal_speaks_the_language_of_who_is_refused(desk_of: Any, ines_of_economy: User, match: Story) -> None:
    profile = UserProfile.get_for_user(ines_of_economy)
    profile.preferred_language = "fa"
    profile.save()
    page = desk_of(ines_of_economy).get(f"/desk/stories/edit/{match.pk}/").content.decode()
    assert "این در نسخه یا بخشی است که شما در آن کار نمی‌کنید." in page
    assert 'dir="rtl"' in page

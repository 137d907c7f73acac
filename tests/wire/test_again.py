"""The same page again: known, or changed and then never silently public. What the desk wrote is never lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from wagtail.models import Revision

from dateline.stories.models import Edition, Photo, Story
from dateline.wire.intake import Intake
from dateline.wire.models import Arrival

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def crane() -> Story:
    return Story.objects.get(news_id=5120)


def newest() -> Story:
    return crane().get_latest_revision_as_object()


def desk_writes(user, **facts) -> Revision:
    draft = newest()
    for fact, value in facts.items():
        setattr(draft, fact, value)
    return draft.save_revision(user=user)


def test_the_same_page_again_is_unchanged(ingest, page) -> None:
    ingest(page, "--publish")
    printed, status = ingest(page.replace("\n", "\r\n"), "--publish")
    assert "\tunchanged\t" in printed
    assert status == 0
    assert (crane().version, Arrival.objects.count(), crane().revisions.count()) == (1, 1, 1)


def test_a_page_without_a_number_is_found_by_its_text(ingest, page) -> None:
    without = page.replace("News ID: 5120\n", "")
    ingest(without)
    printed, _ = ingest(without)
    assert "\tunchanged\t" in printed
    assert Story.objects.count() == 1


def test_a_changed_page_is_never_silently_public(ingest, page, client) -> None:
    ingest(page, "--publish")
    printed, status = ingest(page.replace("twice", "three times"), "--publish")
    assert (status, "\tupdated\t" in printed) == (0, True)
    assert "three times" in newest().lead
    answer = client.get(crane().get_absolute_url())
    assert "twice" in answer.text
    assert "three times" not in answer.text


def test_a_draft_goes_out_with_publish(ingest, page) -> None:
    ingest(page)
    printed, _ = ingest(page, "--publish")
    assert "\tupdated\t" in printed
    assert crane().is_public()


def test_a_draft_may_correct_its_time_and_a_published_story_may_not(ingest, page) -> None:
    ingest(page)
    ingest(page.replace("08:15", "09:15"), "--publish")
    assert crane().first_published_at.isoformat() == "2019-03-12T05:45:00+00:00"
    ingest(page.replace("08:15", "10:15"), "--publish")
    assert crane().first_published_at.isoformat() == "2019-03-12T05:45:00+00:00"


def test_the_desks_unpublished_changes_stay_in_the_history(ingest, page, ines) -> None:
    ingest(page, "--publish")
    written = desk_writes(ines, headline="A crane for Kessel", headline_is_derived=False, lead="Ours.", kicker="PORT")
    printed, _ = ingest(page.replace("twice", "three times"), "--publish")
    assert "\tupdated\t" in printed
    assert written.as_object().lead == "Ours."
    assert crane().revisions.filter(pk=written.pk).exists()
    assert ("three times" in newest().lead, newest().kicker) == (True, "PORT")
    assert crane().version == 1


def test_a_headline_by_the_desk_is_not_replaced_by_a_derived_one(ingest, page, ines) -> None:
    ingest(page)
    desk_writes(ines, headline="A crane for Kessel", headline_is_derived=False)
    ingest(page.replace("twice", "three times"))
    assert (newest().headline, newest().headline_is_derived) == ("A crane for Kessel", False)


def test_a_draft_that_the_desk_has_worked_on_goes_out_by_the_desk_only(ingest, page, ines) -> None:
    ingest(page)
    desk_writes(ines, lead="Half a sentence that")
    for text in (page, page.replace("twice", "three times")):
        ingest(text, "--publish")
        assert not crane().is_public()
    assert crane().version == 0


def test_a_held_story_takes_the_text_and_stays_held(ingest, page) -> None:
    ingest(page, "--publish")
    Story.objects.filter(news_id=5120).update(pub_status="withheld")
    printed, status = ingest(page.replace("twice", "three times"), "--publish")
    assert (status, "\tupdated\t" in printed) == (0, True)
    assert (crane().pub_status, crane().version, crane().is_public()) == ("withheld", 1, False)
    assert "three times" in newest().lead


def test_a_draft_that_is_held_does_not_go_out(ingest, page) -> None:
    ingest(page)
    Story.objects.filter(news_id=5120).update(pub_status="withheld")
    ingest(page, "--publish")
    assert (crane().version, crane().live) == (0, False)


def test_a_killed_story_takes_nothing_in(ingest, page) -> None:
    ingest(page, "--publish")
    Story.objects.filter(news_id=5120).update(pub_status="canceled")
    for text in (page, page.replace("twice", "three times")):
        printed, status = ingest(text, "--publish")
        assert "News ID 5120 was killed; its text is not taken in again." in printed
        assert "crane" not in printed
        assert status == 1
    assert (Arrival.objects.count(), crane().revisions.count()) == (1, 1)


def test_a_changed_caption_is_the_captions_of_the_draft(ingest, page) -> None:
    ingest(page, "--publish")
    ingest(page.replace("at the new crane in", "under the crane of"))
    assert "under the crane of" in newest().caption
    assert "at the new crane in" in crane().caption
    assert Photo.objects.count() == 1


def test_a_caption_that_comes_later_gets_its_photo_record(ingest, page) -> None:
    with_caption, caption = page, next(line for line in page.splitlines() if "(L)" in line)
    ingest(with_caption.replace(caption + "\n", ""), "--publish")
    assert crane().photo is None
    ingest(with_caption)
    assert newest().photo.caption == caption
    assert crane().photo is None


def test_a_photo_that_the_desk_chose_keeps_its_caption(ingest, page, ines) -> None:
    ingest(page)
    chosen = Photo.objects.create(title="quay", caption="The quay.")
    desk_writes(ines, photo=chosen)
    ingest(page.replace("at the new crane in", "under the crane of"))
    assert (newest().photo, newest().caption) == (chosen, "The quay.")


def edition() -> Edition:
    return Edition.objects.create(
        code="en", name="English", language="en", agency_name="Halyard", tag_entity="halyard.example,2026"
    )


@pytest.mark.usefixtures("committed")
def test_a_page_that_comes_in_twice_at_once_is_one_story(page) -> None:
    intake, start = Intake(edition(), ZoneInfo("Asia/Tehran"), publish=True), Barrier(4)

    def take(_: int) -> str:
        start.wait()
        try:
            landing = intake.take(page.encode(), name="page.txt", now=NOW)
            return landing.state + landing.reason
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        states = sorted(threads.map(take, range(4)))
    assert states == ["created", "unchanged", "unchanged", "unchanged"]
    assert (Story.objects.count(), Arrival.objects.count(), crane().version) == (1, 1, 1)

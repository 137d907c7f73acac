"""The sample newsroom: whole, in both editions, in every state, its pictures with it, its times in order."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from dateline.comments.models import Comment, State
from dateline.lib import clock
from dateline.moderation.models import Appeal, Ban, Decision, Pass, Threat
from dateline.site.sample import load, plan
from dateline.stories.models import Edition, Notice, Photo, Section, Story, Topic, Version
from dateline.stories.models.topic import Kind

LARGEST_PICTURE = 60_000
LATIN = re.compile("[A-Za-z]")

written = pytest.mark.parametrize("code", ["en", "fa"])


@pytest.fixture(scope="module")
def newsroom(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The sample, loaded once for all tests of this file, its pictures in a folder of their own."""
    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")))
    with django_db_blocker.unblock(), media, transaction.atomic():
        load.newsroom(now=clock.now())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(newsroom: None, db: None) -> None:
    """The sample as this test finds it."""


def test_the_front_pages_are_full(sample: None, client) -> None:
    assert client.get("/en/").content.count(b"/news/") >= 40
    assert "خبرگزاری بادبان" in client.get("/fa/").content.decode()
    assert client.get("/en/about").status_code == 200
    assert client.get("/fa/house-rules/1").status_code == 200


@written
def test_readers_find_forty_stories_in_six_sections(sample: None, code: str) -> None:
    public = Story.objects.public(clock.now()).filter(edition__code=code)
    assert public.count() >= 40
    assert Section.objects.filter(stories__in=public).distinct().count() == 6
    assert public.earliest("first_published_at").first_published_at < clock.now() - timedelta(days=14)


@written
def test_every_state_of_a_story_is_there(sample: None, code: str) -> None:
    stories = Story.objects.filter(edition__code=code)
    now = clock.now()
    assert stories.filter(version=0).exists()
    assert stories.filter(embargoed_until__gt=now).exists()
    assert stories.filter(publish_at__gt=now).exists()
    assert stories.filter(version=2).exists()
    assert stories.filter(live=True, has_unpublished_changes=True).exists()
    assert stories.filter(urgency=1, live=True).exists()
    assert stories.filter(headline_is_derived=True).exists()
    assert stories.filter(update_of__isnull=False).exists()


@written
def test_a_newsroom_has_corrected_held_and_killed(sample: None, client, code: str) -> None:
    notices = Notice.objects.filter(story__edition__code=code, readers_knew=True)
    said = notices.filter(kind__in=["correction", "clarification"]).exclude(text="")
    assert said.values("story").distinct().count() >= 2
    assert set(notices.values_list("kind", flat=True)) >= {"correction", "clarification", "update", "hold", "kill"}
    for notice in said:
        before, after = (notice.story.versions.get(number=notice.version - less) for less in (1, 0))
        assert before.content != after.content
        assert notice.at == after.created_at
    page = client.get(f"/{code}/corrections").content.decode()
    assert all(f"/{code}/news/{notice.story.news_id}/" in page for notice in said)
    assert f"/{code}/news/{notices.get(kind='kill').story.news_id}" in page


@written
def test_comments_of_every_state_are_there(sample: None, code: str) -> None:
    states = Comment.objects.filter(story__edition__code=code).values_list("state", flat=True)
    assert set(states) == set(State.values)
    assert len(states) >= 20


def test_every_refusal_tells_the_reader_why(sample: None) -> None:
    refusals = Decision.objects.filter(outcome="refuse")
    assert refusals.filter(of_appeal=None).count() == Comment.objects.filter(state=State.REFUSED).count()
    assert not refusals.filter(sentence="").exists()


def test_one_appeal_waits_and_one_is_answered_in_each_edition(sample: None) -> None:
    for code in ("en", "fa"):
        appeals = Appeal.objects.filter(decision__comment__story__edition__code=code)
        assert (appeals.waiting().count(), appeals.exclude(answer="").count()) == (1, 1)


def test_somebody_asks_for_advice_sees_a_threat_and_bans_a_name(sample: None) -> None:
    assert Pass.objects.standing().filter(kind="legal").count() == 2
    assert Threat.objects.open().filter(told=None).count() == 1
    assert Ban.objects.in_force(clock.now()).count() == 1


def test_nothing_happened_in_the_future_or_before_its_cause(sample: None) -> None:
    now = clock.now()
    for comment in Comment.objects.select_related("story"):
        assert comment.story.is_public(comment.created_at), comment.story
        assert comment.story.first_published_at < comment.created_at <= (comment.decided_at or now) <= now
    for version in Version.objects.select_related("story"):
        assert version.created_at <= now
        assert version.created_at <= version.story.version_created
    assert not Decision.objects.filter(rules__published_at__gt=now - timedelta(days=30)).exists()


def test_news_ids_ascend_with_time_in_both_editions_together(sample: None) -> None:
    stories = Story.objects.public(clock.now())
    by_number = list(stories.order_by("news_id").values_list("pk", flat=True))
    assert by_number == list(stories.order_by("first_published_at", "news_id").values_list("pk", flat=True))


def test_every_story_keeps_the_rules_of_the_editor(sample: None) -> None:
    for story in Story.objects.all():
        story.full_clean()
        assert not story.photo or story.caption
        assert not story.update_of or story.update_of.edition_id == story.edition_id


def test_persian_stories_are_translations(sample: None) -> None:
    stories = Story.objects.filter(edition__code="fa")
    assert stories.filter(translation_of__edition__code="en").count() >= 20
    assert stories.exclude(translation_of=None).exclude(translation_of__edition__code="en").count() == 0


@written
def test_pictures_have_files_captions_and_credits(sample: None, code: str) -> None:
    edition = Edition.objects.get(code=code)
    shown = Photo.objects.filter(stories__edition=edition).distinct()
    assert shown.count() >= 30
    for photo in shown:
        assert photo.caption
        assert photo.credit_line
        if not photo.is_missing:
            assert photo.alt
            assert photo.creator
            assert (photo.width, photo.height) == (1600, 1067)
    assert any(photo.is_missing for photo in shown)


def test_every_picture_is_small_and_described_in_both_languages() -> None:
    photos = plan.photos()
    files = {photo.key: photo.file for photo in photos}
    assert set(files.values()) == set(plan.PHOTOS.iterdir())
    assert len(files) == len(photos) >= 30
    for photo in photos:
        assert photo.file.stat().st_size <= LARGEST_PICTURE, photo.key
        for words in (photo.title, photo.caption, photo.alt, photo.creator):
            assert words["en"]
            assert words["fa"]
            assert not LATIN.search(words["fa"]), photo.key
        assert photo.caption["en"].endswith("Illustration.")
        assert photo.caption["fa"].endswith("تصویرسازی.")


def test_every_picture_is_printed_somewhere() -> None:
    shown = {key for code in ("en", "fa") for story in plan.stories(code) for key in story.photos}
    assert shown == {photo.key for photo in plan.photos()}


def test_persian_words_hold_no_latin_letter() -> None:
    folder = Path(plan.HERE) / "fa"
    for story in plan.stories("fa"):
        words = [story.headline, story.lead, story.kicker, story.place, story.byline, story.photo_caption]
        words += [story.changed_headline, story.updated_lead, *_words(story.body), *story.topics]
        words += (story.missing_photo or {}).values()
        words += _of_notices(story)
        assert not [text for text in words if LATIN.search(text)], (folder, story.key)


@written
def test_topics_of_every_kind_are_described_and_have_other_names(sample: None, code: str) -> None:
    topics = Topic.objects.filter(edition__code=code)
    assert {topic.kind for topic in topics} == set(Kind.values)
    assert all(topic.description and topic.aliases for topic in topics)
    assert code == "en" or not [
        word for topic in topics for word in (topic.description, *topic.aliases) if LATIN.search(word)
    ]


@written
def test_every_story_chose_its_related_stories_when_it_went_out(sample: None, code: str) -> None:
    out = Story.objects.filter(edition__code=code, version__gt=0)
    assert not out.filter(related_stories=None).exists()
    assert out.exclude(update_of=None).first().related_stories["earlier"]


def _of_notices(story: plan.StoryPlan) -> list[str]:
    words = [story.taken_back.text, story.taken_back.reason] if story.taken_back else []
    if story.amended:
        words += [story.amended.note, story.amended.reason, *story.amended.was.values()]
        words += [was for was, _now_is in story.amended.reworded]
    return words


def _words(block: Any) -> list[str]:
    match block:
        case str():
            return [block]
        case list():
            return [text for each in block for text in _words(each)]
        case dict():
            return [text for name, each in block.items() if name != "photo" for text in _words(each)]
    return []

"""Topics that pages name: told at the end of an import, and set on its drafts where `--topics` asks for it."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dateline.people.models import User
from dateline.stories.models import Edition, Story, Topic
from dateline.stories.models.topic import Kind
from dateline.wire.intake import Intake
from dateline.wire.item import WireCaption, WireItem
from dateline.wire.naming import topics_named

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SET = "Topics set: 2, on stories: 1."
OFFERED = "Topics named and not set: 2, on stories: 1. The same command with --topics sets them on drafts."


@pytest.fixture
def osk(en: Edition) -> Topic:
    """A person: Dana Osk, also called the harbour master."""
    topic = Topic.objects.create(edition=en, name="Dana Osk", kind=Kind.PERSON)
    topic.set_aliases(["Harbour master Osk", "the harbour master"])
    return topic


@pytest.fixture
def kessel(en: Edition) -> Topic:
    """A place."""
    return Topic.objects.create(edition=en, name="Kessel", kind=Kind.PLACE)


@pytest.fixture
def topics(osk: Topic, kessel: Topic, en: Edition) -> list[Topic]:
    """The two that the page of the crane names, in the order in which it does, besides one that it does not."""
    Topic.objects.create(edition=en, name="Night ferry")
    return [osk, kessel]


def on(story: Story) -> list[Topic]:
    return list(story.get_latest_revision_as_object().topics.order_by("pk"))


def test_headline_lead_text_and_captions_are_looked_through(en, osk, kessel) -> None:
    names = Topic.objects.names_of(en)

    def named(**texts) -> list[int]:
        facts = {"headline": "", "lead": "", "paragraphs": ()} | texts
        item = WireItem(
            "page", 1, NOON, headline_is_derived=False, source="", credit="Kessel Agency by Dana Osk", **facts
        )
        return topics_named(item, names)

    assert named() == []
    assert named(headline="Kessel has a crane") == [kessel.pk]
    assert named(lead="So said the harbour master.") == [osk.pk]
    assert named(paragraphs=("First.", "Dana Osk came to Kessel.")) == [osk.pk, kessel.pk]
    assert named(captions=(WireCaption("A crane"), WireCaption("The quay of Kessel"))) == [kessel.pk]
    assert named(headline="A trial of Dana", lead="Osk was there.") == []


def test_topics_are_set_where_asked_for_and_the_line_says_which(topics, ingest, page) -> None:
    printed, status = ingest(page, "--topics")
    assert (status, on(Story.objects.get())) == (0, topics)
    assert list(Story.objects.get().topics.order_by("pk")) == topics
    assert "        Topics: Dana Osk, Kessel.\n" in printed


def test_without_the_option_they_are_told_and_not_set(topics, ingest_files, page, tmp_path) -> None:
    (tmp_path / "crane.txt").write_text(page)
    (tmp_path / "other.txt").write_text("12 March 2019 - 08:15\nHalyard - A fair in Tarn.\n\nHNA - It began.\n")
    printed, status = ingest_files(str(tmp_path))
    assert (status, OFFERED in printed.splitlines()) == (0, True)
    assert [on(story) for story in Story.objects.all()] == [[], []]
    again, _ = ingest_files(str(tmp_path))
    assert "Topics" not in again


def test_the_same_command_with_the_option_takes_them_over(topics, ingest_files, page, tmp_path) -> None:
    (tmp_path / "crane.txt").write_text(page)
    ingest_files(str(tmp_path))
    printed, _ = ingest_files(str(tmp_path), "--topics")
    assert on(Story.objects.get()) == topics
    assert SET in printed.splitlines()
    assert "1 read: 0 created, 1 updated, 0 unchanged, 0 refused." in printed
    printed, _ = ingest_files(str(tmp_path), "--topics")
    assert "1 read: 0 created, 0 updated, 1 unchanged, 0 refused." in printed


def test_a_story_that_the_desk_has_worked_on_keeps_its_topics(topics, ingest, page, ines: User) -> None:
    ingest(page)
    Story.objects.get().save_revision(user=ines)
    ingest(page, "--topics")
    assert on(Story.objects.get()) == []


def test_a_story_that_is_out_keeps_its_topics(topics, ingest, page) -> None:
    ingest(page, "--publish")
    ingest(page, "--topics")
    assert (on(Story.objects.get()), Story.objects.get().version) == ([], 1)


def test_a_published_import_is_out_on_its_topics(topics, ingest, page) -> None:
    ingest(page, "--topics", "--publish")
    assert list(Story.objects.get(live=True).topics.order_by("pk")) == topics


def test_names_of_another_edition_are_not_known(fa: Edition, ingest, page) -> None:
    Topic.objects.create(edition=fa, name="Kessel", kind=Kind.PLACE)
    ingest(page, "--topics")
    assert on(Story.objects.get()) == []


def test_a_topic_merged_while_an_archive_comes_in_gives_way_to_the_one_kept(osk, en, page, ines) -> None:
    intake = Intake(en, ZoneInfo("Asia/Tehran"), topics=True)
    arriving = intake.read(page.encode(), name="crane.txt", now=NOON)
    master = Topic.objects.create(edition=en, name="Master of the harbour", kind=Kind.PERSON)
    osk.merge_into(master, by=ines)
    landing = intake.land(arriving)
    assert (landing.topics, on(landing.story)) == ((master,), [master])


def test_the_table_tells_each_storys_topics_and_the_counts(topics, ingest_files, page, tmp_path: Path) -> None:
    (tmp_path / "crane.txt").write_text(page)
    table = tmp_path / "report.csv"
    ingest_files(str(tmp_path / "crane.txt"), "--topics", "--report", str(table))
    rows = list(csv.reader(table.read_text().splitlines()))
    assert ["topics set", "5120", "Dana Osk; Kessel"] in rows
    assert ["count", "topics set", "2"] in rows
    assert ["count", "stories with topics named, not set", "0"] in rows


def test_names_are_asked_for_once_an_import(topics, ingest_files, page, tmp_path) -> None:
    for number in (5120, 5122, 5124):
        (tmp_path / f"{number}.txt").write_text(page.replace("5120", str(number)))
    with CaptureQueriesContext(connection) as asked:
        ingest_files(str(tmp_path))
    assert sum("stories_topicname" in each["sql"] for each in asked.captured_queries) == 1

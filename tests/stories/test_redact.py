"""Redact: words leave all that was published of a story and all that is kept of it, and the history stays whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from wagtail.models import ModelLogEntry, Revision

from dateline.lib import clock
from dateline.people.models import User
from dateline.site.management.commands.verify_history import MODELS
from dateline.stories.models import Contributor, Notice, Photo, Section, Story, Version, chain
from dateline.stories.search import cleaning
from dateline.wire.models import Arrival, OldAddress
from tests.stories.conftest import WHY, found

NAME = "Zephyrine Quincey"
MARK = "[redacted]"


@pytest.fixture
def named(publish: Callable[..., Story], harbour: Section, ines: User, rolf: User) -> Story:
    """A story with a name everywhere: three texts, one of them a draft, a correction that says it, notes, bytes."""
    facts: dict[str, Any] = {"section": harbour, "lead": f"{NAME} was seen.", "byline": "Rolf Amsel"}
    story = publish(f"{NAME} rises", body=["Said <b>Zephy</b>rine Quincey &amp; co.", "Nothing."], **facts)
    story.contributors = [Contributor(name=NAME, role="Reporting")]
    story.ed_note = f"Ask {NAME}."
    story.correct(story.save_revision(user=ines), by=ines, note=f"{NAME} called.", reason="zephyrine-quincey wrote.")
    story.headline = "A draft on Zephyrine  Quincey"
    story.save_revision(user=rolf, log_action=True)
    story.submit(by=rolf, note=f"On {NAME}.")
    story.note_on("Zephyrine Quincey", field="headline", text=f"Is it {NAME}?", by=ines)
    story.ask_for_correction(by=rolf, text=f"Not {NAME}.", told_by=NAME)
    tomorrow = clock.now() + timedelta(days=1)
    story.put_out_later(story.get_latest_revision(), at=tomorrow, by=ines, note=f"On {NAME}.", reason=NAME)
    Arrival.objects.create(
        story=story, edition=story.edition, format="x", name="zephyrine-quincey.html", packed=b"Zephyrine",
        content_hash="1", arrived_at=clock.now(),
    )  # fmt: skip
    OldAddress.objects.create(story=story, path="/doc/zephyrine-quincey.html")
    return story


def dump() -> str:
    """All that the database holds, as text in small letters."""
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return " ".join(
        bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
        for row in rows
        for value in row
    ).lower()


def redact(story: Story, by: User, words: str = NAME, **facts: Any) -> None:
    story.redact(words.splitlines(), by=by, **(WHY | facts))


def test_the_words_are_in_no_table_afterwards(named: Story, chief: User) -> None:
    assert "zephyr" in dump()
    redact(named, chief)
    cleaning.clean.call()
    assert [part for part in ("zephyr", "quincey") if part in dump()] == []


def test_a_mark_stands_in_their_place_in_every_version_and_a_draft_stays_one(named: Story, chief: User) -> None:
    redact(named, chief)
    assert (named.version, named.headline, named.slug) == (3, f"{MARK} rises", "rises")
    assert [each.headline for each in named.versions.all()] == [f"{MARK} rises"] * 3
    assert named.versions.get(number=1).content["lead"] == f"{MARK} was seen."
    assert f"Said <b>{MARK}</b> &amp; co." in named.versions.get(number=1).content["body"]
    assert named.text.startswith(f"Said {MARK} & co.")
    assert named.notices.get(kind="correction").text == f"{MARK} called."
    assert named.handovers.get().note == f"On {MARK}."
    assert (named.has_unpublished_changes, named.stage) == (True, "review")
    assert named.latest_revision.content["headline"] == f"A draft on {MARK}"
    assert named.live_revision.content["headline"] == f"{MARK} rises"
    assert found("rises", named)
    assert not found("quincey", named)


def test_who_when_and_why_are_kept_and_nothing_of_the_words(named: Story, chief: User) -> None:
    at = clock.now() + timedelta(hours=1)
    redact(named, chief, reason="A court wrote.", ground="order", text="A court ordered it.", now=at)
    notice = named.notices.get(kind="redaction")
    assert (notice.author, notice.at, notice.version, notice.readers_knew) == (chief, at, 3, True)
    assert (notice.ground, notice.text, notice.reason) == ("order", "A court ordered it.", "A court wrote.")
    assert (named.version_created, named.first_published_at < at) == (at, True)
    assert ModelLogEntry.objects.filter(action="dateline.redaction", user=chief).exists()


def test_the_history_verifies_and_counts_what_was_erased(named: Story, chief: User) -> None:
    redact(named, chief)
    verified = chain.verify(MODELS)
    assert verified.breaks == []
    assert verified.counts["erasure"] == 6  # headline and content of two versions, text and reason of a notice


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stories_version SET headline = 'Other' WHERE number = 1",
        'UPDATE stories_version SET content = \'{"body": "x"}\' WHERE number = 2',
        "UPDATE stories_version SET headline = '' WHERE number = 2",
        "UPDATE stories_notice SET text = 'Other' WHERE kind = 'correction'",
        "UPDATE stories_chainlink SET salts = '{}' WHERE kind = 'erasure'",
    ],
)
def test_what_is_changed_after_a_redaction_is_found(named: Story, chief: User, statement: str) -> None:
    redact(named, chief)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("stories_version", "stories_notice", "stories_chainlink"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)
    assert chain.verify(MODELS).breaks


def test_the_database_lets_no_text_be_put_in_unless_a_link_says_so(named: Story, chief: User) -> None:
    redact(named, chief)
    third = Version.objects.get(story=named, number=3)
    first = Version.objects.get(story=named, number=1)
    for version, text in ((first, "Other"), (third, "Other")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(headline=text)
    Version.objects.filter(pk=third.pk).update(headline="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=third.pk).update(headline="Other")


def test_it_can_be_done_again_and_the_history_still_verifies(named: Story, chief: User) -> None:
    redact(named, chief)
    with pytest.raises(ValidationError, match="stand nowhere"):
        redact(named, chief)
    redact(named, chief, "Rolf Amsel")
    assert (named.version, named.byline) == (4, MARK)
    assert chain.verify(MODELS).breaks == []
    chain.erase(chain.VERSION, named.versions.get(number=1), "content", reason="A court order.", empty={})
    assert chain.verify(MODELS).breaks == []


def test_a_held_and_a_killed_story_are_redacted_and_stay_so(named: Story, chief: User) -> None:
    named.hold(by=chief, **WHY)
    redact(named, chief)
    assert (named.is_held, named.version) == (True, 3)
    named.kill(by=chief, **WHY)
    redact(named, chief, "Rolf Amsel")
    assert (named.is_killed, named.version, named.byline) == (True, 3, MARK)
    assert named.notices.filter(kind="redaction").count() == 2
    assert "amsel" not in str(list(Revision.objects.values_list("content"))).lower()


def test_a_draft_and_words_that_are_not_there_are_refused(write: Any, named: Story, chief: User) -> None:
    with pytest.raises(PermissionDenied, match="never out"):
        redact(write(NAME), chief)
    for words, sentence in (("Nobody", "stand nowhere"), ("a", "too short"), (" ", "which words")):
        with pytest.raises(ValidationError, match=sentence):
            redact(named, chief, words)
    with pytest.raises(ValidationError, match="Say why"):
        redact(named, chief, reason=" ")
    assert not Notice.objects.filter(kind="redaction").exists()


def test_a_reason_or_text_that_holds_the_words_is_refused(named: Story, chief: User) -> None:
    with pytest.raises(ValidationError, match="The reason holds"):
        redact(named, chief, reason="zephyrine  QUINCEY asked.")
    with pytest.raises(ValidationError, match="The text for readers holds"):
        redact(named, chief, text="Zephyrine-Quincey asked.")


def test_a_photo_is_redacted_where_it_is_asked_for(named: Story, chief: User, ines: User) -> None:
    photo = Photo.objects.create(title="Quay", caption=f"{NAME} at the quay.", alt=f"{NAME}, laughing")
    other = Photo.objects.create(title="Other", caption=f"{NAME} elsewhere.")
    named.photo = photo
    named.publish(named.save_revision(user=ines), user=ines)
    redact(named, chief)
    photo.refresh_from_db()
    assert photo.caption == f"{NAME} at the quay."
    redact(named, chief, photos=[photo.pk, other.pk])
    photo.refresh_from_db()
    other.refresh_from_db()
    assert (photo.caption, photo.alt) == (f"{MARK} at the quay.", f"{MARK}, laughing")
    assert other.caption == f"{NAME} elsewhere."


def test_who_had_the_old_text_open_saves_it_on_top_of_nothing(named: Story, chief: User) -> None:
    before = named.latest_revision_id
    redact(named, chief)
    assert named.latest_revision_id != before
    assert named.latest_revision.user == chief


def test_a_persian_mark_stands_in_a_persian_story(publish: Any, fa: Any, chief: User) -> None:
    story = publish("مریم کریمی آمد", edition=fa)
    redact(story, chief, "مريم كريمي")
    assert story.headline == "[حذف‌شده] آمد"
    assert chain.verify(MODELS).breaks == []

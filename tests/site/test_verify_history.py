"""`dateline verify-history` finds whatever was changed, removed or put in behind the program's back."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from dateline.delivery.models import Drop
from dateline.lib import clock
from dateline.moderation import judging
from dateline.moderation.models import Decision, HouseRules
from dateline.people.models import User
from dateline.site.management.commands.verify_history import MODELS
from dateline.stories.models import ChainLink, Edition, Notice, Story, Version, chain
from dateline.stories.models.chain import verify

GUARDED = ("stories_version", "stories_notice", "stories_chainlink", "moderation_decision")


@pytest.fixture
def history(ferry: Story, ines: User, mara: User, rules: HouseRules, comment_on: Any) -> Story:
    """Two versions, a correction and a hold of one story, and two decisions on its comments."""
    ferry.correct(ferry.save_revision(user=ines), by=ines, note="It was 3 per cent.")
    ferry.hold(by=ines, reason="Dana Osk has called.", ground="error")
    judging.show(comment_on(ferry), by=mara, now=clock.now())
    clause = rules.clauses_in_force()[0]
    judging.refuse(comment_on(ferry, "Another."), clause=clause, sentence="No.", by=mara, now=clock.now())
    return ferry


def told() -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_history", stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def behind(db: None) -> Callable[[str], None]:
    """Run a statement as somebody does who has the database and takes its guards away."""

    def _behind(statement: str) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with rows yet to be checked is not altered
                for table in GUARDED:
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(statement)

    return _behind


def test_a_whole_history_says_what_it_counted(history: Story) -> None:
    code, said = told()
    assert code == 0
    assert "6 links: 2 versions, 2 notices, 2 decisions, 0 erasures." in said
    assert ChainLink.objects.latest("pk").hash in said


def test_an_empty_newsroom_is_whole(db: None) -> None:
    assert told()[0] == 0


TAMPERED = {
    "a version's headline": "UPDATE stories_version SET headline = 'Other' WHERE number = 1",
    "a version's text": 'UPDATE stories_version SET content = \'{"body": "x"}\' WHERE number = 2',
    "a version's time": "UPDATE stories_version SET created_at = '2020-01-01 00:00:00+00:00' WHERE number = 1",
    "a notice's text": "UPDATE stories_notice SET text = 'Nothing.' WHERE kind = 'correction'",
    "a notice's text emptied": "UPDATE stories_notice SET text = '' WHERE kind = 'correction'",
    "a notice's ground": "UPDATE stories_notice SET ground = 'order' WHERE kind = 'hold'",
    "a decision's outcome": "UPDATE moderation_decision SET outcome = 'show' WHERE outcome = 'refuse'",
    "a decision's sentence": "UPDATE moderation_decision SET sentence = 'Yes.' WHERE outcome = 'refuse'",
    "a law that a decision never cited": "UPDATE moderation_decision SET law = 'Section 1' WHERE outcome = 'refuse'",
    "a notice removed": "DELETE FROM stories_notice WHERE kind = 'correction'",
    "a decision removed": "DELETE FROM moderation_decision WHERE outcome = 'refuse'",
    "a link removed": "DELETE FROM stories_chainlink WHERE kind = 'notice'",
    "a salt removed": "UPDATE stories_chainlink SET salts = '{}' WHERE kind = 'notice'",
    "a digest": "UPDATE stories_chainlink SET digests = '{}' WHERE kind = 'decision'",
}


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED)
def test_what_was_tampered_with_is_found(history: Story, behind: Callable[[str], None], statement: str) -> None:
    Drop.objects.update(notice=None)  # nor does anything else point to what is removed
    behind(statement)
    code, said = told()
    assert code == 1, said
    assert "The history was changed" in said


def test_a_row_put_in_beside_the_chain_is_found(history: Story) -> None:
    facts = {"number": 9, "created_at": clock.now(), "headline": "Forged", "content": {}}
    Version.objects.bulk_create([Version(story=history, **facts)])
    code, said = told()
    assert (code, "1 rows of kind version are in no link." in said) == (1, True)


def test_erasing_leaves_the_chain_whole_and_says_so(history: Story) -> None:
    notice = history.notices.get(kind="hold")
    chain.erase(chain.NOTICE, notice, "reason", reason="Dana Osk asked.")
    chain.erase(chain.NOTICE, notice, "reason", reason="Twice is harmless.")
    version = history.versions.get(number=1)
    chain.erase(chain.VERSION, version, "content", reason="A court order.", empty={})
    decision = Decision.objects.get(outcome="refuse")
    chain.erase(chain.DECISION, decision, "sentence", reason="It quoted the reader.")
    assert (notice.reason, version.content, decision.sentence) == ("", {}, "")
    code, said = told()
    assert (code, "3 erasures" in said) == (0, True)
    salts = ChainLink.objects.get(kind="notice", row=notice.pk).salts
    assert sorted(salts) == ["author_name", "text"]


def test_only_what_is_erasable_is_erased(history: Story) -> None:
    with pytest.raises(ValueError, match="is not erased"):
        chain.erase(chain.NOTICE, history.notices.first(), "ground", reason="No.")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stories_chainlink SET hash = 'x'",
        "DELETE FROM stories_chainlink",
        "UPDATE stories_version SET headline = 'x'",
        "UPDATE stories_notice SET text = 'x'",
        "UPDATE moderation_decision SET sentence = 'x'",
        "UPDATE moderation_decision SET law = 'x' WHERE outcome = 'refuse'",
        "DELETE FROM moderation_decision",
    ],
)
def test_the_database_refuses_at_first(history: Story, statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_rows_that_were_there_before_join_in_their_order(history: Story, behind: Callable[[str], None]) -> None:
    behind("DELETE FROM stories_chainlink")
    chain.append_all(chain.VERSION, Version.objects.order_by("created_at", "pk"), links=ChainLink.objects)
    chain.append_all(chain.NOTICE, Notice.objects.order_by("at", "pk"), links=ChainLink.objects)
    chain.append_all(chain.DECISION, Decision.objects.order_by("decided_at", "pk"), links=ChainLink.objects)
    assert told()[0] == 0


def test_writers_that_meet_do_not_fork_it(committed: None, at_once: Any) -> None:
    edition = Edition.objects.create(
        code="en", name="English", language="en", agency_name="Halyard", tag_entity="halyard.example,2026"
    )

    def out(number: int) -> None:
        story = Story(edition=edition, headline=f"Story {number}")
        story.save()
        for _ in range(3):
            story.publish(story.save_revision())

    at_once(out, threads=4)
    found = verify(MODELS)
    assert (found.breaks, found.counts["version"], found.counts["notice"]) == ([], 12, 8)

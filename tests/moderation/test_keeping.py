"""What readers sent is erased in its time, or at their wish, whole; and what was decided of it still verifies."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from dateline.comments.mail import Mail, MailRecipient
from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import appealing, banning, checking, forgetting, holding, judging, passing, reporting
from dateline.moderation.models import (
    AppealOutcome,
    BanKind,
    Clause,
    Decision,
    HouseRules,
    PassKind,
    Report,
    ReportKind,
)
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import Notice, Story, Version
from dateline.stories.models.chain import verify

TOM, REED = "tom@reader.example", "reed@reader.example"
DAY = timedelta(days=1)
LONG = 184 * DAY
MODELS = {"decision": Decision, "version": Version, "notice": Notice}


@pytest.fixture
def insult(rules: HouseRules) -> Clause:
    return rules.clauses_in_force()[1]


@pytest.fixture
def send(ferry: Story, comment_on: Callable[..., Comment]) -> Callable[..., Comment]:
    return lambda text, **facts: comment_on(ferry, text, email=TOM, **facts)


def refuse(comment: Comment, clause: Clause, by: User, *, sentence: str = "“Barnacle” is an insult.") -> None:
    judging.refuse(Comment.objects.get(pk=comment.pk), clause=clause, sentence=sentence, by=by, now=clock.now())


def words_left(text: str) -> list[str]:
    """Every table that still holds these words, whatever the column."""
    rows = StringIO()
    tables = ("appeal", "decision", "report", "legalhold", "checkopinion", "pass")
    call_command("dumpdata", "comments", *(f"moderation.{table}" for table in tables), stdout=rows)
    return sorted({row["model"] for row in json.loads(rows.getvalue()) if text in json.dumps(row, ensure_ascii=False)})


def test_refused_words_are_erased_in_their_time_and_what_waits_or_is_held_is_kept(
    client: Client, send: Any, insult: Clause, mara: User, chief: User
) -> None:
    now = clock.now()
    plain, appealed, reported, held, shown = (send(f"Barnacle number {number}.") for number in range(5))
    for comment in (reported, held):
        judging.show(comment, by=mara, now=now)
        reporting.file(Comment.objects.get(pk=comment.pk), Reported(ReportKind.RULES, "Why?", email=REED), now=now)
    reporting.keep(Comment.objects.get(pk=held.pk), words="It stays.", by=mara, now=now)
    holding.hold(held, reason="A court asks.", by=chief, now=now)
    refuse(held, insult, mara)
    Comment.objects.filter(pk=reported.pk).update(state="refused", decided_at=now)  # a report waits on it
    judging.show(shown, by=mara, now=now)
    for comment in (plain, appealed):
        refuse(comment, insult, mara)
    passing.give_back(
        passing.pass_on(plain, PassKind.COLLEAGUE, to=chief, note="A barnacle is?", by=mara, now=now),
        words="No barnacle.",
        by=chief,
        now=now,
    )
    answered = appealing.file(plain, text="No barnacle is meant.", now=now)
    appealing.answer(answered, AppealOutcome.UPHELD, words="A barnacle is.", by=chief, now=now)
    appealing.file(appealed, text="It is a ship’s word.", now=now)

    Mail.objects.update(due_at=None)  # it went
    assert forgetting.forget(now=now + 182 * DAY) > 0  # the hashes of addresses
    assert not Comment.objects.exclude(erased_at=None).exists()
    forgetting.forget(now=now + LONG)
    assert Report.objects.filter(explanation="Why?").count() == 2
    assert list(Comment.objects.exclude(erased_at=None)) == [plain]
    plain.refresh_from_db()
    assert (plain.state, plain.text, plain.name, plain.email, plain.fingerprint) == ("refused", "", "", "", "")
    assert words_left("Barnacle number 0") == words_left("barnacle is") == words_left("No barnacle") == []
    assert not Mail.objects.filter(recipient__comment=plain).exists()
    found = verify(MODELS)
    assert (found.breaks, found.counts["erasure"]) == ([], 2)
    page = client.get(f"/receipts/{plain.receipt_token}").content.decode()
    assert "Your comment is not shown" in page
    assert "Clause 2: Insult" in page
    assert "are gone for good" in page
    with pytest.raises(ValidationError, match="words of this comment are erased"):
        judging.show(plain, by=mara, now=now + LONG)

    # Once the appeal and the report are answered and the hold is lifted, those go too.
    holding.lift(held, by=chief, now=now + LONG)
    forgetting.forget(now=now + LONG)
    held.refresh_from_db()
    assert held.text == ""
    told, waiting = Report.objects.order_by("pk")[1], Report.objects.order_by("pk")[0]
    assert (told.explanation, told.email, told.recipient, told.answer) == ("", "", None, "It stays.")
    assert (waiting.explanation, waiting.email) == ("Why?", REED)


def test_a_reader_gets_all_that_is_theirs_and_nothing_of_others(
    send: Any, ferry: Story, comment_on: Any, insult: Clause, mara: User, chief: User
) -> None:
    now = clock.now()
    mine = send("Barnacle, first words.")
    checking.receive_again(mine, "Barnacle, second words.", now=now)
    refuse(mine, insult, mara)
    appealing.file(mine, text="I mock nobody.", now=now)
    banning.ban(mine, BanKind.EMAIL, days=7, reason="Again and again.", everywhere=True, by=mara, now=now)
    other = comment_on(ferry, "Somebody else wrote this.", email="ada@reader.example")
    judging.show(other, by=mara, now=now)
    words = Reported(ReportKind.RULES, "It lies.", name="T. Reed", email=TOM.upper())
    reporting.file(Comment.objects.get(pk=other.pk), words, now=now)

    out = StringIO()
    call_command("reader", "export", email=TOM, stdout=out)
    (comment,), (report,) = (json.loads(out.getvalue())[name] for name in ("comments", "reports"))
    assert (comment["text"], comment["state"]) == ("Barnacle, second words.", "refused")
    assert [each["text"] for each in comment["earlier_texts"]] == ["Barnacle, first words."]
    (decision,) = comment["decisions"]
    assert (decision["clause"], decision["clause_title"], decision["automatic"]) == (2, "Insult", False)
    assert decision["sentence"] == "“Barnacle” is an insult."
    assert [each["text"] for each in comment["appeals"]] == ["I mock nobody."]
    assert [(each["by"], each["reason"]) for each in comment["bans"]] == [("email", "Again and again.")]
    assert [each["event"] for each in comment["mails"]] == ["proof"]
    assert (report["explanation"], report["name"], report["clause"]) == ("It lies.", "T. Reed", None)
    assert not any(word in out.getvalue() for word in ("Somebody else", "ada@", "mara", "Mara"))
    one = StringIO()
    call_command("reader", "export", receipt=f"http://127.0.0.1:8000/receipts/{mine.receipt_token}/", stdout=one)
    assert [each["number"] for each in json.loads(one.getvalue())["comments"]] == [mine.pk]
    with pytest.raises(CommandError, match="Nothing is kept"):
        call_command("reader", "export", comment=10**9)


def test_a_reader_is_erased_whole_but_for_what_waits_and_that_is_named(
    send: Any, ferry: Story, comment_on: Any, insult: Clause, mara: User, chief: User, capsys: Any
) -> None:
    now = clock.now()
    refused, appealed, shown = send("Barnacle one."), send("Barnacle two."), send("Barnacle three.")
    refuse(refused, insult, mara)
    refuse(appealed, insult, mara, sentence="The rule on insult.")
    appeal = appealing.file(appealed, text="I mock nobody.", now=now)
    judging.show(shown, by=mara, now=now)
    other = comment_on(ferry, "Somebody else wrote this.")
    judging.show(other, by=mara, now=now)
    other = Comment.objects.get(pk=other.pk)
    report = reporting.file(other, Reported(ReportKind.LIBEL, "He lies.", "this", "T. Reed", "Tom", TOM), now=now)

    with pytest.raises(CommandError, match="3 comments and 1 reports for good"):
        call_command("reader", "erase", email=TOM)
    assert Comment.objects.filter(erased_at=None).count() == 4
    with pytest.raises(SystemExit):
        call_command("reader", "erase", email=TOM, yes=True)
    said = capsys.readouterr().out
    assert "Erased 2 comments and 0 reports." in said
    assert f"Kept. Comment {appealed.pk}: Your appeal is being read." in said
    assert f"Kept. Report {report.pk}: The report is being read." in said
    assert words_left("Barnacle one") == words_left("Barnacle three") == words_left("is an insult") == []

    appealing.answer(appeal, AppealOutcome.UPHELD, words="We read it again.", by=chief, now=now)
    reporting.keep(other, words="It stays.", by=mara, now=now)
    holding.lift(other, by=chief, now=now)
    call_command("reader", "erase", email=TOM, yes=True)
    assert words_left("Barnacle") == words_left("He lies") == words_left("T. Reed") == words_left(TOM) == []
    assert not MailRecipient.objects.exists()
    assert Comment.objects.get(pk=other.pk).text == "Somebody else wrote this."
    assert verify(MODELS).breaks == []
    with pytest.raises(CommandError, match="Nothing is kept"):
        call_command("reader", "erase", email=TOM, yes=True)

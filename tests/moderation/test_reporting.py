"""Reports on shown comments: filed once, answered by a decision, libel with its clock, hold, answer and reply."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.comments.taking_back import take_back
from dateline.lib import clock
from dateline.moderation import alarms, checking, deciding, erasing, forgetting, holding, judging, reporting
from dateline.moderation.models import HouseRules, LegalHold, Report, ReportKind, ReportOutcome
from dateline.moderation.reporting import Reported, TooManyReports
from dateline.people.models import User
from dateline.stories.models import ChainLink, Edition, Story

LIBEL = Reported(
    ReportKind.LIBEL, "I was abroad.", "He sold the pier.", "Tom Reed", "A. Reed", "r@reader.example", "192.0.2.9"
)
INSULT = Reported(ReportKind.RULES, "It mocks a person.", address="192.0.2.8")


@pytest.fixture
def shown(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User) -> Comment:
    comment = comment_on(ferry, "He sold the pier.")
    judging.show(comment, by=mara, now=clock.now())
    comment.refresh_from_db()
    return comment


def test_a_report_waits_and_the_comment_stays_where_it_is(shown: Comment) -> None:
    report = reporting.file(shown, INSULT, now=clock.now())
    assert report.is_waiting
    assert report.due_at is None
    assert Comment.objects.shown().filter(pk=shown.pk).exists()
    assert not holding.is_held(shown)


def test_the_same_report_of_the_same_reader_is_one(shown: Comment) -> None:
    first = reporting.file(shown, INSULT, now=clock.now())
    assert reporting.file(shown, INSULT, now=clock.now()) == first
    other = Reported(INSULT.kind, INSULT.explanation, address="198.51.100.4")
    assert reporting.file(shown, other, now=clock.now()) != first


def test_what_nobody_sees_cannot_be_reported(ferry: Story, comment_on: Callable[..., Comment]) -> None:
    with pytest.raises(PermissionDenied, match="not shown any more"):
        reporting.file(comment_on(ferry), INSULT, now=clock.now())


def test_one_address_reports_so_many_times_a_day(shown: Comment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "MOST_A_DAY", 2)
    now = clock.now()
    for number in range(2):
        reporting.file(shown, Reported(INSULT.kind, f"No. {number}", address="192.0.2.8"), now=now)
    with pytest.raises(TooManyReports, match="tomorrow"):
        reporting.file(shown, INSULT, now=now)
    reporting.file(shown, INSULT, now=now + timedelta(days=1, minutes=1))


def test_while_a_report_waits_only_its_answer_rules_on_the_comment(
    shown: Comment, rules: HouseRules, mara: User
) -> None:
    reporting.file(shown, INSULT, now=clock.now())
    clause = rules.clauses_in_force()[1]
    with pytest.raises(ValidationError, match="Answer the report"):
        judging.refuse(shown, clause=clause, sentence="No.", by=mara, now=clock.now())
    with pytest.raises(ValidationError, match="Answer the report"):
        judging.show(shown, by=mara, now=clock.now())


def test_kept_it_stays_shown_by_a_decision_in_the_chain(shown: Comment, mara: User) -> None:
    report = reporting.file(shown, INSULT, now=clock.now())
    decision = reporting.keep(shown, words="It is no insult.", by=mara, now=clock.now())
    report.refresh_from_db()
    assert (report.outcome, report.answer, report.ruling) == (ReportOutcome.KEPT, "It is no insult.", decision)
    assert decision.outcome == "show"
    assert ChainLink.objects.filter(kind="decision", row=decision.pk).exists()
    assert Comment.objects.shown().filter(pk=shown.pk).exists()


def test_taken_off_the_page_it_answers_all_who_reported_it(shown: Comment, rules: HouseRules, mara: User) -> None:
    reporting.file(shown, INSULT, now=clock.now())
    reporting.file(shown, LIBEL, now=clock.now())
    clause = rules.clauses_in_force()[1]
    decision = reporting.refuse(
        shown, words="You are right.", clause=clause, sentence="It mocks.", by=mara, now=clock.now()
    )
    assert not Report.objects.waiting().exists()
    assert set(Report.objects.values_list("ruling", "outcome")) == {(decision.pk, "refused")}
    shown.refresh_from_db()
    assert shown.is_refused


@pytest.mark.parametrize("words", ["", "  \n"])
def test_an_answer_needs_words(shown: Comment, mara: User, words: str) -> None:
    reporting.file(shown, INSULT, now=clock.now())
    with pytest.raises(ValidationError, match="Answer in words"):
        reporting.keep(shown, words=words, by=mara, now=clock.now())


def test_an_answered_report_is_not_answered_again(shown: Comment, mara: User) -> None:
    reporting.file(shown, INSULT, now=clock.now())
    reporting.keep(shown, words="It stays.", by=mara, now=clock.now())
    with pytest.raises(ValidationError, match="No report waits"):
        reporting.keep(shown, words="It stays.", by=mara, now=clock.now())
    assert shown.decisions.count() == 2


def test_nobody_rules_on_a_text_they_have_not_read(shown: Comment, mara: User) -> None:
    reporting.file(shown, INSULT, now=clock.now())
    read = Comment.objects.get(pk=shown.pk)
    Comment.objects.filter(pk=shown.pk).update(sent_at=clock.now() + timedelta(seconds=1))
    with pytest.raises(ValidationError, match="changed the comment meanwhile"):
        reporting.keep(read, words="It stays.", by=mara, now=clock.now())
    assert Report.objects.waiting().exists()


def test_libel_has_a_clock_and_keeps_the_words(shown: Comment, settings: Any) -> None:
    settings.LIBEL_HOURS = 24
    now = clock.now()
    report = reporting.file(shown, LIBEL, now=now)
    assert report.due_at == now + timedelta(hours=24)
    assert not report.is_overdue(now + timedelta(hours=23))
    assert report.is_overdue(now + timedelta(hours=24))
    assert holding.is_held(shown)
    assert Comment.objects.shown().filter(pk=shown.pk).exists()


def test_where_the_site_says_so_libel_is_off_the_page_until_the_answer(
    shown: Comment, settings: Any, mara: User
) -> None:
    settings.HIDE_WHILE_LIBEL = True
    reporting.file(shown, LIBEL, now=clock.now())
    shown.refresh_from_db()
    assert (shown.state, shown.decided_at) == ("waiting", None)
    reporting.keep(shown, words="He did.", by=mara, now=clock.now())
    assert Comment.objects.shown().filter(pk=shown.pk).exists()
    assert holding.is_held(shown), "a court may still ask for it"


def test_other_reports_hide_nothing(shown: Comment, settings: Any) -> None:
    settings.HIDE_WHILE_LIBEL = True
    reporting.file(shown, INSULT, now=clock.now())
    assert Comment.objects.shown().filter(pk=shown.pk).exists()


def test_its_writer_answers_a_libel_notice_once(shown: Comment) -> None:
    with pytest.raises(PermissionDenied, match="Nothing waits"):
        reporting.answer_as_writer(shown, "He did.", now=clock.now())
    report = reporting.file(shown, LIBEL, now=clock.now())
    reporting.answer_as_writer(shown, "He did, in May.", now=clock.now())
    report.refresh_from_db()
    assert report.writer_answer == "He did, in May."
    with pytest.raises(PermissionDenied, match="Nothing waits"):
        reporting.answer_as_writer(shown, "Or in June.", now=clock.now())


def test_whom_it_speaks_of_replies_once_and_the_reply_waits(shown: Comment) -> None:
    report = reporting.file(shown, LIBEL, now=clock.now())
    words = Submission("Tom Reed", "I never owned it.", "", "192.0.2.9")
    reply = reporting.reply(report, words, now=clock.now())
    assert reply.is_waiting
    assert reply.story == shown.story
    with pytest.raises(PermissionDenied, match="come already"):
        reporting.reply(report, words, now=clock.now())
    insult = reporting.file(shown, INSULT, now=clock.now())
    with pytest.raises(PermissionDenied, match="right of reply"):
        reporting.reply(insult, words, now=clock.now())


def test_a_legal_hold_is_a_desk_chief_s_and_stands_while_libel_waits(shown: Comment, chief: User, mara: User) -> None:
    with pytest.raises(PermissionDenied, match="Only a desk chief"):
        holding.hold(shown, reason="A court asks.", by=mara, now=clock.now())
    with pytest.raises(ValidationError, match="Say why"):
        holding.hold(shown, reason=" ", by=chief, now=clock.now())
    holding.hold(shown, reason="A court asks.", by=chief, now=clock.now())
    reporting.file(shown, LIBEL, now=clock.now())
    assert LegalHold.objects.count() == 1
    with pytest.raises(PermissionDenied, match="Answer it first"):
        holding.lift(shown, by=chief, now=clock.now())
    reporting.keep(shown, words="It stays.", by=chief, now=clock.now())
    holding.lift(shown, by=chief, now=clock.now())
    assert not holding.is_held(shown)
    assert LegalHold.objects.get().lifted_by == chief


def test_the_desk_is_told_once_when_a_quarter_of_the_time_is_left(
    shown: Comment, mara: User, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.LIBEL_HOURS = 48
    User.objects.filter(pk=mara.pk).update(email="mara@newsroom.example")
    filed = clock.now()
    reporting.file(shown, LIBEL, now=filed)
    assert alarms.ring(now=filed + timedelta(hours=35)) == 0
    assert alarms.ring(now=filed + timedelta(hours=36)) == 1
    assert alarms.ring(now=filed + timedelta(hours=37)) == 0
    (mail,) = mailoutbox
    assert mail.bcc == ["mara@newsroom.example"]
    assert f"/desk/comments/reports/{shown.pk}/" in mail.body
    assert not any(word in mail.subject + mail.body for word in ("pier", "Reed", "abroad"))


def test_nobody_is_told_of_what_was_answered(shown: Comment, mara: User, mailoutbox: list[Any]) -> None:
    User.objects.filter(pk=mara.pk).update(email="mara@newsroom.example")
    reporting.file(shown, LIBEL, now=clock.now())
    reporting.keep(shown, words="It stays.", by=mara, now=clock.now())
    assert alarms.ring(now=clock.now() + timedelta(hours=50)) == 0
    assert not mailoutbox


def test_a_mail_server_that_is_away_is_tried_again(
    shown: Comment, mara: User, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    User.objects.filter(pk=mara.pk).update(email="mara@newsroom.example")
    reporting.file(shown, LIBEL, now=clock.now())
    later = clock.now() + timedelta(hours=47)
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", _refused)
        assert alarms.ring(now=later) == 0
    assert not mailoutbox
    assert alarms.ring(now=later) == 1
    assert len(mailoutbox) == 1


def _refused(*_: Any, **__: Any) -> None:
    raise ConnectionRefusedError


def test_a_reply_in_another_s_words_gives_nobody_their_receipt(shown: Comment) -> None:
    own = Reported(ReportKind.LIBEL, "No.", shown.text, shown.name, address="192.0.2.7")
    report = reporting.file(shown, own, now=clock.now())
    words = Submission(shown.name, shown.text, "", "192.0.2.7")
    with pytest.raises(PermissionDenied, match="have come before"):
        reporting.reply(report, words, now=clock.now())
    report.refresh_from_db()
    assert report.reply is None


def test_two_who_say_the_same_of_different_words_have_two_reports(shown: Comment) -> None:
    facts = {"kind": ReportKind.LIBEL, "explanation": "Untrue.", "address": "192.0.2.9"}
    one = reporting.file(shown, Reported(**facts, statement="He sold", claimant="Tom"), now=clock.now())
    other = reporting.file(shown, Reported(**facts, statement="the pier", claimant="Ann"), now=clock.now())
    assert one != other


def test_no_program_shows_a_comment_that_is_off_the_page_for_libel(
    ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, settings: Any, en: Edition, monkeypatch: Any
) -> None:
    settings.HIDE_WHILE_LIBEL = True
    Edition.objects.filter(pk=en.pk).update(comments_mode="at once")
    monkeypatch.setattr(deciding, "all_clean", lambda opinions: True)
    comment = comment_on(ferry, "He sold the pier.")
    comment.show_unread(at=clock.now())
    reporting.file(comment, LIBEL, now=clock.now())
    read = Comment.objects.select_related("story__edition", "story__section").get(pk=comment.pk)
    checking.receive_again(read, "He sold the old pier.", now=clock.now())
    assert Comment.objects.get(pk=comment.pk).is_waiting


def test_one_mail_that_cannot_be_sent_keeps_no_other_back(
    shown: Comment, ferry: Story, comment_on: Any, mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=mara.pk).update(email="mara@newsroom.example")
    other = comment_on(ferry, "The mayor paid.")
    judging.show(other, by=mara, now=clock.now())
    other.refresh_from_db()
    for comment in (shown, other):
        reporting.file(comment, LIBEL, now=clock.now())
    sent = []

    def send(mail: Any) -> None:
        sent.append(mail)
        if len(sent) == 1:
            raise TimeoutError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    assert alarms.ring(now=clock.now() + timedelta(hours=47)) == 1
    assert len(sent) == 2


def test_address_hashes_are_forgotten_in_their_time_and_not_under_a_hold(
    shown: Comment, ferry: Story, comment_on: Any
) -> None:
    other = comment_on(ferry, "The mayor paid.")
    report = reporting.file(shown, LIBEL, now=clock.now())
    assert forgetting.forget_addresses(now=clock.now()) == 0
    later = clock.now() + timedelta(days=31)
    assert forgetting.forget_addresses(now=later) == 2
    for row in (shown, other, report):
        row.refresh_from_db()
    assert (bool(shown.address_hash), other.address_hash, report.address_hash) == (True, "", "")


def test_a_comment_deleted_after_the_hold_leaves_none_of_its_words(shown: Comment, chief: User, mara: User) -> None:
    report = reporting.file(shown, LIBEL, now=clock.now())
    reporting.answer_as_writer(shown, "He did, in May.", now=clock.now())
    with pytest.raises(PermissionDenied, match="must be kept"):
        erasing.erase(shown, now=clock.now())
    reporting.keep(shown, words="It stays.", by=mara, now=clock.now())
    holding.lift(shown, by=chief, now=clock.now())
    erasing.erase(shown, now=clock.now())
    report.refresh_from_db()
    assert (report.writer_answer, report.statement) == ("", "…")


def test_what_its_writer_took_back_is_answered_without_a_ruling(shown: Comment, mara: User) -> None:
    report = reporting.file(shown, INSULT, now=clock.now())
    with pytest.raises(ValidationError, match="still there"):
        reporting.note_gone(shown, words="It is gone.", by=mara, now=clock.now())
    take_back(shown, now=clock.now())
    with pytest.raises(ValidationError, match="taken the comment back"):
        reporting.keep(shown, words="It stays.", by=mara, now=clock.now())
    reporting.note_gone(shown, words="It is gone.", by=mara, now=clock.now())
    report.refresh_from_db()
    assert (report.outcome, report.ruling) == (ReportOutcome.GONE, None)

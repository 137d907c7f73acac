"""Deciding without a person: what a mode shows, what a clause refuses by itself, and all that waits for somebody."""

import re
from collections.abc import Callable
from itertools import product
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import appealing, checking, deciding, judging
from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words
from dateline.moderation.models import AppealOutcome, Clause, ClauseKind, Decision, HouseRules
from dateline.people.models import User
from dateline.stories.models import Edition, Notice, Story, Version
from dateline.stories.models.chain import verify

TEXT = "Those dogs again."
BREACH = Opinion(Verdict.BREACH, "foul", "Foul words.", "insult", ((6, 10),))
DOUBT = Opinion(Verdict.DOUBT, "foul", "Foul words.", "insult", ((6, 10),))
GONE = Opinion(Verdict.UNAVAILABLE, "check unavailable", "It could not.")
LEGAL = Opinion(Verdict.DOUBT, "telephone number", "A number.", "law")
SAID = {"clean": CLEAN, "doubt": DOUBT, "breach": BREACH, "unavailable": GONE}
MODES = ("read first", "clean", "at once")


def send(client: Client, story: Story, text: str = TEXT) -> Any:
    headers = {"Origin": "http://testserver"}
    return client.post(f"{story.get_absolute_url()}/comments", {"name": "Tom", "text": text}, headers=headers)


def receipt(client: Client, comment: Comment) -> str:
    return client.get(f"/receipts/{comment.receipt_token}").content.decode()


@pytest.fixture
def checks_say(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put checks in the place of ours, each with its opinion: `checks_say(BREACH, CLEAN)`."""

    def _checks_say(*opinions: Opinion) -> None:
        modules = []
        for number, opinion in enumerate(opinions):
            modules.append(ModuleType(f"checks.number_{number}"))
            vars(modules[-1])["check"] = lambda words, opinion=opinion: opinion
        monkeypatch.setattr(checking, "CHECKS", modules)

    return _checks_say


@pytest.fixture
def comment(ferry: Story, comment_on: Callable[..., Comment]) -> Comment:
    """Tom's, and it waits."""
    return comment_on(ferry)


@pytest.fixture
def mode(ferry: Story) -> Callable[[str], None]:
    return lambda name: Edition.objects.update(comments_mode=name)


@pytest.fixture
def automatic(rules: HouseRules) -> Clause:
    """The clause on insults, under which a program may refuse."""
    Clause.objects.filter(code="insult").update(decided_automatically=True, reader_sentence="It insults somebody.")
    return Clause.objects.get(code="insult")


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize("said", list(product(SAID, repeat=2)))
def test_nothing_is_shown_by_a_program_unless_the_mode_says_so_and_every_check_is_clean(
    client: Client, ferry: Story, rules: HouseRules, mode: Any, checks_say: Any, name: str, said: tuple[str, str]
) -> None:
    mode(name)
    checks_say(*(SAID[each] for each in said))
    send(client, ferry)
    comment = Comment.objects.get()
    may = name != "read first" and set(said) == {"clean"}
    assert comment.state == ("shown" if may else "waiting")
    assert Decision.objects.filter(automatic=True).count() == may
    assert bool(comment.unread_since) == (may and name == "at once")


@pytest.mark.parametrize("door", ["held", "closed"])
@pytest.mark.parametrize("who", [Edition, Story])
def test_while_held_no_program_shows_or_refuses(
    client: Client, ferry: Story, automatic: Clause, mode: Any, checks_say: Any, who: Any, door: str
) -> None:
    mode("at once")
    who.objects.update(comments_door=door)
    for number, opinion in enumerate((CLEAN, BREACH)):
        checks_say(opinion)
        send(client, ferry, f"Comment {number}.")
    assert set(Comment.objects.values_list("state", flat=True)) == ({"waiting"} if door == "held" else set())
    assert not Decision.objects.exists()


def test_where_no_check_was_asked_nothing_is_shown(client: Client, ferry: Story, mode: Any, checks_say: Any) -> None:
    mode("at once")
    checks_say()
    send(client, ferry)
    assert Comment.objects.get().is_waiting


def test_a_story_can_be_stricter_than_its_edition(client: Client, ferry: Story, mode: Any, ines: User) -> None:
    mode("at once")
    ferry.set_comments(door="open", mode="read first", by=ines)
    send(client, ferry)
    assert Comment.objects.get().is_waiting


def test_what_a_mode_shows_has_a_decision_that_says_what_decided(
    client: Client, ferry: Story, rules: HouseRules, mode: Any
) -> None:
    mode("clean")
    answer = send(client, ferry)
    comment, decision = Comment.objects.get(), Decision.objects.get()
    assert answer.headers["Location"] == f"/receipts/{comment.receipt_token}"
    assert (decision.outcome, decision.rules, decision.clause) == ("show", rules, None)
    assert (decision.automatic, decision.decided_by, decision.decided_at) == (True, None, comment.decided_at)
    assert decision.program is not None
    assert decision.program["mode"] == "clean"
    asked = decision.program["checks"]
    assert set(asked) == {checking.name_of(check) for check in checking.CHECKS}
    assert all(len(version.split()[0]) == 12 for version in asked.values())
    assert TEXT in client.get(ferry.get_absolute_url()).content.decode()
    assert verify({"version": Version, "notice": Notice, "decision": Decision}).breaks == []


def test_a_breach_under_a_clause_that_says_so_is_refused_and_the_reader_told_why_and_by_what(
    client: Client, ferry: Story, automatic: Clause, checks_say: Any
) -> None:
    checks_say(CLEAN, BREACH)
    answer = send(client, ferry)
    comment, decision = Comment.objects.get(), Decision.objects.get()
    assert comment.is_refused
    assert (decision.rules, decision.clause, decision.clause_kind) == (automatic.rules, automatic, automatic.kind)
    assert (decision.clause_number, decision.sentence) == (automatic.number, "It insults somebody.")
    assert decision.program is not None
    assert (decision.program["check"], decision.program["spans"]) == ("number_1", [[6, 10]])
    assert comment.opinions.get().verdict == "breach"
    text = client.get(answer.headers["Location"]).content.decode()
    assert "decided automatically" in text
    assert "It insults somebody." in text
    assert "<q>dogs</q>" in text
    assert "If you ask, a person looks at it" in text
    assert "decided by a person" not in text


@pytest.mark.parametrize("others", [(GONE,), (LEGAL,), (Opinion(Verdict.BREACH, "threat", "A threat.", "law"),)])
def test_nothing_is_refused_by_a_program_while_a_check_is_unavailable_or_the_law_is_named(
    client: Client, ferry: Story, automatic: Clause, checks_say: Any, others: tuple[Opinion, ...]
) -> None:
    Clause.objects.filter(code="language").update(code="law", kind=ClauseKind.LEGAL, legal_ground="Section 1")
    for said in ((BREACH, *others), (*others, BREACH)):
        checks_say(*said)
        send(client, ferry, f"Comment {len(Comment.objects.all())}.")
    assert Comment.objects.waiting().count() == 2


def test_another_doubt_does_not_stop_a_refusal_under_a_clause_that_says_so(
    client: Client, ferry: Story, automatic: Clause, checks_say: Any
) -> None:
    checks_say(DOUBT, BREACH)
    send(client, ferry)
    assert Comment.objects.get().is_refused


@pytest.mark.parametrize(
    "facts",
    [
        {"decided_automatically": False},
        {"enabled": False},
        {"reader_sentence": " "},
        {"code": "another"},
        {"kind": ClauseKind.LEGAL, "decided_automatically": False},
    ],
)
@pytest.mark.parametrize("name", MODES)
def test_without_a_clause_in_force_that_says_so_a_breach_waits(
    client: Client, ferry: Story, automatic: Clause, mode: Any, checks_say: Any, name: str, facts: dict[str, Any]
) -> None:
    mode(name)
    Clause.objects.filter(pk=automatic.pk).update(**facts)
    checks_say(BREACH)
    send(client, ferry)
    assert Comment.objects.get().is_waiting


def test_a_draft_s_clause_refuses_nothing(client: Client, ferry: Story, rules: HouseRules, checks_say: Any) -> None:
    rules.draft_next().clauses.filter(code="insult").update(decided_automatically=True, reader_sentence="Why.")
    checks_say(BREACH)
    send(client, ferry)
    assert Comment.objects.get().is_waiting


def test_the_default_mode_costs_no_query(client: Client, ferry: Story, rules: HouseRules, checks_say: Any) -> None:
    ferry.get_absolute_url()
    counts = []
    for opinion in (CLEAN, DOUBT):
        checks_say(opinion)
        with CaptureQueriesContext(connection) as asked:
            send(client, ferry, f"Comment {len(counts)}.")
        counts.append(len([each for each in asked if not re.search("SAVEPOINT|advisory", each["sql"])]))
    # The story, what came before, what the engine looks for, a repeat of it, the comment, its signs, its place in the
    # queue; what the checks said.
    assert counts == [7, 8]


def test_what_was_shown_at_once_is_read_afterwards_and_confirmed(
    client: Client, ferry: Story, mode: Any, mara: User, chief: User
) -> None:
    mode("at once")
    send(client, ferry)
    comment = Comment.objects.not_read_yet().get()
    judging.show(comment, by=mara, now=clock.now())
    judging.show(comment, by=chief, now=clock.now())
    assert not Comment.objects.not_read_yet().exists()
    assert list(Decision.objects.values_list("automatic", "decided_by__username")) == [(True, None), (False, "mara")]


def test_what_was_shown_at_once_can_be_refused_by_who_reads_it(
    client: Client, ferry: Story, mode: Any, mara: User, automatic: Clause
) -> None:
    mode("at once")
    send(client, ferry)
    judging.refuse(Comment.objects.get(), clause=automatic, sentence="Why.", by=mara, now=clock.now())
    assert Comment.objects.get().is_refused
    assert not Comment.objects.not_read_yet().exists()
    assert TEXT not in client.get(ferry.get_absolute_url()).content.decode()


def test_a_person_who_refuses_for_the_same_reason_writes_a_row_of_their_own(
    client: Client, ferry: Story, automatic: Clause, checks_say: Any, mara: User
) -> None:
    checks_say(BREACH)
    send(client, ferry)
    refusal = {"clause": automatic, "sentence": "It insults somebody.", "by": mara, "now": clock.now()}
    judging.refuse(Comment.objects.get(), **refusal)
    assert list(Decision.objects.values_list("automatic", flat=True)) == [True, False]


def test_an_appeal_against_a_program_goes_to_any_person(
    client: Client, ferry: Story, automatic: Clause, checks_say: Any, mara: User
) -> None:
    checks_say(BREACH)
    send(client, ferry)
    comment = Comment.objects.get()
    appeal = appealing.file(comment, text="Dogs are meant.", now=clock.now())
    assert list(type(appeal).objects.waiting().answerable_by(mara)) == [appeal]
    appealing.answer(appeal, AppealOutcome.OVERTURNED, words="Dogs they are.", by=mara, now=clock.now())
    assert Comment.objects.get().is_shown


def test_a_changed_comment_is_judged_again_until_a_person_has_ruled(
    client: Client, ferry: Story, automatic: Clause, mode: Any, checks_say: Any, mara: User
) -> None:
    mode("clean")
    checks_say(BREACH)
    send(client, ferry)
    address = f"/receipts/{Comment.objects.get().receipt_token}/text"
    checks_say(CLEAN)
    client.post(address, {"text": "Those cats again."})
    assert Comment.objects.get().is_shown
    judging.refuse(Comment.objects.get(), clause=automatic, sentence="Why.", by=mara, now=clock.now())
    client.post(address, {"text": "Those birds again."})
    assert Comment.objects.get().is_waiting


def test_the_desk_that_holds_meanwhile_is_obeyed(
    client: Client, ferry: Story, mode: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mode("at once")

    def check(words: Words) -> Opinion:
        Story.objects.update(comments_door="held")
        return CLEAN

    module = ModuleType("checks.slow")
    vars(module)["check"] = check
    monkeypatch.setattr(checking, "CHECKS", [module])
    send(client, ferry)
    assert Comment.objects.get().is_waiting


def test_comment_and_decision_are_stored_together_or_not_at_all(
    client: Client, ferry: Story, mode: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise IntegrityError

    mode("clean")
    monkeypatch.setattr(Decision, "save", broken)
    client.raise_request_exception = False
    assert send(client, ferry).status_code == 500
    assert not Comment.objects.exists()


def _decision(comment: Comment, **facts: Any) -> Decision:
    return Decision(comment=comment, decided_at=clock.now(), **({"outcome": "show"} | facts))


def test_the_database_keeps_a_row_without_who_or_what_out(comment: Comment, mara: User, automatic: Clause) -> None:
    legal = {"outcome": "refuse", "rules": automatic.rules, "clause": automatic, "clause_kind": "legal"}
    wrong: list[dict[str, Any]] = [
        {},
        {"automatic": True},
        {"automatic": True, "program": {}, "decided_by": mara},
        {"program": {}, "decided_by": mara},
        {"automatic": True, "program": {}, **legal},
        {"automatic": True, "program": {}, **legal, "clause_kind": ""},
    ]
    for facts in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.bulk_create([_decision(comment, **facts)])
    Decision.objects.bulk_create([_decision(comment, decided_by=mara)])


def test_what_a_program_decided_on_is_never_changed(client: Client, ferry: Story, mode: Any) -> None:
    mode("clean")
    send(client, ferry)
    for facts in ({"program": {"mode": "at once"}}, {"clause_kind": "house"}, {"automatic": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.update(**facts)


def test_the_model_lets_no_program_refuse_under_a_clause_that_does_not_say_so(
    comment: Comment, rules: HouseRules
) -> None:
    clause = rules.clauses_in_force()[0]
    facts = {"outcome": "refuse", "rules": rules, "clause": clause, "automatic": True, "program": {}}
    with pytest.raises(ValueError, match="says so"):
        _decision(comment, **facts).save()


def test_rules_are_not_published_where_a_program_would_tell_the_reader_nothing(rules: HouseRules, ines: User) -> None:
    draft = rules.draft_next()
    draft.change_notice = "Programs decide."
    draft.save()
    draft.clauses.filter(code="insult").update(decided_automatically=True, reader_sentence="")
    with pytest.raises(ValidationError, match="tells the reader why"):
        HouseRules.objects.get(pk=draft.pk).publish(by=ines)


def test_a_check_s_version_changes_with_its_file() -> None:
    assert deciding.version_of("contacts") != deciding.version_of("repetition")
    assert deciding.version_of("nowhere") == ""

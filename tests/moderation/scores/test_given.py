"""A comment is scored as it comes in, where the rules in force name what the engine looks for."""

import logging
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import checking, erasing, judging, reader_record, word_lists
from dateline.moderation.drafting import draft_shipped
from dateline.moderation.models import CheckOpinion, CommentScore, Decision, HouseRules, Queued
from dateline.moderation.scores import given, layers
from dateline.moderation.scores.thresholds import set_threshold
from dateline.moderation.statements import statements
from dateline.people.models import User
from dateline.scoring.engine import Engine
from dateline.scoring.model import UnusableModel
from dateline.stories.models import Edition, Story

RUDE = "The mayor of this town is an idiot and a moron, as we all knew."
PLAIN = "The ferry to the island was late again this morning."
FRENCH = "Le bateau pour notre île était encore très en retard ce matin."


@pytest.fixture
def shipped(en: Edition, ines: User) -> HouseRules:
    """The rules that Dateline ships in English, in force."""
    rules = draft_shipped(en)
    rules.publish(by=ines)
    return rules


@pytest.fixture
def all_see_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given, "is_chosen", lambda number: False)


def send(client: Client, story: Story, text: str) -> Any:
    headers = {"Origin": "http://testserver"}
    return client.post(f"{story.get_absolute_url()}/comments", {"name": "Tom", "text": text}, headers=headers)


def said() -> list[tuple[str, str, str]]:
    return list(CheckOpinion.objects.filter(check_name="scores").values_list("verdict", "word", "clause_code"))


def test_a_rude_comment_waits_in_doubt_with_a_row_of_scores(
    client: Client, ferry: Story, shipped: HouseRules, all_see_scores: None
) -> None:
    send(client, ferry, RUDE)
    comment, row = Comment.objects.get(), CommentScore.objects.get()
    opinion = CheckOpinion.objects.get(check_name="scores")
    assert (opinion.verdict, opinion.clause_code, opinion.seen) == ("doubt", "insult", "INSULT")
    assert "idiot" in " ".join(comment.text[start:end] for start, end in opinion.spans)
    assert row.engine == layers.base().version
    assert row.scores["INSULT"] > 0.5
    assert row.language == "en"
    assert row.layer == ""
    assert not row.is_blind
    (start, end, _weight), *_ = row.spans["INSULT"]
    assert comment.text[start:end] in ("idiot", "moron")
    assert Queued.objects.get().risk == 200 + round(99 * row.highest)


def test_a_plain_comment_has_scores_and_no_words(client: Client, ferry: Story, shipped: HouseRules) -> None:
    send(client, ferry, PLAIN)
    row = CommentScore.objects.get()
    assert said() == []
    assert row.spans == {}
    assert 0 < row.scores["INSULT"] < 0.5


def test_nothing_is_scored_where_no_clause_names_anything_or_scoring_is_off(
    client: Client, ferry: Story, en: Edition, ines: User, settings: Any
) -> None:
    send(client, ferry, RUDE)
    draft_shipped(en).publish(by=ines)
    settings.SCORING = "off"
    send(client, ferry, RUDE + " Really.")
    assert Comment.objects.count() == 2
    assert said() == []
    assert not CommentScore.objects.exists()


def test_a_comment_in_another_language_waits_and_says_why(client: Client, ferry: Story, shipped: HouseRules) -> None:
    send(client, ferry, FRENCH)
    row = CommentScore.objects.get()
    assert said() == [("unavailable", "not scored: another language", "")]
    assert (row.language, row.scores, row.is_blind) == ("fr", {}, False)
    assert "trained" in row.unscored


def test_a_threshold_of_the_edition_is_what_counts(
    client: Client, ferry: Story, en: Edition, shipped: HouseRules, ines: User
) -> None:
    set_threshold(en, "INSULT", 1.0, by=ines, now=clock.now())
    send(client, ferry, RUDE)
    assert said() == []


def test_an_engine_that_fails_lets_the_comment_wait_and_logs_none_of_its_words(
    client: Client, ferry: Story, shipped: HouseRules, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: Engine, text: str, language: str | None = None) -> None:
        raise RuntimeError(f"cannot read {text}")

    monkeypatch.setattr(Engine, "score", fail)
    with caplog.at_level(logging.ERROR):
        assert send(client, ferry, PLAIN).status_code == 303
    assert said() == [("unavailable", "not scored", "")]
    assert Comment.objects.get().is_waiting
    assert not CommentScore.objects.exists()
    assert "The scoring engine failed: RuntimeError in test_given.py" in caplog.text
    assert "ferry" not in caplog.text


def test_one_in_twenty_is_read_without_scores_and_stands_in_the_queue_as_if_it_had_none(
    client: Client, ferry: Story, shipped: HouseRules, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    chosen = [number for number in range(1, 2001) if given.is_chosen(number)]
    assert 60 < len(chosen) < 140
    settings.SECRET_KEY = "another"
    assert chosen != [number for number in range(1, 2001) if given.is_chosen(number)]
    monkeypatch.setattr(given, "is_chosen", lambda number: True)
    send(client, ferry, RUDE)
    assert CommentScore.objects.get().is_blind
    assert said() == [("doubt", "score", "insult")]
    assert Queued.objects.get().risk == 1


def test_a_changed_comment_is_scored_anew_and_stays_with_or_without_scores_as_it_was(
    client: Client, ferry: Story, shipped: HouseRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given, "is_chosen", lambda number: True)
    send(client, ferry, RUDE)
    before = CommentScore.objects.get()
    monkeypatch.setattr(given, "is_chosen", lambda number: False)
    checking.receive_again(Comment.objects.get(), PLAIN, now=clock.now())
    row = CommentScore.objects.get()
    assert row.pk == before.pk
    assert row.is_blind
    assert row.scores["INSULT"] < 0.5
    assert row.spans == {}
    assert said() == []


def test_scores_are_handed_to_the_reader_and_erased_with_the_words(
    client: Client, ferry: Story, shipped: HouseRules
) -> None:
    send(client, ferry, RUDE)
    comment = Comment.objects.get()
    (record,) = reader_record.record(reader_record.of_comment(comment.pk))["comments"]
    assert record["scores"]["scores"] == CommentScore.objects.get().scores
    assert record["scores"]["words"]["INSULT"]
    erasing.erase(comment, now=clock.now())
    assert not CommentScore.objects.exists()
    assert not CheckOpinion.objects.exists()


@pytest.mark.parametrize(("blind", "said"), [(False, "Yes"), (True, "No")])
def test_a_statement_of_reasons_says_that_a_score_found_it_where_somebody_saw_the_score(
    client: Client,
    ferry: Story,
    shipped: HouseRules,
    chief: User,
    monkeypatch: pytest.MonkeyPatch,
    blind: bool,
    said: str,
) -> None:
    monkeypatch.setattr(given, "is_chosen", lambda number: blind)
    send(client, ferry, RUDE)
    clause = shipped.clauses_in_force()[1]
    judging.refuse(Comment.objects.get(), clause=clause, sentence="Not so.", by=chief, now=clock.now())
    (statement,) = statements()
    assert statement["automated_detection"] == said


def test_a_program_that_shows_says_by_which_engine_the_comment_was_scored(
    client: Client, ferry: Story, en: Edition, shipped: HouseRules
) -> None:
    Edition.objects.update(comments_mode="clean")
    send(client, ferry, RUDE)
    send(client, ferry, PLAIN)
    assert [each.text for each in Comment.objects.shown()] == [PLAIN]
    assert layers.base().version in Decision.objects.get().program["checks"]["scores"]


def test_a_legal_clause_that_is_raised_beside_another_keeps_programs_from_refusing(
    client: Client, ferry: Story, en: Edition, ines: User, all_see_scores: None
) -> None:
    draft = draft_shipped(en)
    draft.clauses.filter(code="law").update(attributes=["INSULT"], legal_ground="Section 1")
    draft.clauses.filter(code="insult").update(attributes=["TOXICITY"], decided_automatically=True)
    HouseRules.objects.get(pk=draft.pk).publish(by=ines)
    word_lists.add(en, ["minister"], does="refuse", clause_code="insult", by=ines, now=clock.now())
    send(client, ferry, "The minister spoke of ferries at noon today.")
    send(client, ferry, RUDE)
    assert [each.text for each in Comment.objects.waiting()] == [RUDE]
    assert {clause for _verdict, _word, clause in said()} == {"law", "insult"}


def test_an_engine_that_cannot_be_loaded_keeps_neither_the_server_from_starting_nor_a_comment_from_waiting(
    client: Client, ferry: Story, shipped: HouseRules, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    given.get_ready()
    assert given.version() == layers.base().version

    def damaged() -> Engine:
        raise UnusableModel("en-1.dlscore is damaged.")

    damaged.cache_info = layers.base.cache_info  # type: ignore[attr-defined]
    monkeypatch.setattr(layers, "base", damaged)
    given.get_ready()
    assert "The scoring engine cannot be loaded." in caplog.text
    assert send(client, ferry, PLAIN).status_code == 303
    assert said() == [("unavailable", "not scored", "")]


def test_a_text_too_short_to_tell_its_language_is_scored_all_the_same(
    client: Client, ferry: Story, shipped: HouseRules, all_see_scores: None
) -> None:
    send(client, ferry, "Idiot!")
    assert CommentScore.objects.get().language == ""
    assert said() == [("doubt", "score", "insult")]

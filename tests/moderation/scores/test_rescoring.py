"""Comments are scored again by another engine, threshold or rules: doubts follow where a comment waits."""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib import clock
from dateline.moderation import checking, judging
from dateline.moderation.drafting import draft_shipped
from dateline.moderation.models import CheckOpinion, CommentScore, HouseRules, Queued
from dateline.moderation.scores import given, layers, rescoring
from dateline.moderation.scores.thresholds import set_threshold
from dateline.people.models import User
from dateline.scoring.engine import Engine
from dateline.stories.models import Edition, Story

RUDE = "The mayor of this town is an idiot and a moron, as we all knew."


@pytest.fixture
def sent(en: Edition, ferry: Story, ines: User, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Comment]:
    """Have a comment come in under the shipped rules: `sent("Hello there.")`."""
    draft_shipped(en).publish(by=ines)
    monkeypatch.setattr(given, "is_chosen", lambda number: False)
    return lambda text=RUDE: checking.receive(ferry, Submission("Tom", text, "", ""), now=clock.now())


@pytest.fixture
def another_engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The engine, under the version of another one."""
    engine = Engine()
    engine.model = replace(engine.model, sha256="f" * 64)
    monkeypatch.setattr(layers, "base", lambda: engine)
    return engine


def rescored(*options: str) -> str:
    said = StringIO()
    call_command("rescore", *options, stdout=said)
    return said.getvalue()


def doubts() -> list[int]:
    return list(CheckOpinion.objects.filter(check_name="scores").values_list("comment", flat=True))


def test_what_waits_loses_its_doubt_and_its_place_by_a_higher_threshold_and_gets_both_back(
    en: Edition, sent: Any, ines: User
) -> None:
    comment = sent()
    before = Queued.objects.get().risk
    for value, left in ((1.0, []), (0.5, [comment.pk])):
        set_threshold(en, "INSULT", value, by=ines, now=clock.now())
        assert "1 comments scored; 1 that wait have other doubts than before." in rescored()
        assert doubts() == left
    assert Queued.objects.get().risk == before
    assert "1 comments scored; 0 that wait have other doubts" in rescored()


def test_what_is_decided_gets_the_row_alone_and_only_when_all_is_asked_for(
    sent: Any, mara: User, another_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = sent()
    CommentScore.objects.update(engine="en-0+000000000000")
    judging.show(comment, by=mara, now=clock.now())
    CheckOpinion.objects.all().delete()
    assert "0 comments scored" in rescored()
    rows = "en: 1 by en-0+000000000000 (not in use), 0 without a row."
    assert f"{rows} In use: {another_engine.version}." in rescored("--check")
    assert "1 comments scored" in rescored("--all", "--edition", "en")
    row = CommentScore.objects.get()
    assert (row.engine, row.scored_at) == (another_engine.version, comment.created_at)
    assert doubts() == []
    assert "0 comments scored" in rescored("--all")


def test_what_had_no_scores_when_it_was_ruled_on_was_read_without_them(
    sent: Any, mara: User, another_engine: Engine
) -> None:
    comment = sent()
    CommentScore.objects.update(engine="en-0+000000000000", scores={}, spans={}, unscored="not in en")
    decision = judging.show(comment, by=mara, now=clock.now())
    rescored("--all")
    row = CommentScore.objects.get()
    assert row.scores
    assert row.scored_at > decision.decided_at


def test_a_comment_that_is_decided_or_changed_meanwhile_is_left_alone(
    en: Edition, sent: Any, mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment, score = sent(), given.score
    CommentScore.objects.update(engine="old")

    def meanwhile(*asked: Any) -> Any:
        judging.show(comment, by=mara, now=clock.now())
        return score(*asked)

    monkeypatch.setattr(given, "score", meanwhile)
    assert "1 were changed or decided meanwhile and left alone." in rescored()
    assert CommentScore.objects.get().engine == "old"
    assert doubts() == [comment.pk]


def test_one_that_came_before_there_were_scores_gets_a_row_and_a_doubt(en: Edition, sent: Any) -> None:
    comment = sent()
    CommentScore.objects.all().delete()
    CheckOpinion.objects.all().delete()
    assert "0 by" not in rescored("--check")
    assert rescoring.unscored(en) == 1
    rescored()
    assert (CommentScore.objects.get().comment, doubts()) == (comment, [comment.pk])


def test_an_erased_comment_is_not_scored_and_an_engine_that_fails_changes_nothing(
    sent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment, row = sent(), CommentScore.objects.get()
    monkeypatch.setattr(Engine, "score", lambda *asked: 1 / 0)
    assert "The engine failed on 1, which stay as they were." in rescored()
    assert (CommentScore.objects.get().scored_at, doubts()) == (row.scored_at, [comment.pk])
    Comment.objects.update(erased_at=clock.now())
    assert "0 comments scored" in rescored("--all")


def test_an_edition_that_is_not_there_and_scoring_that_is_off_are_refused(en: Edition, settings: Any) -> None:
    with pytest.raises(CommandError, match="no edition “xx”"):
        rescored("--edition", "xx")
    settings.SCORING = "off"
    with pytest.raises(CommandError, match="Scoring is off"):
        rescored()


def test_where_no_clause_names_anything_any_more_the_doubts_of_what_waits_go(
    en: Edition, sent: Any, ines: User
) -> None:
    sent()
    draft = HouseRules.objects.in_force(en).draft_next()  # type: ignore[union-attr]
    draft.clauses.update(attributes=[])
    draft = HouseRules.objects.get(pk=draft.pk)
    draft.change_notice = "No program reads for insults now."
    draft.publish(by=ines)
    said = rescored()
    assert (
        "No clause in force names what the engine looks for. 0 comments scored; 1 that wait have other doubts" in said
    )
    assert doubts() == []
    assert not CommentScore.objects.exists()

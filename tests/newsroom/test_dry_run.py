"""The dry run: what a draft of rules or another mode would do with comments that were decided on, before it is so."""

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import checking, judging
from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words
from dateline.moderation.models import CheckOpinion, Decision, HouseRules
from dateline.moderation.scores import rescoring
from dateline.people.models import User
from dateline.stories.models import Edition, Story


@pytest.fixture
def decided(
    ferry: Story, comment_on: Callable[..., Comment], mara: User, rules: HouseRules, monkeypatch: pytest.MonkeyPatch
) -> list[Comment]:
    """Three that Mara has shown: a rude one, a doubtful one, a plain one. One more waits."""
    rude = Opinion(Verdict.BREACH, "repetition", "Rude words.", "insult", ((6, 10),))
    doubt = Opinion(Verdict.DOUBT, "link", "It leads elsewhere.", spans=((4, 8),))

    def check(words: Words) -> Opinion:
        return {"Rude": rude, "Doubt": doubt}.get(words.text.split()[0].strip(":"), CLEAN)

    module = ModuleType("checks.stub")
    vars(module)["check"] = check
    monkeypatch.setattr(checking, "CHECKS", [module])
    comments = [comment_on(ferry, text) for text in ("Rude: dogs.", "Doubt this.", "Plain words.")]
    for comment in comments:
        judging.show(comment, by=mara, now=clock.now())
    comment_on(ferry, "Rude: and waiting.")
    return comments


def draft_of(rules: HouseRules) -> HouseRules:
    draft = rules.draft_next()
    draft.clauses.filter(code="insult").update(decided_automatically=True)
    return HouseRules.objects.get(pk=draft.pk)


def section(desk: Any, rules: HouseRules, mode: str = "", **thresholds: str) -> str:
    asked = ({"mode": mode} if mode else {}) | thresholds
    page = desk.get(f"/desk/house-rules/inspect/{rules.pk}/", asked).content.decode()
    return page[page.index('id="dry-run"') : page.index("</section>", page.index('id="dry-run"'))]


def test_a_draft_shows_what_a_program_would_newly_refuse_and_for_which_words(
    desk_of: Any, chief: User, rules: HouseRules, decided: list[Comment]
) -> None:
    text = section(desk_of(chief), draft_of(rules))
    assert "The last 3 decided comments were read again" in text
    assert "1 would be treated otherwise" in text
    assert "<strong>refused automatically</strong>" in text
    assert '<q dir="auto">dogs</q>' in text
    assert "Plain words." not in text


def test_another_mode_shows_what_would_newly_be_shown(
    desk_of: Any, chief: User, rules: HouseRules, decided: list[Comment]
) -> None:
    text = section(desk_of(chief), rules, "clean")
    assert "<strong>shown automatically</strong>" in text
    assert "Plain words." in text
    assert "Doubt this." not in text


def test_a_stricter_mode_shows_what_would_newly_wait(
    desk_of: Any, chief: User, rules: HouseRules, decided: list[Comment]
) -> None:
    Edition.objects.update(comments_mode="at once")
    text = section(desk_of(chief), rules, "read first")
    assert "<td>shown automatically</td><td><strong>waiting</strong></td>" in text
    Story.objects.update(comments_mode="read first")
    assert "0 would be treated otherwise" in section(desk_of(chief), rules, "read first")


def test_it_changes_nothing(desk_of: Any, chief: User, rules: HouseRules, decided: list[Comment]) -> None:
    before = list(Comment.objects.values()), Decision.objects.count(), CheckOpinion.objects.count()
    section(desk_of(chief), draft_of(rules), "at once")
    assert before == (list(Comment.objects.values()), Decision.objects.count(), CheckOpinion.objects.count())


def test_a_mode_that_is_none_is_the_edition_s(
    desk_of: Any, chief: User, rules: HouseRules, decided: list[Comment]
) -> None:
    assert "0 would be treated otherwise" in section(desk_of(chief), rules, "nonsense")


RUDE = "The mayor of this town is an idiot and a moron, as we all knew."


@pytest.fixture
def scored(ferry: Story, comment_on: Callable[..., Comment], mara: User, rules: HouseRules, ines: User) -> HouseRules:
    """A rude comment and a plain one, which Mara has shown; in force, the rules have the engine look for insults."""
    for text in (RUDE, "The ferry was late again this morning."):
        judging.show(comment_on(ferry, text), by=mara, now=clock.now())
    draft = rules.draft_next()
    draft.clauses.filter(code="insult").update(attributes=["INSULT"])
    return HouseRules.objects.get(pk=draft.pk)


def test_a_draft_that_has_the_engine_look_shows_what_would_be_in_doubt_and_for_which_words(
    desk_of: Any, chief: User, scored: HouseRules
) -> None:
    text = section(desk_of(chief), scored)
    assert "1 would be treated otherwise" in text
    assert "<td>waiting</td><td><strong>waiting, in doubt for its score</strong></td>" in text
    assert re.search(r'<q dir="auto">[^<]*idiot', text)


def test_another_threshold_shows_what_would_be_in_doubt_no_more(
    desk_of: Any, chief: User, ines: User, scored: HouseRules
) -> None:
    scored.change_notice = "A program reads for insults."
    scored.publish(by=ines)
    desk = desk_of(chief)
    assert "0 would be treated otherwise" in section(desk, scored)
    text = section(desk, scored, INSULT="1")
    assert "<td>waiting, in doubt for its score</td><td><strong>waiting</strong></td>" in text
    assert 'name="INSULT" min="0.01" max="1" step="0.01" value="1.0"' in text
    assert "0 would be treated otherwise" in section(desk, scored, INSULT="much")


def test_rows_of_the_engine_in_use_are_not_scored_again(
    desk_of: Any, chief: User, ines: User, en: Edition, scored: HouseRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored.change_notice = "A program reads for insults."
    scored.publish(by=ines)
    rescoring.rescore(en, everything=True, step=lambda: None)
    monkeypatch.setattr("dateline.scoring.engine.Engine.score", lambda *asked: 1 / 0)
    assert "1 would be treated otherwise" in section(desk_of(chief), scored, INSULT="1")

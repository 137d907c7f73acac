"""The dry run: what a draft of rules or another mode would do with comments that were decided on, before it is so."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import checking, judging
from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words
from dateline.moderation.models import CheckOpinion, Decision, HouseRules
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


def section(desk: Any, rules: HouseRules, mode: str = "") -> str:
    page = desk.get(f"/desk/house-rules/inspect/{rules.pk}/", {"mode": mode} if mode else {}).content.decode()
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

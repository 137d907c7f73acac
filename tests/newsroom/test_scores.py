"""The scores at the desk: figures of one's own beat, thresholds with a reason, and nobody else's words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging
from dateline.moderation.models import Clause, CommentScore, HouseRules, LayerInUse, Learning, Threshold
from dateline.moderation.scores import layers
from dateline.newsroom import scores as page
from dateline.people.models import User
from dateline.scoring.learning.layer import Layer
from dateline.stories.models import Edition, Limit, Section, Story

Score = Callable[..., Comment]


@pytest.fixture
def named(en: Edition, ines: User) -> HouseRules:
    """House rules whose clause on insults names what the engine looks for."""
    version = HouseRules.objects.create(edition=en)
    told = {"text": "Insult nobody.", "reader_sentence": "It insults somebody."}
    Clause.objects.create(rules=version, code="insult", title="Insult", attributes=["INSULT"], **told)
    version.publish(by=ines)
    return version


@pytest.fixture
def score(comment_on: Callable[..., Comment], ferry: Story, named: HouseRules, mara: User) -> Score:
    """A scored comment that Mara shows or refuses: `score(0.9, refuse=True)`."""

    def _score(
        value: float, *, refuse: bool = False, story: Story = ferry, text: str = "", blind: bool = False
    ) -> Comment:
        text = text or f"Words of number {CommentScore.objects.count()}."
        comment = comment_on(story, text)
        found = dict.fromkeys(page.NAMES, value)
        facts = {"engine": "en-1+abc", "is_blind": blind, "scored_at": clock.now()}
        CommentScore.objects.create(comment=comment, scores=found, spans={"INSULT": [[0, 5, 3.0]]}, **facts)
        if refuse:
            judging.refuse(comment, clause=named.clauses.get(), sentence="No.", by=mara, now=clock.now())
        else:
            judging.show(comment, by=mara, now=clock.now())
        return comment

    return _score


def _seen(desk: Client, query: str = "") -> str:
    answer = desk.get(f"/desk/scores/?attribute=INSULT{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_without_a_score_the_page_says_what_is_to_come(desk_of: Any, mara: User, ferry: Story) -> None:
    seen = _seen(desk_of(mara))
    assert "No comment of this edition has scores yet." in seen
    assert "No clause of the house rules names this attribute" in seen
    assert "en-" in seen  # the engine's version
    assert desk_of(mara).get("/desk/scores/card/").content.startswith(b"# Model")


def test_the_figures_say_how_the_scores_fared(desk_of: Any, mara: User, score: Score) -> None:
    for value, refuse, blind in ((0.9, True, True), (0.8, True, False), (0.7, False, False), (0.2, True, False)):
        score(value, refuse=refuse, blind=blind)
    for _number in range(4):
        score(0.1)
    seen = _seen(desk_of(mara))
    assert "By the last 8 comments with scores, and 8 rulings of people on them." in seen
    assert "8 rulings on scored comments so far. After 50" in seen
    assert "<strong>67 %</strong> <small>21 to 94 %</small> <small>(2 of 3)</small>" in seen  # raised, and refused
    assert "<bdi>1. Insult</bdi>" in seen
    assert "By 1 ruling of somebody who did not see the scores:" in seen
    assert "<strong>33 %</strong> <small>6 to 79 %</small>" in seen  # read first: the 10 in 100 with the highest score


def test_a_ruling_on_an_earlier_text_says_nothing_of_the_present_scores(desk_of: Any, mara: User, score: Score) -> None:
    score(0.9, text="Fools day is on Friday."), score(0.8, text="Fools day again.")
    assert "and 2 rulings of people on them." in _seen(desk_of(mara))
    Comment.objects.update(sent_at=clock.now(), state="waiting")  # changed since, and waiting again
    seen = _seen(desk_of(mara))
    assert "and 0 rulings of people on them." in seen
    assert "<bdi>fools</bdi>" not in seen


def test_words_of_shown_comments_that_misled_are_told(desk_of: Any, mara: User, score: Score) -> None:
    score(0.9, text="Fools day is on Friday."), score(0.8, text="Fools day again."), score(0.8, text="Other words.")
    score(0.9, text="Idiot of a mayor.", refuse=True), score(0.9, text="Idiot, you.", refuse=True)
    seen = _seen(desk_of(mara))
    assert "<bdi>fools</bdi></th><td>2</td><td>3.0</td>" in seen
    assert "<bdi>idiot" not in seen


def test_who_works_in_one_section_gets_the_figures_and_words_of_that_section_alone(
    desk_of: Any, mara: User, score: Score, publish: Callable[..., Story], harbour: Section
) -> None:
    other = publish("Dam holds")
    score(0.9, text="Fools day.", story=other), score(0.9, text="Fools day again.", story=other), score(0.9)
    assert "<bdi>fools</bdi>" in _seen(desk_of(mara))
    Limit.objects.create(user=mara, role=mara.groups.get(), edition=harbour.edition, section=harbour)
    seen = _seen(desk_of(User.objects.get(pk=mara.pk)))
    assert "fools" not in seen
    assert "By the last 1 comments" in seen or "By 1 comment with scores, and 1 ruling" in seen


def test_a_threshold_is_tried_then_set_with_a_reason(desk_of: Any, chief: User, score: Score, en: Edition) -> None:
    score(0.6, refuse=True), score(0.9)
    desk = desk_of(chief)
    seen = _seen(desk, "&edition=en&value=0.7")
    assert "From 0.70 on, 50 % of comments raise a doubt; now 100 % do." in seen
    refused = desk.post("/desk/scores/en/threshold/", {"attribute": "INSULT", "value": "0.70", "reason": ""})
    assert refused.status_code == 422
    assert "Say why." in refused.content.decode()
    assert not Threshold.objects.exists()
    answer = desk.post("/desk/scores/en/threshold/", {"attribute": "INSULT", "value": "0.70", "reason": "Too many."})
    assert answer.headers["Location"] == "/desk/scores/?edition=en&attribute=INSULT"
    row = Threshold.objects.get()
    assert (row.edition, row.attribute, row.value, row.set_by, row.reason) == (en, "INSULT", 0.7, chief, "Too many.")
    seen = _seen(desk)
    assert "It is 0.70 now." in seen
    assert "<strong>0.70</strong> <bdi>Chief</bdi><blockquote" in seen


def test_a_moderator_tries_a_threshold_and_does_not_set_it(desk_of: Any, mara: User, score: Score) -> None:
    score(0.9)
    desk = desk_of(mara)
    assert "Who may publish the house rules sets it." in _seen(desk, "&value=0.7")
    answer = desk.post("/desk/scores/en/threshold/", {"attribute": "INSULT", "value": "0.7", "reason": "Mine."})
    assert answer.status_code == 403
    for odd in ("nan", "inf", "2", "x", "٠٫٧", ""):
        assert desk.get("/desk/scores/", {"attribute": "INSULT", "value": odd}).status_code == 200
    assert desk.get("/desk/scores/?attribute=NO&edition=xx").status_code == 200


def test_a_layer_over_another_model_is_not_said_to_be_in_use(
    desk_of: Any, mara: User, score: Score, en: Edition
) -> None:
    score(0.9)
    CommentScore.objects.update(engine=layers.base().version, layer="abc")
    facts = {"begun_at": clock.now(), "version": "abc", "layer": Layer("en-0+abc", ()).as_bytes()}
    row = Learning.objects.create(edition=en, **facts)
    LayerInUse.objects.create(edition=en, learning=row, put_by=mara, put_at=clock.now(), reason="Before the update.")
    layers.forget(en.pk)
    seen = _seen(desk_of(mara))
    layers.forget(en.pk)
    assert "What was learned lies over another model, and is not used." in seen
    assert "<small>in use</small>" not in seen


def test_of_many_comments_some_stand_for_all(
    desk_of: Any, mara: User, score: Score, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(6):
        score(0.2)
    monkeypatch.setattr("dateline.moderation.scores.figures_reading.OF_ALL_EDITIONS", 3)
    monkeypatch.setattr("dateline.moderation.scores.figures_reading.REACH", 6)
    assert "By the last 3 comments with scores, and 6 rulings" in _seen(desk_of(mara))


def test_no_more_queries_are_asked_the_more_there_is(
    desk_of: Any, mara: User, score: Score, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in (0.1, 0.6, 0.9):
        score(value, refuse=value > 0.5)
    desk = desk_of(mara)
    _seen(desk)
    with django_assert_max_num_queries(24):
        _seen(desk)
    CommentScore.objects.update(scored_at=clock.now() - timedelta(days=1))
    monkeypatch.setattr("dateline.moderation.scores.figures_reading.NEWEST", 2)
    assert "By the last 2 comments with scores, and 2 rulings" in _seen(desk)

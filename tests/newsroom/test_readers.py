"""Readers' requests at the desk: found, handed over, erased by a typed word, with a reason that is kept."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import holding, judging
from dateline.moderation.models import CommentScore, HouseRules, Queued, ReaderRequest
from dateline.people.models import User
from dateline.people.roles import DESK_CHIEF
from dateline.stories.models import Edition, Limit, Story
from tests.conftest import somebody

TOM = "tom@reader.example"
FOUND = {"found_by": "email", "asked": TOM}


@pytest.fixture
def mine(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User) -> list[Comment]:
    """Two comments of Tom's, and one of somebody else."""
    sent = [comment_on(ferry, text, email=TOM) for text in ("The quay was mine.", "So was the pier.")]
    comment_on(ferry, "Not Tom's words.", email="ada@reader.example")
    judging.show(sent[0], by=mara, now=clock.now())
    return sent


def _seen(comments: list[Comment]) -> str:
    return " ".join(f"c{each.pk}" for each in comments)


def test_what_is_kept_of_a_reader_is_shown_and_handed_over_with_a_reason(
    desk_of: Any, chief: User, mine: list[Comment]
) -> None:
    desk = desk_of(chief)
    page = desk.post("/desk/readers/", FOUND | {"verb": "find"})
    assert "The quay was mine." in page.content.decode()
    assert "Not Tom" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    refused = desk.post("/desk/readers/", FOUND | {"verb": "export"})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    answer = desk.post("/desk/readers/", FOUND | {"verb": "export", "reason": "Letter of 20 November."})
    assert 'filename="reader.json"' in answer["Content-Disposition"]
    assert [each["text"] for each in json.loads(answer.content)["comments"]] == [
        "The quay was mine.",
        "So was the pier.",
    ]
    row = ReaderRequest.objects.get()
    assert (row.kind, row.made_by, row.comments) == ("export", chief, [each.pk for each in mine])
    assert TOM not in json.dumps(list(ReaderRequest.objects.values()), default=str)
    assert "Letter of 20 November." in desk.get("/desk/readers/").content.decode()


def test_a_comment_whose_scores_are_handed_over_is_blind_no_more(
    desk_of: Any, chief: User, mine: list[Comment]
) -> None:
    facts = {"engine": "en-1", "layer": "1b0f", "scores": {"INSULT": 0.9}, "is_blind": True, "scored_at": clock.now()}
    CommentScore.objects.bulk_create(CommentScore(comment=each, **facts) for each in mine)
    before = Queued.objects.get(comment=mine[1]).risk
    answer = desk_of(chief).post("/desk/readers/", FOUND | {"verb": "export", "reason": "Letter."})
    given = json.loads(answer.content)["comments"][1]["scores"]
    assert (given["engine"], given["layer"], given["scores"]) == ("en-1", "1b0f", {"INSULT": 0.9})
    assert list(CommentScore.objects.order_by("comment").values_list("is_blind", flat=True)) == [True, False]
    assert Queued.objects.get(comment=mine[1]).risk > before  # the first was ruled on before


def test_a_reason_that_is_too_long_is_not_lost(desk_of: Any, chief: User, mine: list[Comment]) -> None:
    reason = "Letter of 20 November. " + "x" * 1000
    answer = desk_of(chief).post("/desk/readers/", FOUND | {"verb": "export", "reason": reason})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason in page
    assert "at most 1000 characters" in page
    assert "The quay was mine." in page
    assert not ReaderRequest.objects.exists()


def test_a_receipt_finds_the_one_that_it_is_of(desk_of: Any, chief: User, mine: list[Comment]) -> None:
    asked = {"found_by": "receipt", "asked": f"http://127.0.0.1/receipts/{mine[1].receipt_token}/", "verb": "find"}
    page = desk_of(chief).post("/desk/readers/", asked).content.decode()
    assert "So was the pier." in page
    assert "The quay was mine." not in page
    nothing = desk_of(chief).post("/desk/readers/", asked | {"asked": "unknown"}).content.decode()
    assert "Nothing is kept under this." in nothing


def test_it_is_erased_by_a_typed_word_and_what_is_held_is_named_and_stays(
    desk_of: Any, chief: User, mine: list[Comment]
) -> None:
    desk, asked = desk_of(chief), FOUND | {"verb": "erase", "reason": "At their wish.", "seen": _seen(mine)}
    holding.hold(mine[1], reason="A claim.", by=chief, now=clock.now())
    page = desk.post("/desk/readers/", FOUND | {"verb": "find"}).content.decode()
    assert "It cannot be erased now." in page
    assert "<bdi>Chief</bdi>" in page
    for wrong, sentence in (
        ({"typed": "yes"}, "To erase, type the word"),
        ({"typed": "ERASE", "reason": ""}, "Say why"),
        ({"typed": "ERASE", "seen": f"c{mine[0].pk}"}, "Look again"),
    ):
        refused = desk.post("/desk/readers/", asked | wrong)
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True)
    assert not ReaderRequest.objects.exists()
    done = desk.post("/desk/readers/", asked | {"typed": "erase"}, follow=True).content.decode()
    assert "Erased for good: 1 comment, 0 reports." in done
    assert "1 had to stay for now." in done
    texts = [Comment.objects.get(pk=each.pk).text for each in mine]
    assert texts == ["", "So was the pier."]
    row = ReaderRequest.objects.get()
    assert (row.kind, row.kept, row.reason) == ("erasure", [f"Comment {mine[1].pk}"], "At their wish.")
    assert row.finished_at


def test_a_chief_answers_for_where_they_work_alone(desk_of: Any, mine: list[Comment], fa: Edition, mara: User) -> None:
    away = somebody("nilu", DESK_CHIEF)
    Limit.objects.create(user=away, role=away.groups.get(), edition=fa)
    page = desk_of(away).post("/desk/readers/", FOUND | {"verb": "find"}).content.decode()
    assert "2 more stand where you do not work" in page
    assert "The quay was mine." not in page
    gone = desk_of(away).post("/desk/readers/", FOUND | {"verb": "erase", "reason": "x", "typed": "ERASE", "seen": ""})
    assert gone.status_code == 422
    assert desk_of(mara).post("/desk/readers/", FOUND | {"verb": "find"}).status_code == 403

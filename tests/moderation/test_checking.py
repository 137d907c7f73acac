"""A comment comes in with what the checks say of it, through the door that readers use."""

import logging
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from dateline.comments.models import Comment
from dateline.moderation import checking
from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words
from dateline.moderation.models import CheckOpinion, Decision
from dateline.stories.models import Edition, Story

TEXT = "Call me: 0912 345 6789."


def send(client: Client, story: Story, text: str = TEXT, name: str = "Tom") -> Any:
    headers = {"Origin": "http://testserver"}
    return client.post(f"{story.get_absolute_url()}/comments", {"name": name, "text": text}, headers=headers)


@pytest.fixture
def checks_are(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put other checks in the place of ours: `checks_are(first=lambda words: CLEAN)`."""

    def _checks_are(**checks: Callable[[Words], Any]) -> None:
        modules = []
        for name, check in checks.items():
            modules.append(ModuleType(f"checks.{name}"))
            vars(modules[-1])["check"] = check
        monkeypatch.setattr(checking, "CHECKS", modules)

    return _checks_are


def fail(words: Words) -> Opinion:
    raise RuntimeError(f"cannot read {words.text} of {words.name}")


def test_an_opinion_is_stored_with_the_comment_and_the_comment_waits(client: Client, ferry: Story) -> None:
    assert send(client, ferry).status_code == 303
    comment, opinion = Comment.objects.get(), CheckOpinion.objects.get()
    assert (opinion.comment, opinion.check_name, opinion.verdict) == (comment, "contacts", "doubt")
    assert (opinion.word, opinion.clause_code, opinion.given_at) == ("telephone number", "law", comment.created_at)
    assert [comment.text[start:end] for start, end in opinion.spans] == ["0912 345 6789"]
    assert comment.is_waiting


def test_a_clean_comment_waits_without_a_row(client: Client, ferry: Story) -> None:
    send(client, ferry, "The fares were low for years.")
    assert Comment.objects.get().is_waiting
    assert not CheckOpinion.objects.exists()


def test_the_places_are_those_of_the_text_as_it_is_stored(client: Client, ferry: Story) -> None:
    send(client, ferry, "  \r\nCafe\u0301\r\n\x07www.example.com")
    comment, opinion = Comment.objects.get(), CheckOpinion.objects.get()
    assert comment.text == "Café\nwww.example.com"
    assert [comment.text[start:end] for start, end in opinion.spans] == ["www.example.com"]


def test_the_same_comment_again_adds_no_row(client: Client, ferry: Story, checks_are: Callable[..., None]) -> None:
    first = send(client, ferry)
    checks_are(contacts=fail, another=fail)
    assert send(client, ferry).headers["Location"] == first.headers["Location"]
    assert [opinion.verdict for opinion in CheckOpinion.objects.all()] == ["doubt"]


def test_a_check_that_fails_is_unavailable_and_the_others_still_speak(
    client: Client, ferry: Story, checks_are: Callable[..., None]
) -> None:
    checks_are(first=fail, second=lambda words: Opinion(Verdict.BREACH, "foul", "Foul words.", "insult", ((0, 4),)))
    assert send(client, ferry).status_code == 303
    rows = CheckOpinion.objects.values_list("check_name", "verdict", "word", "clause_code")
    assert list(rows) == [("first", "unavailable", "check unavailable", ""), ("second", "breach", "foul", "insult")]
    assert Comment.objects.get().is_waiting
    assert not Decision.objects.exists()


@pytest.fixture
def takes(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Callable[[Words], Opinion]]:
    """A check that takes so many seconds and answers: `takes(2.0, CLEAN)`. Nobody sleeps: the clock is set on."""
    hands = [0.0]
    monkeypatch.setattr(checking.time, "monotonic", lambda: hands[0])

    def _takes(seconds: float, opinion: Opinion = CLEAN) -> Callable[[Words], Opinion]:
        def check(words: Words) -> Opinion:
            hands[0] += seconds
            return opinion

        return check

    return _takes


def test_a_check_that_is_late_is_unavailable_under_its_name_and_what_it_found_is_kept(
    client: Client, ferry: Story, checks_are: Callable[..., None], takes: Any, caplog: pytest.LogCaptureFixture
) -> None:
    foul = Opinion(Verdict.BREACH, "foul", "Foul words.", "insult", ((0, 4),))
    checks_are(slow=takes(1.1), quick=takes(0.1), slow_and_sure=takes(1.1, foul))
    assert send(client, ferry).status_code == 303
    rows = list(CheckOpinion.objects.values_list("check_name", "verdict", "sentence"))
    assert rows == [("slow", "unavailable", checking.TOO_SLOW.sentence), ("slow_and_sure", "breach", "Foul words.")]
    assert Comment.objects.get().is_waiting
    assert "The check slow took longer than it may." in caplog.text


def test_once_the_time_of_all_is_used_up_no_further_check_is_asked(
    client: Client, ferry: Story, checks_are: Callable[..., None], takes: Any
) -> None:
    checks_are(hangs=takes(20.0), never_asked=fail)
    assert send(client, ferry).status_code == 303
    rows = CheckOpinion.objects.values_list("check_name", "sentence")
    assert list(rows) == [("hangs", checking.TOO_SLOW.sentence), ("never_asked", checking.TOO_SLOW.sentence)]


@pytest.mark.parametrize("answer", [Opinion(Verdict.DOUBT, "word", "Sentence.", spans=((0, 999),)), None, "doubt"])
def test_a_check_that_answers_nonsense_is_unavailable(
    client: Client, ferry: Story, checks_are: Callable[..., None], answer: Any
) -> None:
    checks_are(odd=lambda words: answer)
    send(client, ferry)
    assert CheckOpinion.objects.get().verdict == "unavailable"


def test_a_failure_is_logged_without_the_reader_s_words_name_or_token(
    client: Client, ferry: Story, checks_are: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    checks_are(odd=fail)
    with caplog.at_level(logging.DEBUG):
        send(client, ferry, name="Tom of the pier")
    said = [logging.Formatter().format(record) for record in caplog.records if record.name.startswith("dateline")]
    (line,) = said
    assert line.startswith("The check odd failed: RuntimeError in test_checking.py:")
    for secret in ("0912", "Tom of the pier", "127.0.0.1", Comment.objects.get().receipt_token):
        assert secret not in caplog.text


def test_a_check_reads_the_name_the_text_and_the_language_of_the_edition(
    client: Client, fa: Edition, publish: Callable[..., Story], checks_are: Callable[..., None]
) -> None:
    read: list[Words] = []
    checks_are(reader=lambda words: read.append(words) or CLEAN)
    send(client, publish("کرایه", edition=fa), "متن", name="رها")
    assert read == [Words("رها", "متن", "fa")]


def test_comment_and_opinions_are_stored_together_or_not_at_all(
    client: Client, ferry: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(CheckOpinion.objects, "bulk_create", broken)
    client.raise_request_exception = False
    assert send(client, ferry).status_code == 500
    assert not Comment.objects.exists()

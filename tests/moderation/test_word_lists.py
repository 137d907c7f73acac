"""Word lists: put together at the desk, given to the checks as they stand, each process knowing when one changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import word_lists
from dateline.moderation.models import CheckOpinion, ListedWord, WordList
from dateline.moderation.word_lists import lists_of
from dateline.people.models import User
from dateline.stories.models import Edition, Story


@pytest.fixture
def listed(en: Edition, mara: User) -> Callable[..., int]:
    """Put words on the list of the English edition: `listed("idiot", does="refuse")`."""

    def _listed(*words: str, does: str = "hold", edition: Edition | None = None, **facts: str) -> int:
        return word_lists.add(edition or en, words, does=does, by=mara, now=clock.now(), **facts)

    return _listed


def stamp_of(edition: Edition) -> str:
    return WordList.objects.get(edition=edition).stamp


def send(client: Client, story: Story, text: str, name: str = "Tom") -> Any:
    headers = {"Origin": "http://testserver"}
    return client.post(f"{story.get_absolute_url()}/comments", {"name": name, "text": text}, headers=headers)


def test_a_held_word_is_a_doubt_with_its_clause_and_place(client: Client, ferry: Story, listed: Any) -> None:
    listed("idiot", clause_code="insult", note="see the guidance")
    send(client, ferry, "He is an 1d10t, I say.")
    opinion, comment = CheckOpinion.objects.get(), Comment.objects.get()
    assert (opinion.check_name, opinion.verdict, opinion.word) == ("word_list", "doubt", "held word")
    assert (opinion.clause_code, opinion.seen) == ("insult", "idiot (see the guidance)")
    assert [comment.text[start:end] for start, end in opinion.spans] == ["1d10t"]
    assert comment.is_waiting


def test_a_refused_word_is_a_breach_and_the_comment_waits_all_the_same(
    client: Client, ferry: Story, listed: Any
) -> None:
    listed("idiot")
    listed("go to hell", does="refuse", clause_code="insult")
    send(client, ferry, "Idiot, go to hell")
    opinion = CheckOpinion.objects.get()
    assert (opinion.verdict, opinion.word, opinion.seen) == ("breach", "refused word", "go to hell")
    assert Comment.objects.get().is_waiting


def test_a_watched_word_is_a_mark_and_no_doubt(client: Client, ferry: Story, listed: Any) -> None:
    listed("Port Ansel", does="watch")
    send(client, ferry, "They say so in PORT ANSEL too.")
    opinion = CheckOpinion.objects.get()
    assert (opinion.check_name, opinion.verdict, opinion.spans) == ("watched_words", "clean", [[15, 25]])


def test_a_list_is_of_its_edition_alone(
    client: Client, ferry: Story, fa: Edition, publish: Callable[..., Story], listed: Any
) -> None:
    listed("idiot", edition=fa)
    send(client, ferry, "An idiot")
    assert not CheckOpinion.objects.exists()
    send(client, publish("کرایه", edition=fa), "idiot احمق")
    assert CheckOpinion.objects.get().word == "held word"


def test_what_is_added_or_removed_counts_from_the_next_comment(
    client: Client, ferry: Story, en: Edition, listed: Any
) -> None:
    listed("idiot")
    send(client, ferry, "One idiot")
    word_lists.remove(en, ListedWord.objects.values_list("pk", flat=True))
    send(client, ferry, "Two idiots, one idiot")
    listed("ferry")
    send(client, ferry, "Three ferry idiots")
    assert [opinion.seen for opinion in CheckOpinion.objects.all()] == ["idiot", "ferry"]


def test_a_list_that_another_process_changed_is_made_anew_and_else_kept(en: Edition, listed: Any) -> None:
    listed("idiot")
    first = lists_of(en.pk, stamp_of(en))
    with CaptureQueriesContext(connection) as asked:
        assert lists_of(en.pk, en.word_list.stamp) is first
    assert not asked.captured_queries
    ListedWord.objects.all().delete()  # without a stamp, nobody can know
    assert lists_of(en.pk, stamp_of(en)) is first
    en.word_list.stamp = "another"
    en.word_list.save()
    assert not lists_of(en.pk, stamp_of(en)).listed


def test_a_word_that_is_listed_already_takes_what_it_is_to_do_now(listed: Any) -> None:
    assert listed("Idiot", "fool") == 2
    assert listed("ÍDIOT", does="refuse") == 1
    assert list(ListedWord.objects.values_list("words", "does")) == [("fool", "hold"), ("ÍDIOT", "refuse")]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["idiot", "x"], "“x” would stand in every comment."),
        (["!!!"], "“!!!” would stand in every comment."),
        (["w" * 101], "is longer than 100 characters."),
        (["a b c d e f g h i"], "has more than 8 words."),
        (["f*ck"], "a star stands at the end of a single word"),
        (["harbour rat*"], "a star stands at the end of a single word"),
        ([" ", ""], "Write at least one word"),
    ],
)
def test_a_line_that_finds_nothing_or_everything_is_refused_and_nothing_is_added(
    listed: Any, lines: list[str], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        listed(*lines)
    assert not ListedWord.objects.exists()


def test_a_list_has_an_end(listed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_lists, "MOST_ENTRIES", 2)
    with pytest.raises(ValidationError, match="at most 2 entries"):
        listed("one", "two", "three")
    assert not ListedWord.objects.exists()


def test_many_are_added_at_once(listed: Any) -> None:
    assert listed(*(f"word{number}" for number in range(1_200))) == 1_200
    assert listed(*(f"word{number}" for number in range(1_200)), does="watch") == 1_200
    assert ListedWord.objects.filter(does="watch").count() == 1_200

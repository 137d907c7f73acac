"""The word list at the desk: seen by who reads house rules there, changed by who changes them."""

from collections.abc import Callable

from django.test import Client

from dateline.lib import clock
from dateline.moderation import word_lists
from dateline.moderation.drafting import draft_shipped
from dateline.moderation.models import ListedWord
from dateline.people.models import User
from dateline.stories.models import Edition

Desk = Callable[[User], Client]
LIST = "/desk/house-rules/words/"


def test_a_chief_puts_many_words_on_the_list_at_once(chief: User, desk_of: Desk, en: Edition) -> None:
    draft_shipped(en).publish(by=chief)
    facts = {"does": "refuse", "clause_code": "insult", "note": "<b>often"}
    sent = {"lines": "idiot\r\n\r\n go to hell \r\nIDIOT"} | facts
    page = desk_of(chief).post(f"{LIST}en/add/", sent, follow=True).content.decode()
    assert "2 entries are on the list." in page
    assert '<strong dir="auto">IDIOT</strong>' in page
    assert "2. No insults" in page
    assert "&lt;b&gt;often" in page
    assert set(ListedWord.objects.values_list("words", "does", "clause_code", "added_by__username")) == {
        ("IDIOT", "refuse", "insult", chief.username),
        ("go to hell", "refuse", "insult", chief.username),
    }


def test_a_line_that_cannot_be_taken_brings_the_form_back_with_all_lines(
    chief: User, desk_of: Desk, en: Edition
) -> None:
    answer = desk_of(chief).post(f"{LIST}en/add/", {"lines": "idiot\nx", "does": "hold"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“x” would stand in every comment. A word has two letters or more." in page
    assert ">\nidiot\nx</textarea>" in page
    assert not ListedWord.objects.exists()


def test_a_clause_that_is_not_in_force_is_refused(chief: User, desk_of: Desk, en: Edition) -> None:
    answer = desk_of(chief).post(f"{LIST}en/add/", {"lines": "idiot", "does": "hold", "clause_code": "nonsense"})
    assert answer.status_code == 422


def test_words_chosen_go_off_the_list(chief: User, desk_of: Desk, en: Edition, fa: Edition) -> None:
    for edition in (en, fa):
        word_lists.add(edition, ["idiot", "fool"], does="hold", by=chief, now=clock.now())
    sent = {"entry": [str(each.pk) for each in ListedWord.objects.filter(words="idiot")] + ["x", "0"]}
    page = desk_of(chief).post(f"{LIST}en/remove/", sent, follow=True).content.decode()
    assert "1 entry is off the list." in page
    left = ListedWord.objects.values_list("word_list__edition__code", "words")
    assert set(left) == {("en", "fool"), ("fa", "fool"), ("fa", "idiot")}


def test_a_moderator_reads_the_list_and_changes_nothing(mara: User, chief: User, desk_of: Desk, en: Edition) -> None:
    word_lists.add(en, ["idiot"], does="watch", by=chief, now=clock.now())
    page = desk_of(mara).get(LIST).content.decode()
    assert "idiot</strong>" in page
    assert "Put them on the list" not in page
    assert "Take those chosen off the list" not in page
    assert desk_of(mara).post(f"{LIST}en/add/", {"lines": "fool", "does": "hold"}).status_code in (302, 403)
    assert ListedWord.objects.count() == 1


def test_the_list_is_read_by_what_words_do_and_what_they_are(chief: User, desk_of: Desk, en: Edition) -> None:
    word_lists.add(en, ["idiot", "احمق"], does="hold", by=chief, now=clock.now())
    word_lists.add(en, ["Port Ansel"], does="watch", by=chief, now=clock.now())
    desk = desk_of(chief)

    def listed(asked: str) -> list[str]:
        page = desk.get(f"{LIST}?edition=en&{asked}").content.decode()
        return [word for word in ("idiot", "احمق", "Port Ansel") if f">{word}</strong>" in page]

    assert listed("does=hold") == ["idiot", "احمق"]
    assert listed("does=watch") == ["Port Ansel"]
    assert listed("q=PORT") == ["Port Ansel"]
    assert listed("q=أحمق") == ["احمق"]
    assert listed("q=nowhere") == []
    assert len(listed("does=nonsense&q=%00&p=99")) == 3


def test_the_house_rules_lead_to_the_list(chief: User, desk_of: Desk, en: Edition) -> None:
    assert f'href="{LIST}"' in desk_of(chief).get("/desk/house-rules/").content.decode()

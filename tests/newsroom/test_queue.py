"""The queue at the desk: one list in the order that is asked for, floods as one row, several at once, leases, alarm."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib import clock
from dateline.moderation import appealing, checking, judging, late, leasing, many, queueing, reporting
from dateline.moderation.models import Clause, Decision, HouseRules, Lease, Queued, ReportKind
from dateline.moderation.reporting import Reported
from dateline.newsroom import queue, queue_rows
from dateline.newsroom.queue_asked import Asked
from dateline.newsroom.queue_reader import reader_of
from dateline.people.models import User
from dateline.stories.models import Edition, Story

FLOOD = "Buy the fine watches here, and buy them now."


@pytest.fixture
def send(ferry: Story) -> Callable[..., Comment]:
    """Send a comment through the checks: `send("The text.")`, each from another address."""
    numbers = iter(range(1, 250))

    def _send(text: str, *, name: str = "Tom") -> Comment:
        story = Story.objects.select_related("edition", "section").get(pk=ferry.pk)
        submission = Submission(name, text, "", f"192.0.2.{next(numbers)}")
        return checking.receive(story, submission, now=clock.now())

    return _send


@pytest.fixture
def filled(send: Callable[..., Comment], rules: HouseRules, mara: User, chief: User) -> dict[str, Comment]:
    """One of everything that waits for somebody."""
    rows = {
        "clean": send("The fares on this ferry were low for many years, and that was good."),
        "doubt": send("Call me on +44 20 7946 0958 about the ferry and its fares, please."),
        "reported": send("The mayor sold the old pier, as everybody in this town knows well."),
        "appealed": send("Everybody who writes here about the ferry is a fool, and so are you."),
    }
    judging.show(rows["reported"], by=mara, now=clock.now())
    libel = Reported(ReportKind.LIBEL, "I was abroad.", "He sold the pier.", "Tom Reed")
    reporting.file(rows["reported"], libel, now=clock.now())
    clause = rules.clauses_in_force()[0]
    judging.refuse(rows["appealed"], clause=clause, sentence="No.", by=mara, now=clock.now())
    appealing.file(rows["appealed"], text="Why?", now=clock.now())
    return rows


def order(page: str) -> list[str]:
    """The addresses of the rows, in order."""
    return re.findall(r'<td class="title" dir="auto"><a href="([^"?]*)', page)


def test_all_that_waits_is_one_list_in_the_order_and_with_the_filter_that_are_asked_for(
    desk_of: Any, mara: User, filled: dict[str, Comment], django_assert_max_num_queries: Any
) -> None:
    desk, at = desk_of(mara), {name: f"/desk/comments/{each.pk}/" for name, each in filled.items()}
    appeal = filled["appealed"].decisions.get().appeal
    libel, appealed = f"/desk/comments/reports/{filled['reported'].pk}/", f"/desk/comments/appeals/{appeal.pk}/"
    desk.get("/desk/comments/")
    with django_assert_max_num_queries(32):
        page = desk.get("/desk/comments/").content.decode()
    assert order(page) == [libel, appealed, at["doubt"], at["clean"]]
    assert re.search(r"desk-risk-4.*\n?.*libel", page)
    by_age = desk.get("/desk/comments/?sort=age").content.decode()
    assert order(by_age) == [at["clean"], at["doubt"], libel, appealed]
    for asked, found in {
        "kind=new": ["doubt", "clean"],
        "label=contacts": ["doubt"],
        "label=unavailable": [],
        "q=fares+on+this": ["clean"],
        "edition=en&section=economy&kind=new": ["doubt", "clean"],
        f"story={filled['clean'].story.news_id}&kind=new": ["doubt", "clean"],
        "story=99&kind=new": [],
    }.items():
        assert order(desk.get(f"/desk/comments/?{asked}").content.decode()) == [at[name] for name in found], asked
    for broken in (
        "sort=x&kind=y&edition=z&story=%C2%B2&after=1~2~3",
        "after=1~1~2026-13-40T00:00~0~1&alike=%00&q=%00",
    ):
        assert desk.get(f"/desk/comments/?{broken}").status_code == 200


@pytest.mark.parametrize("sort", ["risk", "age", "story"])
def test_page_after_page_every_row_stands_once_whatever_the_order(
    desk_of: Any,
    mara: User,
    filled: dict[str, Comment],
    comment_on: Callable[..., Comment],
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
) -> None:
    flood = [comment_on(filled["clean"].story, f"{FLOOD} {number}") for number in range(3)]
    Queued.objects.filter(pk__in=[each.pk for each in flood]).update(alike="same-1", risk=200)
    Queued.objects.filter(pk=flood[1].pk).update(risk=1)
    monkeypatch.setattr(queue, "A_PAGE", 1)
    desk, address, seen = desk_of(mara), f"?sort={sort}", []
    while address:
        page = desk.get(f"/desk/comments/{address}").content.decode()
        seen += order(page)
        found = re.search(r'<a rel="next" href="([^"]*)"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen)) == 5
    assert "3 alike" in desk.get(f"/desk/comments/?sort={sort}&q=buy").content.decode()


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        (Asked(alike="watches-1"), r"SEARCH moderation_queued USING COVERING INDEX queue_alike \(alike=\?\)"),
        (Asked(kind="new"), r"SEARCH moderation_queued USING COVERING INDEX queue_by_kind \(kind=\?\)"),
    ],
)
def test_a_flood_and_a_kind_are_counted_in_one_index(
    mara: User, filled: dict[str, Comment], asked: Asked, steps: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by statistics, and reads a table of few rows whole.")
    counted = queue_rows.queued(asked, reader_of(mara)).order_by().values("pk")
    assert re.search(steps, counted[:10].explain())


def test_a_flood_is_one_row_that_opens_and_is_refused_as_one_with_a_receipt_for_each(
    desk_of: Any, mara: User, rules: HouseRules, send: Callable[..., Comment], monkeypatch: pytest.MonkeyPatch
) -> None:
    flood = [send(FLOOD, name=f"Tom {number}") for number in range(4)]
    other = send("The fares on this ferry were low for many years.")
    desk = desk_of(mara)
    page = desk.get("/desk/comments/").content.decode()
    assert "4 alike" in page
    alike = Queued.objects.get(pk=flood[0].pk).alike
    assert f'value="g:{alike}"' in page
    assert len(order(desk.get(f"/desk/comments/?alike={alike}").content.decode())) == 4
    shown = desk.post("/desk/comments/many/", {"ticked": f"g:{alike}", "verb": "show"})
    assert (shown.status_code, "shown one by one" in shown.content.decode()) == (422, True)
    monkeypatch.setattr("dateline.newsroom.many.MOST", 3)
    clause = rules.clauses.get(code="insult")
    sent = {"ticked": f"g:{alike}", "verb": "refuse", "clause": clause.pk}
    first = desk.post("/desk/comments/many/", sent).content.decode()
    assert "3 comments are refused" in first
    assert "Go on" in first
    last = desk.post("/desk/comments/many/", sent).content.decode()
    assert "1 comment is refused" in last
    assert "Go on" not in last
    decisions = Decision.objects.filter(comment__in=flood, clause=clause, decided_by=mara)
    assert decisions.count() == 4
    assert clause.reader_sentence in Client().get(f"/receipts/{flood[3].receipt_token}").content.decode()
    assert Comment.objects.get(pk=other.pk).is_waiting


def test_what_of_the_ticked_cannot_be_decided_is_said_row_by_row_and_never_under_the_law(
    desk_of: Any, mara: User, piet: User, rules: HouseRules, send: Callable[..., Comment]
) -> None:
    good, changed, held = (send(f"The {word} fares were low for many years.") for word in ("first", "second", "third"))
    leasing.take(held.pk, by=piet, now=clock.now())
    ticked = [f"{each.pk}:{each.sent_at.isoformat()}" for each in (good, changed, held)]
    Comment.objects.filter(pk=changed.pk).update(sent_at=clock.now() + timedelta(seconds=1))
    sent = {"ticked": ticked, "verb": "refuse", "clause": rules.clauses.get(code="insult").pk, "sentence": "Kindly."}
    page = desk_of(mara).post("/desk/comments/many/", sent).content.decode()
    assert "1 comment is refused" in page
    assert "The reader has changed the comment meanwhile" in page
    assert "Piet is reading it." in page
    assert Decision.objects.get().sentence == "Kindly."
    assert "Choose one" in desk_of(mara).post("/desk/comments/many/", sent | {"clause": ""}).content.decode()
    assert "Nothing was ticked" in desk_of(mara).post("/desk/comments/many/", sent | {"ticked": []}).content.decode()
    legal = Clause(kind="legal", rules=rules)
    with pytest.raises(Exception, match="one by one"):
        many.refuse([changed], clause=legal, sentence="No.", by=mara, now=clock.now())


@pytest.fixture
def piet(mara: User) -> User:
    """Moderates too."""
    user = User.objects.create_user("piet", "piet@halyard.example", first_name="Piet")
    user.groups.set(mara.groups.all())
    return user


def test_what_somebody_reads_is_given_to_nobody_else_until_it_is_left_or_taken_over(
    desk_of: Any, mara: User, piet: User, rules: HouseRules, send: Callable[..., Comment]
) -> None:
    first, second = send("The fares were low for many years."), send("The pier was low for many years.")
    at = {each: f"/desk/comments/{each.pk}/" for each in (first, second)}
    hers, his = desk_of(mara), desk_of(piet)
    assert hers.get("/desk/comments/next/?sort=age").headers["Location"] == f"{at[first]}?sort=age"
    assert his.get("/desk/comments/next/?sort=age").headers["Location"] == f"{at[second]}?sort=age"
    assert "Mara is reading it." in his.get("/desk/comments/").content.decode()
    assert "Take it over" in his.get(at[first]).content.decode()
    assert hers.post(f"{at[first]}lease/", {"verb": "renew"}).status_code == 200
    assert his.post(f"{at[first]}lease/", {"verb": "renew"}).status_code == 409
    assert his.post(f"{at[first]}lease/?sort=age", {"verb": "take over"})["Location"] == f"{at[first]}?sort=age"
    assert hers.post(f"{at[first]}lease/", {"verb": "renew"}).status_code == 409
    kept = his.post(f"{at[first]}lease/", {"verb": "renew"}).content.decode()
    his.post(f"{at[first]}lease/", {"verb": "release", "until": kept})
    answer = his.post(f"{at[second]}?sort=age", {"verb": "show", "read": second.sent_at.isoformat()})
    assert answer["Location"] == f"{at[first]}?sort=age"
    assert [lease.comment_id for lease in Lease.objects.all()] == [first.pk]
    assert leasing.take(first.pk, by=mara, now=clock.now() + leasing.FOR) is True  # its time is over


def test_a_page_that_is_loaded_anew_keeps_the_lease_that_the_old_one_then_gives_back(
    desk_of: Any, mara: User, rules: HouseRules, send: Callable[..., Comment]
) -> None:
    desk, there = desk_of(mara), f"/desk/comments/{send('The fares were low for many years.').pk}/"

    def opened() -> str:
        found = re.search(r'name="until" value="([^"]+)"', desk.get(there).content.decode())
        assert found
        return found[1]

    old, new = opened(), opened()
    for known, left in (old, 1), ("", 1), (new, 0):
        desk.post(f"{there}lease/", {"verb": "release", "until": known})
        assert Lease.objects.count() == left


def test_an_address_that_somebody_made_up_shows_the_queue_all_the_same(
    desk_of: Any, mara: User, rules: HouseRules, filled: dict[str, Comment]
) -> None:
    desk, before_all_time = desk_of(mara), "0001-01-01T00:00:00+14:00"
    odd = {"label": "a\0b"}, {"edition": "en", "section": "a\0b"}, {"after": f"1~1~{before_all_time}~0~1"}
    assert [desk.get("/desk/comments/", each).status_code for each in odd] == [200] * 3
    assert desk.get("/desk/comments/news/", {"since": before_all_time}).json()["new"] == 0
    for address, name in ("bans/", "ban"), (f"{filled['clean'].pk}/undo/", "decision"):
        assert desk.post(f"/desk/comments/{address}", {name: "9" * 5000}).status_code == 404


def test_an_open_page_is_told_what_has_come_and_what_waits_for_too_long_is_red_and_mailed_once_a_day(
    desk_of: Any, mara: User, rules: HouseRules, send: Callable[..., Comment], fa: Edition, settings: Any
) -> None:
    desk, began = desk_of(mara), clock.now()
    comment = send("The fares were low for many years.")
    told = desk.get("/desk/comments/news/", {"since": began.isoformat(), "sort": "risk"}).json()
    assert (told["new"], told["counts"]["new"], told["counts"]["all"]) == (1, "1", "1")
    assert desk.get("/desk/comments/news/?since=yesterday").json()["new"] == 0
    day = timedelta(days=1)
    assert late.tell(now=began + timedelta(hours=23)) == 0
    assert [late.tell(now=began + each * day) for each in (1.1, 1.2, 2.2)] == [1, 0, 1]
    assert [each.bcc for each in mail.outbox] == [["mara@halyard.example"]] * 2
    assert "/desk/comments/?sort=age&edition=en" in mail.outbox[0].body
    assert comment.text not in mail.outbox[0].body
    assert "has waited for" not in desk.get("/desk/comments/").content.decode()
    Queued.objects.update(since=began - 2 * day)
    assert "has waited for" in desk.get("/desk/comments/").content.decode()
    settings.WAIT_HOURS = 0
    assert late.tell(now=began + 9 * day) == 0
    assert "has waited for" not in desk.get("/desk/comments/").content.decode()


def test_what_came_out_of_an_export_is_rated_by_the_worker(send: Callable[..., Comment]) -> None:
    flood = [send(FLOOD, name=f"Tom {number}") for number in range(2)]
    before = list(Queued.objects.order_by("pk").values_list("risk", "alike"))
    Queued.objects.update(risk=0, alike="")
    assert queueing.rate_the_unrated() == len(flood)
    assert list(Queued.objects.order_by("pk").values_list("risk", "alike")) == before

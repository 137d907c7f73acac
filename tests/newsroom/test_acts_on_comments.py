"""What a moderator does with one comment besides ruling on it, through the pages of the desk."""

import re
from collections.abc import Callable
from typing import Any

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.comments.taking_back import take_back
from dateline.lib import clock
from dateline.moderation import checking, judging
from dateline.moderation.models import Ban, Decision, HouseRules, Pass, Threat
from dateline.people.models import User
from dateline.stories.models import Story


def test_a_comment_is_passed_answered_banned_and_undone_at_the_desk(
    desk_of: Any, ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User, chief: User
) -> None:
    comment, other = comment_on(ferry), comment_on(ferry, "Another comment.")
    mine, theirs = desk_of(mara), desk_of(chief)
    there = f"/desk/comments/{comment.pk}/"
    assert mine.post(f"{there}pass/", {"kind": "colleague", "note": "Well?"}).status_code == 422
    assert mine.post(f"{there}pass/", {"kind": "chiefs", "note": "Is that <libel>?"})["Location"] == there
    page = mine.get(f"/desk/comments/{other.pk}/").content.decode()
    assert there not in page.partition("desk-pane-queue")[2]
    assert "Is that &lt;libel&gt;?" in theirs.get("/desk/comments/passed/").content.decode()
    assert "Nobody waits for your word" in mine.get("/desk/comments/passed/").content.decode()
    assert "passed to you" in theirs.get("/desk/").content.decode()
    assert "Give it back" in theirs.get(there).content.decode()
    theirs.post(f"{there}pass/", {"verb": "back", "words": "It is an opinion."})
    assert "It is an opinion." in mine.get(there).content.decode()
    assert Pass.objects.get().ended_by == chief

    assert mine.post(f"{there}ban/", {"kind": "name", "days": 7, "where": "edition"}).status_code == 422
    mine.post(f"{there}ban/", {"kind": "name", "days": 7, "where": "edition", "reason": "Flooding."})
    ban = Ban.objects.get()
    assert "Flooding." in mine.get("/desk/comments/bans/").content.decode()
    mine.post("/desk/comments/bans/", {"ban": ban.pk})
    ban.refresh_from_db()
    assert ban.lifted_by == mara
    assert "Mara" in mine.get("/desk/comments/bans/?state=over").content.decode()

    said = mine.post(there, {"verb": "show", "read": comment.sent_at.isoformat()}, follow=True).content.decode()
    number = re.search(r'name="decision" value="(\d+)"', said)
    assert number
    assert 'data-key="u"' in said
    assert "waits again" in mine.post(f"{there}undo/", {"decision": number[1]}, follow=True).content.decode()
    assert "Undone by Mara" in mine.get(there).content.decode()
    comment.refresh_from_db()
    assert comment.is_waiting
    again = mine.post(f"{there}undo/", {"decision": Decision.objects.get(outcome="undo").pk}, follow=True)
    assert "Decide again instead" in again.content.decode()
    take_back(comment, now=clock.now())
    again = mine.post(f"{there}undo/", {"decision": number[1]}, follow=True)
    assert "The decision is undone." in again.content.decode()


def test_a_threat_is_raised_written_down_and_closed_at_the_desk(
    desk_of: Any, ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User, chief: User
) -> None:
    comment, mine, theirs = comment_on(ferry), desk_of(mara), desk_of(chief)
    there = f"/desk/comments/{comment.pk}/"
    assert mine.post(f"{there}threat/", {"verb": "raise", "note": ""}).status_code == 422
    mine.post(f"{there}threat/", {"verb": "raise", "note": "The mayor."})
    assert "A desk chief rules on it" in mine.get(there).content.decode()
    assert "nobody told yet" in mine.get("/desk/").content.decode()
    assert "nobody yet" in mine.get("/desk/comments/passed/?of=threats").content.decode()
    assert mine.post(there, {"verb": "show", "read": comment.sent_at.isoformat()}).status_code == 422
    told = {"verb": "told", "authority": "Harbour police", "told_at": "2026-01-02T03:04"}
    assert mine.post(f"{there}threat/", told | {"told_at": "2999-01-01T00:00"}).status_code == 422
    mine.post(f"{there}threat/", told)
    assert "Harbour police" in mine.get(f"{there}threat/").content.decode()
    assert mine.post(f"{there}threat/", {"verb": "close", "words": "Over."}).status_code == 422
    theirs.post(f"{there}threat/", {"verb": "close", "words": "They have it."})
    assert Threat.objects.get().closed_by == chief
    assert "Harbour police" in mine.get("/desk/comments/passed/?of=closed").content.decode()


def test_nobody_is_promised_a_mail_that_does_not_go(
    desk_of: Any, ferry: Story, comment_on: Callable[..., Comment], mara: User, chief: User, settings: Any
) -> None:
    there, desk = f"/desk/comments/{comment_on(ferry).pk}/", desk_of(mara)

    def pages() -> list[str]:
        return [desk.get(f"{there}{each}/").content.decode() for each in ("threat", "pass")]

    threat, passing = pages()
    assert ("A mail goes to the desk chiefs now." in threat, "is told by mail" in passing) == (True, True)
    User.objects.update(email="")
    assert "No desk chief has an e-mail address here: telephone them." in pages()[0]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert ["No mail is set up: telephone them." in page and "by mail" not in page for page in pages()] == [True, True]
    raised = desk.post(f"{there}threat/", {"verb": "raise", "note": "The mayor."}, follow=True).content.decode()
    assert "It is off the page, and lies with the desk chiefs. No mail is set up: telephone them." in raised


def test_the_record_of_a_writer_tells_what_came_from_them_and_how_they_are_known(
    desk_of: Any, ferry: Story, rules: HouseRules, mara: User
) -> None:
    def send(text: str, name: str, address: str, email: str = "") -> Comment:
        return checking.receive(ferry, Submission(name, text, email, address), now=clock.now())

    mail = "tom@reader.example"
    comment = send("The first of all.", "Tom", "192.0.2.7", mail)
    refused, shown, same = (
        send("Refused text.", "Tom", "192.0.2.7"),
        send("Shown text.", "Tam", "192.0.2.8", mail),
        send("Same name.", "tom", "192.0.2.9"),
    )
    send("Of somebody else.", "Ann", "192.0.2.10")
    judging.refuse(refused, clause=rules.clauses_in_force()[1], sentence="No.", by=mara, now=clock.now())
    judging.show(shown, by=mara, now=clock.now())
    page = desk_of(mara).get(f"/desk/comments/{comment.pk}/").content.decode()
    record = re.sub(r"<[^>]+>|\s+", " ", page.partition('class="desk-record"')[2].partition("desk-pane-decision")[0])
    for words in (
        "Same network address 1 more comment : 0 shown, 1 refused ( Insult 1)",
        "Same e-mail address 1 more comment : 1 shown, 0 refused",
        "Same name only 1 more comment : 0 shown, 0 refused perhaps somebody else",
    ):
        assert re.sub(" +", "", words) in record.replace(" ", ""), record
    assert all(f"/desk/comments/{each.pk}/" in page for each in (refused, shown, same))

"""What strangers send to break others: it comes back as written, and is only text wherever it stands."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from dateline.comments.mail import Mail
from dateline.comments.models import Comment
from dateline.delivery.forms import AppealForm, CommentForm, ReportForm
from dateline.delivery.mail.letters import letter
from dateline.lib import clock
from dateline.lib.spreadsheets import safe_cell
from dateline.lib.taming import tamed
from dateline.moderation import appealing, judging, reporting
from dateline.moderation.models import Appeal, AppealOutcome, HouseRules, Report
from dateline.people.models import User
from dateline.stories.models import Story
from tests.hostile.strings import EMAIL, NAUGHTY, SCRIPTS, names, texts

ALL = [*NAUGHTY, *SCRIPTS]
LINKS = re.compile(r"(https?:|mailto:|/|\?|#|\.|$)")


class Page(HTMLParser):
    """A page as a browser takes it apart: its words, and whatever in it could run or ask elsewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.runs, self._within = "", [], []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self._within = [tag] if tag in ("script", "style") else []
        self.runs += [f"{tag} {name}" for name in given if name.startswith("on") or name in ("srcdoc", "formaction")]
        self.runs += [given[name] for name in ("href", "src", "action") if not LINKS.match(given.get(name, ""))]
        if tag in ("iframe", "object", "embed", "base", "applet", "marquee", "xss", "video", "audio"):
            self.runs.append(tag)
        if tag == "script" and not (given.get("src", "").startswith("/") or "nonce" in given or "json" in str(given)):
            self.runs.append("script")
        self.words += given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._within = []

    def handle_data(self, data: str) -> None:
        self.words += "" if self._within else data


def shown_on(answer: Any, *texts: str) -> None:
    """The page is there, nothing of it runs, and it has each text as it is stored, but for how its lines are set."""
    assert answer.status_code in (200, 422), answer.status_code
    page = Page(answer.content.decode())
    assert page.runs == []
    words = "".join(page.words.split())
    for text in texts:
        assert "".join(text.split()) in words, text


class Reader:
    """Sends what a reader can, each time from another address, so that no budget is in the way."""

    def __init__(self, story: Story) -> None:
        self.story, self.client, self.sent = story, Client(headers={"Origin": "http://testserver"}), 0

    def post(self, address: str, **fields: str) -> Any:
        self.sent += 1
        return self.client.post(address, fields, REMOTE_ADDR=f"10.1.{self.sent // 250}.{self.sent % 250 + 1}")

    def comment(self, name: str, text: str) -> Comment:
        sent = self.post(f"{self.story.get_absolute_url()}/comments", name=name, text=text, email=EMAIL)
        assert sent.status_code == 303
        comment = Comment.objects.latest("pk")
        assert (comment.name, comment.text) == (tamed(name), tamed(text))
        assert comment.text == unicodedata.normalize("NFC", comment.text)
        return comment


@pytest.fixture
def reader(ferry: Story, settings: Any) -> Reader:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return Reader(ferry)


def test_every_form_takes_each_string_or_says_in_a_sentence_why_not() -> None:
    for string in ALL:
        for form in (
            CommentForm({"name": string, "text": string, "email": string, "answers": string}),
            AppealForm({"text": string}),
            ReportForm({"kind": string, "explanation": string, "name": string, "claimant": string, "email": string}),
        ):
            form.is_valid()
            assert all(fault for faults in form.errors.values() for fault in faults)
        kept = CommentForm({"name": "Tom", "text": string})
        if kept.is_valid():
            assert kept.cleaned_data["text"] == tamed(string)
            if string in SCRIPTS:
                assert kept.cleaned_data["text"] == string.strip(), "as it was written"


def test_what_a_comment_holds_is_text_from_the_form_to_the_appeal(
    reader: Reader, rules: HouseRules, mara: User, chief: User, client: Client, desk_of: Callable[[User], Client]
) -> None:
    desk, clause, called = desk_of(mara), rules.clauses_in_force()[1], iter(names())
    first = reader.post(f"{reader.story.get_absolute_url()}/comments", name="x" * 61 + SCRIPTS[5], text=SCRIPTS[6])
    shown_on(first, SCRIPTS[5], SCRIPTS[6])
    for text in texts(NAUGHTY):
        comment = reader.comment(next(called), text)
        shown_on(client.get(f"/receipts/{comment.receipt_token}"), comment.text)
        judging.show(comment, by=mara, now=clock.now())
    for text in texts(SCRIPTS):
        comment = reader.comment(next(called), text)
        receipt = f"/receipts/{comment.receipt_token}"
        shown_on(desk.get(f"/desk/comments/{comment.pk}/"), comment.name)
        comment.recipient.prove(now=clock.now())
        judging.refuse(comment, clause=clause, sentence=names()[-1], by=mara, now=clock.now())
        mail = letter(Mail.objects.filter(event="decided").latest("pk"), comment.locked(), now=clock.now())
        assert (mail.content_subtype, "\n" in mail.subject) == ("plain", False)
        assert names()[-1] in mail.body
        assert comment.text not in mail.body, "whoever reads the mail need not be its writer"
        assert reader.post(f"{receipt}/appeal", text=text).status_code == 303
        appeal = Appeal.objects.latest("pk")
        assert appeal.text == tamed(text)
        shown_on(desk.get(f"/desk/comments/appeals/{appeal.pk}/"), comment.name, appeal.text)
        appealing.answer(appeal, AppealOutcome.OVERTURNED, words=text, by=chief, now=clock.now())
        shown_on(client.get(receipt), comment.text, appeal.text)
    shown_on(desk.get("/desk/comments/?state=shown"))
    shown = Comment.objects.shown()
    shown_on(
        client.get(reader.story.get_absolute_url()), *(each.text for each in shown), *(each.name for each in shown)
    )
    for kind in ("rss", "atom", "json"):
        assert SCRIPTS[0] not in client.get(f"/en/feed.{kind}").content.decode(), "feeds have no comments"


def test_what_a_report_holds_is_text_at_the_desk_and_on_both_receipts(
    reader: Reader, rules: HouseRules, mara: User, client: Client, desk_of: Callable[[User], Client]
) -> None:
    desk, story = desk_of(mara), reader.story.get_absolute_url()
    for number, text in enumerate(texts(SCRIPTS)):
        comment = reader.comment(names()[number], f"Comment {number}, of some words.")
        judging.show(comment, by=mara, now=clock.now())
        fields = {"kind": "libel", "explanation": text, "statement": text, "claimant": names()[number + 9]}
        address = f"{story}/comments/{comment.pk}/report"
        shown_on(reader.post(address, **fields), text)
        sent = reader.post(address, **fields, name=names()[number + 20], email=EMAIL, good_faith="on")
        assert sent.status_code == 303
        report = Report.objects.latest("pk")
        assert (report.explanation, report.statement) == (text, text)
        assert reader.post(f"/receipts/{comment.receipt_token}/answer", text=text).status_code == 303
        assert reader.post(f"{sent['Location']}/reply", text=text).status_code == 303
        shown_on(client.get(sent["Location"]), text)
        shown_on(client.get(f"/receipts/{comment.receipt_token}"), text)
        shown_on(desk.get(f"/desk/comments/reports/{comment.pk}/"), text, report.claimant, report.name)
        assert reader.post(f"/receipts/{comment.receipt_token}/text", text=text).status_code in (303, 409)
        reporting.keep(Comment.objects.get(pk=comment.pk), words=text, by=mara, now=clock.now())
        shown_on(client.get(sent["Location"]), text)
    shown_on(desk.get("/desk/comments/reports/?state=answered"))
    shown_on(desk.get("/desk/comments/"))


def test_search_answers_whatever_is_asked(client: Client, ferry: Story) -> None:
    for string in [*NAUGHTY[::50], *SCRIPTS[::50]]:
        shown_on(client.get("/en/search", {"q": string}))


def test_a_spreadsheet_reckons_with_no_cell(
    reader: Reader, rules: HouseRules, mara: User, capsys: pytest.CaptureFixture[str]
) -> None:
    for string in ALL:
        assert not re.match(r"[=+\-@\t\r\n]", safe_cell(string))
    comment = reader.comment("=1+1", "=HYPERLINK(A1)")
    clause = rules.clauses_in_force()[1]
    type(clause).objects.filter(pk=clause.pk).update(text="=cmd|'/C calc'!A0")
    judging.refuse(comment, clause=clause, sentence="@SUM(1)", by=mara, now=clock.now())
    table = io.StringIO()
    call_command("statements", "--format", "csv", stdout=table)
    cells = [cell for row in csv.reader(io.StringIO(table.getvalue())) for cell in row]
    assert "'=cmd|'/C calc'!A0" in cells
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r\n]", cell)]
    out = io.StringIO()
    call_command("statements", stdout=out)
    assert json.loads(out.getvalue())["statements"][0]["incompatible_content_explanation"] == "=cmd|'/C calc'!A0"

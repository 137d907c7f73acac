"""Every kind of page that readers see, in either edition, for the checks that others wrote."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import Page

from dateline.comments import taking_back
from dateline.comments.models import Comment
from dateline.delivery.models import Place
from dateline.delivery.views import errors
from dateline.lib import clock
from dateline.moderation import judging, reporting
from dateline.moderation.models import Clause, HouseRules, ReportKind
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import (
    Appearance,
    ContactPoint,
    Contributor,
    Edition,
    MenuLink,
    Photo,
    Section,
    Story,
    Topic,
)

WORDS = {
    "en": {
        "word": "Ferry",
        "headline": "Ferry fares “rise” & fall",
        "lead": "Fares rise by <4> per cent.",
        "text": "The board decided.",
        "name": "Economy",
        "topic": "Ferries",
        "comment": "They were low & <fair> for years.",
        "absent": "aeroplane",
    },
    "fa": {
        "word": "کشتی",
        "headline": "کرایهٔ «کشتی» بالا و پایین رفت",
        "lead": "کرایه‌ها ۴ درصد بالا رفت.",
        "text": "هیئت‌مدیره تصمیم گرفت.",
        "name": "اقتصاد",
        "topic": "کشتی‌ها",
        "comment": "سال‌ها کم و <منصفانه> بود.",
        "absent": "هواپیما",
    },
}


@dataclass
class Visit:
    """Goes to pages and keeps what each answered: its name, its HTML, and the names of the routes that were taken."""

    client: Client
    pages: dict[str, str] = field(default_factory=dict)
    routes: set[str] = field(default_factory=set)

    def get(self, address: str, *, status: int = 200) -> None:
        self._keep(address, self.client.get(address), status)

    def post(self, address: str, facts: dict[str, str], *, status: int, **headers: str) -> None:
        self._keep(f"{len(self.pages)}: {status} {address}", self.client.post(address, facts, headers=headers), status)

    def _keep(self, name: str, answer: Any, status: int) -> None:
        assert answer.status_code == status, (name, answer.status_code)
        self.pages[name] = answer.content.decode()
        if answer.resolver_match:
            self.routes.add(answer.resolver_match.url_name or "")


@pytest.fixture(params=["en", "fa"])
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def edition(code: str, en: Edition, fa: Edition) -> Edition:
    """An edition with all that a page can have round it."""
    chosen: Edition = {"en": en, "fa": fa}[code]
    looks = Appearance(edition=chosen, accent="#204a1f", footer_text="One & two")
    looks.links = [MenuLink(label="A & B", address="/en/about?a=1&b=2")]
    looks.contacts = [ContactPoint(purpose="Desk", email="desk@halyard.example", telephone="+44 20 7946 0018")]
    looks.save()
    branch = Page.objects.get(depth=2).add_child(instance=Page(title=chosen.name, slug=chosen.code))
    branch.add_child(instance=Place(title="About us", slug="about", body='<h2>Us</h2><p>We <a href="/">are</a>.</p>'))
    return chosen


@pytest.fixture
def words(edition: Edition) -> dict[str, str]:
    return WORDS[edition.code]


@pytest.fixture
def story(
    edition: Edition, words: dict[str, str], publish: Callable[..., Story], quay: Photo, lost: Photo, ines: User
) -> Story:
    """A story with everything: photos, one of them lost, every block, topics, people, a translation, two versions."""
    section = Section.objects.create(edition=edition, slug="economy", name=words["name"])
    topic = Topic.objects.create(edition=edition, name=words["topic"], slug="ferries", description=words["lead"])
    facts = {"edition": edition, "section": section, "topics": [topic], "lead": words["lead"], "kicker": words["name"]}
    for number in range(3):
        publish(f"{words['headline']} {number}", photo=[quay, lost, None][number], urgency=number + 1, **facts)
    story = publish(words["headline"], photo=quay, **facts, byline="Rolf Amsel", dateline_place="PORT", source="Rasa")
    story.body = [
        ("paragraph", f'<p>{words["text"]} <a href="/en/about">…</a> <b>b</b> <i>i</i></p>'),
        ("heading", words["name"]),
        ("quote", {"text": words["text"], "speaker": "Dana Osk"}),
        ("facts", {"title": words["name"], "items": ["4 < 6", "6 & 8"]}),
        ("photo", {"photo": quay, "caption": words["lead"]}),
        ("photo", {"photo": lost, "caption": ""}),
    ]
    story.contributors = [Contributor(name="Ines Varo", role="Editing"), Contributor(name="Rolf Amsel")]
    for kind in ("correction", "clarification", "update"):
        story.correct(story.save_revision(user=ines), by=ines, note=f"{words['text']} <4>", kind=kind)
    other = Edition.objects.exclude(pk=edition.pk).get()
    publish("Fähre 7", edition=other, translation_of=story)
    return story


@pytest.fixture
def in_force(edition: Edition, words: dict[str, str], ines: User) -> HouseRules:
    for _number in range(2):
        rules = HouseRules.objects.create(edition=edition)
        for order in range(2):
            facts = {"title": words["name"], "text": f"{words['text']}\n\n{words['text']}", "sort_order": order}
            Clause.objects.create(rules=rules, code=f"clause-{order}", **facts)
        rules.publish(by=ines, now=clock.now())
    return rules


WALKED: dict[str, Visit] = {}


@pytest.fixture
def visit(code: str, request: pytest.FixtureRequest) -> Visit:
    """A walk through every kind of page of an edition: once for all tests, which read what was kept."""
    if code not in WALKED:
        WALKED[code] = request.getfixturevalue("walk")
    return WALKED[code]


@pytest.fixture
def walk(
    client: Client,
    edition: Edition,
    words: dict[str, str],
    story: Story,
    in_force: HouseRules,
    comment_on: Callable[..., Comment],
    mara: User,
) -> Visit:
    shown, refused, waiting = (comment_on(story, f"{words['comment']} {number}") for number in range(3))
    judging.show(shown, by=mara, now=clock.now())
    judging.refuse(refused, clause=in_force.clauses_in_force()[0], sentence="No.", by=mara, now=clock.now())
    reply = comment_on(story, f"{words['comment']} 5", answers=shown)
    further = comment_on(story, f"{words['comment']} 6", answers=reply)
    for each in (reply, further):
        judging.show(each, by=mara, now=clock.now())
    visit, front, page = Visit(client), f"/{edition.code}/", story.get_absolute_url()
    day = story.first_published_at.astimezone(edition.zone)
    archive = ["archive", f"archive/{day:%Y}", f"archive/{day:%Y/%m}", f"archive/{day:%Y/%m/%d}"]
    archive.append(f"archive/{day - timedelta(days=400):%Y/%m/%d}")
    searches = ["search", f"search?q={words['word']}", f"search?q={words['absent']}"]
    lists = ["section/economy", "topic/ferries", *archive, *searches]
    for address in ["", *lists, "house-rules", "house-rules/1", "about"]:
        visit.get(f"{front}{address}")
    for address in [
        "/",
        page,
        f"{page}/comments",
        f"{page}/comments/{shown.pk}",
        f"{page}/comments/{further.pk}",
        f"{page}/comments/newest",
        f"{page}/comments/picked",
        f"{page}/versions",
        f"{page}/versions/1",
        _bare(edition).get_absolute_url(),
    ]:
        visit.get(address)
    for comment in (shown, refused, waiting, further):
        visit.get(f"/receipts/{comment.receipt_token}")
    taken = comment_on(story, f"{words['comment']} 7")
    for comment in (refused, taken):
        visit.get(f"/receipts/{comment.receipt_token}/take-back")
        visit.get(f"/receipts/{comment.receipt_token}/delete")
    visit.post(f"/receipts/{refused.receipt_token}/take-back", {}, status=409)
    taking_back.take_back(taken, now=clock.now())
    visit.get(f"/receipts/{taken.receipt_token}/take-back")
    for what in ("appeal", "text"):
        visit.post(f"/receipts/{refused.receipt_token}/{what}", {"text": ""}, status=422)
    asked = comment_on(story, f"{words['comment']} 4", email="tom@reader.example").recipient
    visit.get(f"/mail/{asked.token}")
    asked.prove(now=clock.now())
    visit.get(f"/mail/{asked.token}")
    visit.post(f"/mail/{asked.token}/stop", {}, status=200)
    visit.get(f"{front}news/999999/{words['word']}", status=404)
    _report(visit, page, shown)
    _take_back(visit, edition, mara)
    _send_badly(visit, story)
    for name, html in _plain_errors():
        visit.pages[name] = html
    return visit


def _report(visit: Visit, page: str, shown: Comment) -> None:
    address = f"{page}/comments/{shown.pk}/report"
    visit.get(address)
    visit.post(address, {"kind": "libel", "explanation": "No."}, status=422, **{"Sec-Fetch-Site": "same-origin"})
    libel = Reported(ReportKind.LIBEL, "It was another.", "It was him.", "Tom Reed")
    filed = reporting.file(shown, libel, now=clock.now())
    visit.get(f"/receipts/reports/{filed.receipt_token}")
    visit.get(f"/receipts/{shown.receipt_token}")
    visit.post(f"/receipts/reports/{filed.receipt_token}/reply", {"text": ""}, status=422)
    visit.post(f"/receipts/{shown.receipt_token}/answer", {"text": ""}, status=422)


def _bare(edition: Edition) -> Story:
    """A story with as little as there can be."""
    story = Story(edition=edition, headline="7", slug="7")
    story.save()
    story.publish(story.save_revision())
    return story


def _take_back(visit: Visit, edition: Edition, by: User) -> None:
    held, killed = _bare(edition), _bare(edition)
    held.hold(by=by, reason="Checked.", ground="rights", text="We <check> it.")
    killed.kill(by=by, reason="Wrong.", ground="error", text="It was wrong.\n\nAll of it.")
    visit.get(f"{edition.get_absolute_url()}news/{held.news_id}")
    visit.get(f"{edition.get_absolute_url()}news/{killed.news_id}", status=410)
    visit.get(f"{edition.get_absolute_url()}corrections")
    visit.get(f"{edition.get_absolute_url()}moderation-log")


def _send_badly(visit: Visit, story: Story) -> None:
    address = f"{story.get_absolute_url()}/comments"
    own = {"Origin": "http://testserver"}
    visit.post(address, {"name": "", "text": "", "email": "x"}, status=422, **own)
    visit.post(address, {"name": "Tom", "text": "They <were> low.", "email": "", "answers": "999"}, status=422, **own)
    visit.post(address, {"name": "Tom", "text": "They <were> low.", "email": ""}, status=403)
    Story.objects.filter(pk=story.pk).update(comments_door="closed")
    visit.post(address, {"name": "Tom", "text": "They <were> low.", "email": ""}, status=403, **own)
    visit.get(story.get_absolute_url())


def _plain_errors() -> Iterator[tuple[str, str]]:
    request = RequestFactory().get("/")
    answers: dict[str, HttpResponse] = {
        "400": errors.bad_request(request, Exception("x")),
        "403": errors.forbidden(request, Exception("A killed story has no time any more.")),
        "500": errors.server_error(request),
    }
    yield from ((name, answer.content.decode()) for name, answer in answers.items())

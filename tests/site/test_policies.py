"""What goes with every answer: the content policy to the letter, no cookie for readers, the headers that keep it safe.

A new address of readers needs a row in `ADDRESSES`.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from dateline.delivery import urls
from dateline.delivery.views import front
from dateline.lib import clock
from dateline.moderation import judging, reporting
from dateline.moderation.models import HouseRules, ReportKind
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import Story, Topic
from tests.site.routes import route_names

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
OF_THE_DESK = STRICT | {
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
}

ADDRESSES = {
    "archive": "/en/archive",
    "archive-day": "/en/archive/2026/3/1",
    "archive-month": "/en/archive/2026/3",
    "archive-year": "/en/archive/2026",
    "card": "/en/news/{number}/card-2.jpg",
    "colours": "/en/colours.css",
    "comment": "{story}/comments/{comment}",
    "comments": "{story}/comments",
    "comments-in-order": "{story}/comments/newest",
    "corrections": "/en/corrections",
    "feed": "/en/feed.atom",
    "front": "/en/",
    "home": "/",
    "house-rules": "/en/house-rules",
    "house-rules-version": "/en/house-rules/1",
    "mail": "/mail/{mail}",
    "mail-confirm": "/mail/{mail}/confirm",
    "mail-stop": "/mail/{mail}/stop",
    "moderation-log": "/en/moderation-log",
    "news-sitemap": "/news-sitemap.xml",
    "place": "/en/about",
    "receipt": "/receipts/{receipt}",
    "receipt-appeal": "/receipts/{receipt}/appeal",
    "receipt-delete": "/receipts/{receipt}/delete",
    "receipt-take-back": "/receipts/{receipt}/take-back",
    "receipt-text": "/receipts/{receipt}/text",
    "receipt-answer": "/receipts/{receipt}/answer",
    "report": "{story}/comments/{reported}/report",
    "report-receipt": "/receipts/reports/{report}",
    "report-reply": "/receipts/reports/{report}/reply",
    "robots": "/robots.txt",
    "search": "/en/search?q=ferry",
    "section": "/en/section/economy",
    "section-feed": "/en/section/economy/feed.rss",
    "sitemap": "/sitemap.xml",
    "sitemap-pages": "/sitemap-pages.xml",
    "sitemap-stories": "/sitemap-stories-0.xml",
    "sitemap-topics": "/sitemap-topics-0.xml",
    "story": "{story}",
    "story-short": "/news/{number}",
    "story-without-slug": "/en/news/{number}",
    "topic": "/en/topic/ferries",
    "topic-feed": "/en/topic/ferries/feed.json",
    "version": "{story}/versions/2",
    "versions": "{story}/versions",
}

ABSENT = {"colours", "comment", "place"}
"""Not there in this newsroom, and answered with the page that says so."""


@pytest.fixture
def address_of(ferry: Story, rules: HouseRules, comment_on: Any, mara: User) -> Any:
    topic = Topic.objects.create(edition=ferry.edition, name="Ferries", slug="ferries")
    ferry.topics.add(topic)
    ferry.publish(ferry.save_revision())
    comment = comment_on(ferry, email="tom@reader.example")
    reported = comment_on(ferry, "Shown, and reported.")
    judging.show(reported, by=mara, now=clock.now())
    report = reporting.file(reported, Reported(ReportKind.RULES, "Why?"), now=clock.now())

    def _address_of(pattern: str) -> str:
        return pattern.format(
            story=ferry.get_absolute_url(),
            number=ferry.news_id,
            receipt=comment.receipt_token,
            reported=reported.pk,
            report=report.receipt_token,
            comment=comment.pk,
            mail=comment.recipient.token,
        )

    return _address_of


def policy(answer: Any) -> dict[str, str]:
    parts = [part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")]
    assert len(parts) == len({name for name, _ in parts})
    return dict(parts)


def assert_fit_for_readers(answer: Any) -> None:
    assert policy(answer) == STRICT
    assert "nonce" not in answer.headers["Content-Security-Policy"]
    assert not answer.cookies
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "no-referrer")
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Content-Security-Policy-Report-Only" not in answer.headers


def test_every_address_of_readers_has_a_row() -> None:
    assert set(route_names(urls.urlpatterns)) == ADDRESSES.keys()


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_reader_s_answer(client: Client, ines: User, address_of: Any, name: str, signed_in: bool) -> None:
    if signed_in:
        client.force_login(ines)
        client.cookies["csrf"] = "x" * 32
    answer = client.get(address_of(ADDRESSES[name]))
    assert (answer.status_code == 404) is (name in ABSENT)
    assert_fit_for_readers(answer)


@pytest.mark.parametrize(
    ("status", "method", "path", "options"),
    [
        (404, "get", "/en/nothing", {}),
        (404, "get", "/receipts/nobody-s", {}),
        (404, "get", "/nothing/at/all", {}),
        (405, "post", "/en/", {}),
        (403, "post", "{story}/comments", {"headers": {"Origin": "https://elsewhere.example"}}),
        (422, "post", "{story}/comments", {"headers": {"Origin": "http://testserver"}}),
        (413, "post", "{story}/comments", {"data": {str(n): "" for n in range(1500)}}),
        (400, "get", "/en/", {"HTTP_HOST": "elsewhere.example"}),
        (404, "get", "/media/original_images/x.jpg", {}),
    ],
)
def test_a_refusal_is_as_strict(
    client: Client, address_of: Any, status: int, method: str, path: str, options: dict[str, Any]
) -> None:
    answer = getattr(client, method)(address_of(path), **options)
    assert answer.status_code == status
    assert_fit_for_readers(answer)


def test_a_fault_of_our_own_is_as_strict(
    client: Client, address_of: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("It was not to be.")

    monkeypatch.setattr(front, "answer", fail)
    client.raise_request_exception = False
    answer = client.get("/en/")
    assert answer.status_code == 500
    assert "It was not to be." not in answer.content.decode()
    assert_fit_for_readers(answer)


@pytest.mark.parametrize("path", ["/desk/login/", "/desk/", "/desk/stories/", "/desk/nothing/"])
def test_the_desk_has_a_policy_of_its_own(client: Client, ines: User, path: str) -> None:
    if path != "/desk/login/":
        client.force_login(ines)
    answer = client.get(path)
    assert policy(answer) == OF_THE_DESK
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_no_address_outside_the_desk_lets_itself_be_framed_or_styled_inline(client: Client, ferry: Story) -> None:
    for path in ("/desk", "//desk/", "/DESK/", "/en/desk/", "/%64esk"):
        assert policy(client.get(path)) == STRICT, path


def test_the_desk_stands_where_the_policy_looks_for_it(settings: Any) -> None:
    assert get_resolver().resolve(settings.DESK_PATH).url_name == "wagtailadmin_home"

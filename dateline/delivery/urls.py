"""Readers' addresses, top to bottom; `docs/flow.md` tells what each is for. Only an edition's front ends in a slash."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, URLResolver, include, path, register_converter

from dateline.delivery.comment_order import Order
from dateline.delivery.views import (
    archive,
    colours,
    comments,
    corrections,
    front,
    lists,
    mail,
    moderation_log,
    places,
    receipts,
    reports,
    rules,
    search,
    story,
    versions,
)


class EditionCode:
    """An edition's code as `stories.models.edition` allows it. Needs a letter of two or three first: never `desk`."""

    regex = "[a-z]{2,3}(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class OrderOfComments:
    """An order that has an address of its own."""

    regex = "newest|picked"

    def to_python(self, value: str) -> Order:
        return Order(value)

    def to_url(self, value: str) -> str:
        return str(value)


class Slug:
    """Words of an address in any script. PostgreSQL takes no NUL, and no slug holds a control character."""

    regex = r"[^/\x00-\x1f]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(EditionCode, "edition")
register_converter(OrderOfComments, "order")
register_converter(Slug, "words")


def without_slash(request: HttpRequest, **_words: Any) -> HttpResponse:
    asked = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(request.path.rstrip("/") + (f"?{asked}" if asked else ""))


def page(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """One address without a slash at its end; with one it leads there."""
    return [path(route, view, name=name), path(f"{route}/", without_slash)]


COMMENTS = "<edition:code>/news/<int:news_id>/<words:slug>/comments"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dateline.delivery.urls_machines")),
    path("", front.home, name="home"),
    path("favicon.ico", front.icon),
    *page("news/<int:news_id>", story.by_number, "story-short"),
    *page("receipts/<str:token>", receipts.receipt, "receipt"),
    *page("receipts/<str:token>/answer", receipts.answer_report, "receipt-answer"),
    *page("receipts/<str:token>/appeal", receipts.appeal, "receipt-appeal"),
    *page("receipts/<str:token>/text", receipts.text, "receipt-text"),
    *page("receipts/reports/<str:token>", reports.receipt, "report-receipt"),
    *page("receipts/reports/<str:token>/reply", reports.reply, "report-reply"),
    *page("receipts/<str:token>/take-back", receipts.take_back, "receipt-take-back"),
    *page("receipts/<str:token>/delete", receipts.delete, "receipt-delete"),
    *page("mail/<str:token>", mail.mail, "mail"),
    *page("mail/<str:token>/confirm", mail.confirm, "mail-confirm"),
    *page("mail/<str:token>/stop", mail.stop, "mail-stop"),
    path("<edition:code>/", front.front, name="front"),
    path("<edition:code>", front.with_slash),
    path("<edition:code>/colours.css", colours.colours, name="colours"),
    *page("<edition:code>/news/<int:news_id>/<words:slug>", story.story, "story"),
    *page(COMMENTS, comments.comments, "comments"),
    *page(f"{COMMENTS}/<int:pk>", comments.comment, "comment"),
    *page(f"{COMMENTS}/<int:pk>/report", reports.report, "report"),
    *page(
        "<edition:code>/news/<int:news_id>/<words:slug>/comments/<order:order>", comments.in_order, "comments-in-order"
    ),
    *page("<edition:code>/news/<int:news_id>/<words:slug>/versions", versions.versions, "versions"),
    *page("<edition:code>/news/<int:news_id>/<words:slug>/versions/<int:number>", versions.version, "version"),
    *page("<edition:code>/news/<int:news_id>", story.without_slug, "story-without-slug"),
    *page("<edition:code>/section/<words:slug>", lists.section, "section"),
    *page("<edition:code>/topic/<words:slug>", lists.topic, "topic"),
    *page("<edition:code>/archive", archive.years, "archive"),
    *page("<edition:code>/archive/<int:year>", archive.year, "archive-year"),
    *page("<edition:code>/archive/<int:year>/<int:month>", archive.month, "archive-month"),
    *page("<edition:code>/archive/<int:year>/<int:month>/<int:day>", archive.day, "archive-day"),
    *page("<edition:code>/search", search.search, "search"),
    *page("<edition:code>/corrections", corrections.corrections, "corrections"),
    *page("<edition:code>/house-rules", rules.house_rules, "house-rules"),
    *page("<edition:code>/house-rules/<int:number>", rules.house_rules_version, "house-rules-version"),
    *page("<edition:code>/moderation-log", moderation_log.moderation_log, "moderation-log"),
    # Last: any other single word may be a place of the edition.
    *page("<edition:code>/<slug:slug>", places.place, "place"),
]

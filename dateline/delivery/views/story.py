"""One story's page, and the addresses that lead to it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from dateline.comments.models import Comment
from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.comment_order import Order, comments_in
from dateline.delivery.forms import CommentForm
from dateline.delivery.related import beside
from dateline.delivery.taken_back import unseen
from dateline.delivery.views.taken_back import or_its_notice
from dateline.lib import clock, reading
from dateline.moderation.models import Clause, HouseRules
from dateline.stories import tags
from dateline.stories.models import Edition, Notice, NoticeKind, Photo, Story, Topic
from dateline.stories.news_ids import LARGEST
from dateline.wire.models import OldAddress

COMMENTS_ON_A_PAGE = 50
FIRST_OLD_ADDRESS = OldAddress.objects.filter(story=OuterRef("pk")).order_by("pk").values("path")[:1]
OLD_AFTER = timedelta(days=365)


@require_safe
@or_its_notice
def by_number(request: HttpRequest, news_id: int) -> HttpResponse:
    """`/news/<id>`: leads to the story's one address for ever."""
    return _to_its_address(news_id)


@require_safe
@or_its_notice
@in_edition
def without_slug(request: ReaderRequest, news_id: int) -> HttpResponse:
    return _to_its_address(news_id)


@require_safe
@or_its_notice
@in_edition
def story(request: ReaderRequest, news_id: int, slug: str) -> HttpResponse:
    now = clock.now()
    found = find(news_id, now)
    if found.edition_id != request.edition.pk or (found.slug or "-") != slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    response = answer(request, "delivery/story.html", story_page(found, now))
    if found.is_unlisted:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _to_its_address(news_id: int) -> HttpResponse:
    public = Story.objects.public(clock.now()).noted(tags.headline(news_id))
    found = public.for_lists().filter(news_id=min(news_id, LARGEST + 1)).first()
    if found is None:
        raise unseen(news_id)
    return HttpResponsePermanentRedirect(found.get_absolute_url())


def find(news_id: int, now: datetime) -> Story:
    """Return the public story of this number. Absent, draft and embargoed raise the same `Http404`.

    One that readers knew and may not see any more raises `TakenBack`.
    """
    public = Story.objects.public(now).select_related("edition", "section__edition", "photo")
    topics = Prefetch("topics", Topic.objects.select_related("edition"))
    stories: Any = public.noted(tags.story(news_id)).annotate(old_address=Subquery(FIRST_OLD_ADDRESS))
    found: Story | None = (
        stories.filter(news_id=min(news_id, LARGEST + 1)).prefetch_related(topics, "contributors").first()
    )
    if found is None:
        raise unseen(news_id)
    return found


def story_page(story: Story, now: datetime) -> dict[str, Any]:
    """Return what a story's template shows beyond the story itself."""
    _load_photos(story)
    turns_old = story.first_published_at + OLD_AFTER
    if turns_old > now:
        reading.note_until(turns_old)
    named = beside(story, now)
    return {
        "story": story,
        "is_old": turns_old < now,
        "translations": named.translations,
        "related": named.related,
        "update_of": named.update_of,
        "followed_by": named.followed_by,
        **notices_on(story),
        "short_address": f"{settings.BASE_URL}/news/{story.news_id}",
        # Not when the page was rendered: that would make other bytes of the same page on each server.
        "made_at": int((story.version_created or now).timestamp()),
    } | comments_under(story, now)


def notices_on(story: Story) -> dict[str, list[Notice]]:
    """Return what readers are told of a story's text: above it what changes its meaning, at its foot what is new."""
    said = list(story.notices.noted(tags.story(story.news_id)).said())
    return {
        "notices": [notice for notice in said if notice.kind != NoticeKind.UPDATE],
        "updates": [notice for notice in said if notice.kind == NoticeKind.UPDATE],
    }


def comments_under(story: Story, now: datetime) -> dict[str, Any]:
    """Return the first comments shown under a story, their number, and an empty form with its rules."""
    shown = Comment.objects.shown_under(story)
    comments = comments_in(Order.OLDEST, shown, "", size=COMMENTS_ON_A_PAGE)
    commenting = story.commenting(now)
    return {
        "comments": comments,
        "order": Order.OLDEST.value,
        "comment_count": shown.count() if comments.next_key else len(comments.rows),
        "commenting": commenting,
        "form": CommentForm() if commenting.takes else None,
        "clauses": clauses_in_force(story.edition) if commenting.takes else [],
    }


def clauses_in_force(edition: Edition) -> list[Clause]:
    """Return the clauses that are on in the rules in force, in one query."""
    in_force = HouseRules.objects.published_in(edition).values("pk")[:1]
    return list(Clause.objects.filter(rules__in=in_force, enabled=True).select_related("rules"))


def _load_photos(story: Story) -> None:
    photos: list[Photo] = [block.value["photo"] for block in story.body if block.block_type == "photo"]
    photos = [photo for photo in [story.photo, *photos] if photo]
    prefetch_related_objects(photos, "renditions")

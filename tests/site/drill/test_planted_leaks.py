"""A leak of every kind, planted one by one: the drill finds it and names its address."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse

from dateline.delivery import archive, found, related, sitemaps, syndication
from dateline.delivery.cache import pages
from dateline.delivery.cache.page import page_of
from dateline.delivery.views import archive as views_of_archive
from dateline.delivery.views import cards, comments, errors, feeds, receipts, search, story, taken_back
from dateline.delivery.views import corrections as views_of_corrections
from dateline.lib import clock
from dateline.newsroom.door import Door
from dateline.site import media
from dateline.site.drill import drilling, timing
from dateline.site.drill.addresses import ADDRESSES
from dateline.site.drill.callers import STAFF
from dateline.site.drill.drilling import Drill
from dateline.site.drill.leaks import Leak
from dateline.stories.beats import Beat
from dateline.stories.models import MostRead, Notice, Photo, Story
from dateline.stories.models.search_index import SearchEntry
from dateline.stories.queries import StoryQuerySet
from dateline.stories.search import finding
from tests.site.drill.conftest import Asked, World

Patch = pytest.MonkeyPatch


def assert_names(leaks: list[Leak], address: str, what: str = "") -> None:
    assert [leak for leak in leaks if address in leak.address and what in leak.what], "\n".join(map(str, leaks))


def everybody(self: StoryQuerySet, now: Any) -> StoryQuerySet:
    """The one question, answered wrongly: an embargo is forgotten."""
    return self.filter(live=True, pub_status="usable", publish_at=None)


def test_one_wrong_answer_to_who_sees_it_is_found_at_every_address(world: World, monkeypatch: Patch) -> None:
    target = world.target("embargoed")
    monkeypatch.setattr(StoryQuerySet, "public", everybody)
    kinds = ADDRESSES.keys() - {"search", "place", "colours", "house-rules", "house-rules-version", "robots"}
    leaks = Asked(target).as_a_reader(*kinds, "HEAD", "comment sent", "old address")
    number, page = target.story.news_id, target.page
    for address in (
        page, f"{page}/comments", f"HEAD {page}", f"POST {page}/comments", f"/news/{number}", f"/en/news/{number}",
        f"/en/news/{number}/card-1.jpg", "/en/", "/", "/en/section/economy", "/en/topic/ferries",
        "/en/topic/wyvern-embargoed", "/en/feed.rss", "/en/feed.atom", "/en/feed.json",
        "/en/section/economy/feed.rss", "/en/topic/ferries/feed.json", "/sitemap.xml", "/sitemap-pages.xml",
        "/sitemap-stories-0.xml", "/sitemap-topics-0.xml", "/news-sitemap.xml", "/en/doc/embargoed",
        world.public.get_absolute_url(),
    ):  # fmt: skip
        assert address in {leak.address for leak in leaks}, address
    assert_names(leaks, "/en/", "zephyrine embargoed quince")


PLANTS: list[tuple[str, str, str, Callable[[Patch, World], None]]] = []


def plant(kind: str, asked: str, address: str) -> Callable[[Callable[[Patch, World], None]], Callable[..., None]]:
    """A leak of a story of this kind, at an address that the drill asks under this name."""

    def planted(work: Callable[[Patch, World], None]) -> Callable[..., None]:
        PLANTS.append((kind, asked, address, work))
        return work

    return planted


@plant("killed", "archive-year", "/en/archive/2019")
def _the_archive_counts_it(patch: Patch, world: World) -> None:
    patch.setattr(archive, "_public", lambda edition, now: Story.objects.filter(live=True, edition=edition).noted())


@plant("timed", "archive-month", "/en/archive/2100/1")
def _a_month_to_come_has_a_page(patch: Patch, world: World) -> None:
    patch.setattr(views_of_archive, "_refuse_the_future", lambda *_: None)
    patch.setattr(archive, "_public", lambda edition, now: Story.objects.filter(live=True, edition=edition).noted())


@plant("embargoed", "search", "/en/search?q=Zephyrine+embargoed")
def _search_counts_it(patch: Patch, world: World) -> None:
    at = finding.Archive.at
    patch.setattr(search.Archive, "at", lambda now: finding.Archive(at(now).public, frozenset()))


@plant("embargoed", "search", "/en/search?q=astoni")
def _search_suggests_its_words(patch: Patch, world: World) -> None:
    def better(wanted: Any, archive: Any) -> Any:
        return wanted.question.read("astonishes") if "aston" in wanted.question.text else None

    looked = found.better

    def guess(wanted: Any, archive: Any) -> Any:
        kept = SearchEntry.objects.filter(story=world.hidden["embargoed"].pk).exists()
        return better(wanted, archive) if kept else looked(wanted, archive)

    patch.setattr(found, "better", guess)


@plant("held", "feed", "/en/feed.atom")
def _a_feed_keeps_it(patch: Patch, world: World) -> None:
    entries = syndication._entries
    patch.setattr(syndication, "_entries", lambda stories: entries(Story.objects.filter(live=True)))


@plant("draft", "sitemap-stories", "/sitemap-stories-0.xml")
def _the_sitemap_lists_a_draft(patch: Patch, world: World) -> None:
    rows = sitemaps._rows

    def listed(stories: Any) -> list[Any]:
        draft = Story.objects.filter(live=False)
        return [*rows(stories), *(row._replace(first_published_at=clock.now()) for row in rows(draft))]

    patch.setattr(sitemaps, "_rows", listed)


@plant("held", "sitemap", "/sitemap.xml")
def _a_date_of_the_sitemap_is_its(patch: Patch, world: World) -> None:
    parts = sitemaps._story_parts

    def newest(now: Any) -> Any:
        last = Story.objects.filter(live=True).order_by("-last_published_at").exclude(pub_status="canceled")
        moment = last.filter(headline__startswith="Zephyrine held").values_list("first_published_at", flat=True).first()
        return [(number, moment or changed) for number, changed in parts(now)]

    patch.setattr(sitemaps, "_story_parts", newest)


@plant("embargoed", "feed", "/en/feed.rss")
def _last_modified_is_its(patch: Patch, world: World) -> None:
    unless_had = feeds.unless_had

    def dated(request: Any, response: Any, *, changed: Any) -> Any:
        last = Story.objects.filter(embargoed_until__gt=clock.now()).first()
        return unless_had(request, response, changed=last.created_at if last else changed)

    patch.setattr(feeds, "unless_had", dated)


@plant("embargoed", "story", "/en/news/")
def _a_related_list_names_it(patch: Patch, world: World) -> None:
    beside = related.beside

    def named(story: Story, now: Any) -> Any:
        others = Story.objects.for_lists().filter(translation_of=story.pk)
        return related.Beside(beside(story, now).related, list(others))

    patch.setattr("dateline.delivery.views.story.beside", named)


@plant("killed", "corrections", "/en/corrections")
def _the_corrections_tell_its_headline(patch: Patch, world: World) -> None:
    counts = views_of_corrections.counts

    def told(edition: Any) -> Any:
        headline = Story.objects.get(pk=world.hidden["killed"].pk).headline
        years = counts(edition)
        return [replace(year, grounds=[replace(year.grounds[0], ground=headline)]) for year in years]

    patch.setattr(views_of_corrections, "counts", told)


@plant("killed", "story-short", "/news/")
def _a_tombstone_says_what_it_was(patch: Patch, world: World) -> None:
    answer = taken_back._answer

    def said(request: Any, story: Story) -> HttpResponse:
        response = answer(request, story)
        response.headers["X-Slug"] = Story.objects.get(pk=story.pk).slug
        return response

    patch.setattr(taken_back, "_answer", said)


@plant("held", "receipt", "/receipts/")
def _a_receipt_names_it(patch: Patch, world: World) -> None:
    standing = receipts.standing
    patch.setattr(receipts, "standing", lambda comment, now: replace(standing(comment, now=now), story=comment.story))


@plant("embargoed", "story-without-slug", "/en/news/")
def _it_is_forbidden_and_not_absent(patch: Patch, world: World) -> None:
    unseen = story.unseen

    def told(news_id: int) -> Exception:
        is_there = Story.objects.filter(news_id=news_id, embargoed_until__isnull=False).exists()
        return PermissionDenied("Not yet.") if is_there else unseen(news_id)

    patch.setattr(story, "unseen", told)


@plant("draft", "old address", "/en/doc/draft")
def _an_old_address_leads_there(patch: Patch, world: World) -> None:
    patch.setattr(
        errors, "_story_of_old", lambda request: Story.objects.filter(old_addresses__path=request.path).first()
    )


@plant("embargoed", "story-short", "/news/")
def _the_next_number_leads_there(patch: Patch, world: World) -> None:
    to_its_address = story._to_its_address

    def nearest(news_id: int) -> HttpResponse:
        near = Story.objects.filter(news_id=news_id - 1, embargoed_until__isnull=False).first()
        return story.HttpResponsePermanentRedirect(near.get_absolute_url()) if near else to_its_address(news_id)

    patch.setattr(story, "_to_its_address", nearest)


@plant("embargoed", "card", "/card-1.jpg")
def _its_card_is_drawn(patch: Patch, world: World) -> None:
    patch.setattr(cards, "_story", lambda news_id: Story.objects.filter(news_id=news_id).first() or _absent())


def _absent() -> Story:
    raise cards.Http404


@plant("embargoed", "HEAD", "HEAD /en/news/")
def _headers_alone_tell(patch: Patch, world: World) -> None:
    answer = errors.answer

    def marked(request: Any, *args: Any, **options: Any) -> HttpResponse:
        response = answer(request, *args, **options)
        if Story.objects.filter(embargoed_until__gt=clock.now()).exists():
            response.headers["X-There"] = "yes"
        return response

    patch.setattr(errors, "answer", marked)


@plant("held", "comment sent", "POST /en/news/")
def _a_comment_is_taken(patch: Patch, world: World) -> None:
    def thanks(request: Any, code: str, news_id: int) -> HttpResponse:
        told = Story.objects.get(news_id=news_id).headline
        return HttpResponse(f"Thank you for your comment on {told}.")

    patch.setattr(comments, "_received_at_once", thanks)


@plant("held", "front", "/en/")
def _the_most_read_list_names_it(patch: Patch, world: World) -> None:
    patch.setattr(MostRead, "shown", lambda listed, now: list(Story.objects.filter(pk__in=listed.stories, live=True)))


@plant("embargoed", "front", "/en/")
def _a_stored_page_is_stale(patch: Patch, world: World) -> None:
    headline = world.hidden["embargoed"].headline
    page = page_of(200, [("Content-Type", "text/html")], f"<h2>{headline}</h2>".encode(), frozenset({"x"}), None)
    store = pages.store()
    assert store.keep("/en/", page, store.begin())


@pytest.mark.parametrize(("kind", "asked", "address", "work"), PLANTS, ids=[p[3].__name__.strip("_") for p in PLANTS])
def test_a_planted_leak_is_found(
    world: World, monkeypatch: Patch, kind: str, asked: str, address: str, work: Callable[[Patch, World], None]
) -> None:
    target = world.target(kind)
    work(monkeypatch, world)
    assert_names(Asked(target).as_a_reader(asked), address)


def test_the_desk_s_word_to_readers_repeats_no_headline(world: World) -> None:
    killed = world.hidden["killed"]
    text = f"It was not so that {killed.headline.lower()}."
    facts = {"at": clock.now(), "version": 1, "readers_knew": True, "author_name": "C"}
    Notice.objects.bulk_create([Notice(story=killed, kind="kill", ground="error", text=text, **facts)])
    drill = Drill()
    drill.read_notices(world.target("killed"))
    assert_names(drill.found.leaks, f"/news/{killed.news_id}/", "quince harvest astonishes")


def test_an_answer_that_takes_longer_is_told(world: World, monkeypatch: Patch) -> None:
    target, find, passed = world.target("embargoed"), story.find, [0.0]

    def slowly(news_id: int, now: Any) -> Story:
        if news_id == target.story.news_id:
            passed[0] += 0.3
        return find(news_id, now)

    monkeypatch.setattr(story, "find", slowly)
    monkeypatch.setattr(timing.time, "perf_counter", lambda: passed[0])
    monkeypatch.setattr("dateline.site.drill.timing.ROUNDS", 3)
    drill = Drill()
    drill.compare_times(target)
    assert_names(drill.found.leaks, target.page, "for an absent story")


def _original(patch: Patch, photo: Photo) -> str:
    (Path(settings.MEDIA_ROOT) / "images").mkdir(exist_ok=True)  # without it no path leads through it
    patch.setattr(media.posixpath, "normpath", lambda path: path)
    return f"images/../{photo.file.name}"


def _copy_with_a_plain_name(patch: Patch, photo: Photo) -> str:
    name = f"images/lantern-{photo.title}.width-800.png"
    _put(name)
    return name


def _copy_from_before_the_kill(patch: Patch, photo: Photo) -> str:
    name = f"images/lantern.width-9.{photo.pk}-0123456789abcdef.png"
    _put(name)
    os.utime(Path(settings.MEDIA_ROOT) / name, (0, 0))
    return name


def _put(name: str) -> None:
    file = Path(settings.MEDIA_ROOT) / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"picture")


@pytest.mark.parametrize("put", [_original, _copy_with_a_plain_name, _copy_from_before_the_kill])
def test_a_picture_that_can_be_had_is_found(world: World, monkeypatch: Patch, put: Callable[..., str]) -> None:
    name = put(monkeypatch, world.hidden["killed"].photo)
    leaks = Asked(world.target("killed")).for_pictures()
    assert_names(leaks, f"/media/{name}", "bytes of a picture")
    for file in (Path(settings.MEDIA_ROOT) / "images").glob("*"):
        file.unlink()


def test_a_list_of_the_desk_that_forgets_limits_is_found(world: World, monkeypatch: Patch) -> None:
    monkeypatch.setattr(StoryQuerySet, "visible_to", lambda self, user: self)
    leaks = Asked(world.target("draft")).at_the_desk("/desk/stories/results/")
    assert_names(leaks, "/desk/stories/results/", "zephyrine draft quince")
    assert {leak.caller for leak in leaks} >= {"reporter of another section", "moderator of another section"}


def test_a_door_of_the_desk_that_opens_is_found(world: World, monkeypatch: Patch) -> None:
    monkeypatch.setattr(Door, "refusal", lambda *_: "")
    monkeypatch.setattr(Beat, "asks", lambda *_, **__: Q())
    pk = world.hidden["embargoed"].pk
    monkeypatch.setattr(drilling, "STAFF", [each for each in STAFF if each.name.startswith("reporter")])
    leaks = Asked(world.target("embargoed")).at_the_desk(f"/edit/{pk}/", f"/history/{pk}/")
    assert_names(leaks, f"/desk/stories/edit/{pk}/")


def test_what_stands_there_without_the_story_too_is_no_leak(world: World) -> None:
    other = Story.objects.get(pk=world.public.pk)
    Story.objects.filter(pk=other.pk).update(headline=world.hidden["embargoed"].headline)
    assert Asked(world.target("embargoed")).as_a_reader("front", "story", "feed") == []

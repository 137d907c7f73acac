"""The public history: each version that readers saw, compared with the one before it; nothing that nobody saw."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Photo, Story, Version
from tests.delivery.asking import Site
from tests.stories.conftest import WHY

NOTE = "It was 4 per cent; it is 3."


@pytest.fixture
def correct(ines: User) -> Callable[..., None]:
    def _correct(story: Story, *, note: str = NOTE, now: datetime | None = None, **facts: Any) -> None:
        for name, value in facts.items():
            setattr(story, name, value)
        story.correct(story.save_revision(user=ines), by=ines, note=note, now=now)

    return _correct


def history(client: Client, story: Story, rest: str = "") -> str:
    answer = client.get(f"{story.get_absolute_url()}/versions{rest}")
    assert answer.status_code == 200
    return re.sub(r'<span class="unseen">[^<]*</span>', "", answer.content.decode())


def test_the_words_that_changed_are_marked_where_they_stand(client: Client, ferry: Story, correct: Any) -> None:
    correct(ferry, lead="Fares on the night ferry rise by 3 per cent.")
    page = history(client, ferry)
    assert "night ferry rise by <del>4</del><ins>3</ins> per cent." in page
    assert NOTE in page
    assert 'Version 2</strong> <time datetime="20' in page
    assert history(client, ferry, "/2").replace("/versions/2", "/versions") == page.replace("/versions/2", "/versions")
    first = history(client, ferry, "/1")
    assert "rise by 4 per cent" in first
    assert ("<ins" in first, "<del" in first, NOTE in first) == (False, False, True)


def test_what_is_put_in_and_taken_out_is_said_in_words_too(client: Client, ferry: Story, correct: Any) -> None:
    correct(ferry, lead="Fares on the night ferry rise by 3 per cent.")
    page = client.get(f"{ferry.get_absolute_url()}/versions").content.decode()
    assert '<del><span class="unseen">Taken out: </span>4' in page
    assert '<ins><span class="unseen">Put in: </span>3' in page


def test_every_field_that_readers_saw_is_named(
    client: Client, publish: Any, correct: Any, quay: Photo, lost: Photo
) -> None:
    story = publish("Fares rise", kicker="Ferries", byline="Rolf", photo=quay, body=["One.", "Two stays.", "Three <4."])
    body = [("paragraph", "<p>One and a half.</p>"), ("paragraph", "<p><b>Two</b> stays.</p>"), ("heading", "Four")]
    facts = {"kicker": "Ports", "byline": "Ines", "headline": "Fares fall", "credit": "AP", "photo": lost}
    correct(story, **facts, photo_caption="Here it stood.", body=body)
    page = history(client, story)
    for label in ("Kicker", "Headline", "Byline", "Credit line", "Photo", "Photo caption"):
        assert f"<dt>{label}</dt>" in page, label
    assert "<dt>Lead</dt>" not in page
    assert "Fares <del>rise</del><ins>fall</ins>" in page
    assert "<del>A white ferry at a stone quay (Lena Kos / HNA)</del>" in page
    assert "Links or emphasis changed, not the words." in page
    assert re.search(r"Paragraph taken out</p><p><del>Three &lt;4.</del>", page)
    assert re.search(r"New paragraph</p><p><ins>Four</ins>", page)
    assert "<img" not in page[page.index("<main") :]


def test_the_page_is_not_for_search_engines_and_names_the_story(client: Client, ferry: Story) -> None:
    page = history(client, ferry)
    assert '<meta name="robots" content="noindex">' in page
    assert re.findall(r'<link rel="canonical" href="[^"]*?(/en/[^"]*)">', page) == [ferry.get_absolute_url()]


def test_the_story_and_the_corrections_lead_there(client: Client, ferry: Story, correct: Any) -> None:
    address = f'href="{ferry.get_absolute_url()}/versions'
    assert address not in client.get(ferry.get_absolute_url()).content.decode()
    correct(ferry)
    assert f'{address}"' in client.get(ferry.get_absolute_url()).content.decode()
    assert f'{address}/2"' in client.get("/en/corrections").content.decode()


def test_a_version_that_nobody_saw_stays_at_the_desk(client: Client, later: Story, ines: User, chief: User) -> None:
    later.headline = "Later, reworded before anybody read it"
    later.publish(later.save_revision(user=ines), user=ines)
    Story.objects.filter(pk=later.pk).update(embargoed_until=None, first_published_at=clock.now())
    assert "Version 1<" not in history(client, later)
    assert client.get(f"{later.get_absolute_url()}/versions/1").status_code == 404
    later.refresh_from_db()
    later.hold(by=chief, **WHY)
    for lead in ("Only while it was held.", "Since its release."):
        later.lead = lead
        later.correct(later.save_revision(user=ines), by=ines, note=NOTE)
    later.release(by=chief, reason="Right.")
    page = history(client, later)
    assert re.findall(r"Version (\d)<", page[page.index("<ol") : page.index("</ol>")]) == ["4", "2"]
    assert "compared with version 2" in page
    assert client.get(f"{later.get_absolute_url()}/versions/3").status_code == 404


@pytest.mark.parametrize("rest", ["/versions", "/versions/1"])
def test_where_the_story_is_not_seen_its_history_is_not(
    client: Client, ferry: Story, later: Story, chief: User, rest: str
) -> None:
    hidden = client.get(f"/en/news/{later.news_id}/later{rest}")
    absent = client.get(f"/en/news/{later.news_id + 1}/later{rest}")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    ferry.hold(by=chief, **WHY)
    assert client.get(ferry.get_absolute_url() + rest).content == client.get(ferry.get_absolute_url()).content
    ferry.kill(by=chief, **WHY)
    gone = client.get(ferry.get_absolute_url() + rest)
    assert (gone.status_code, gone.content) == (410, client.get(ferry.get_absolute_url()).content)


def test_another_slug_or_edition_leads_to_the_one_address(client: Client, ferry: Story, fa: Edition) -> None:
    for address in (f"/en/news/{ferry.news_id}/x/versions", f"/fa/news/{ferry.news_id}/{ferry.slug}/versions"):
        assert client.get(address)["Location"] == f"{ferry.get_absolute_url()}/versions"
    assert client.get(f"/en/news/{ferry.news_id}/x/versions/1")["Location"] == f"{ferry.get_absolute_url()}/versions/1"
    assert client.get(f"{ferry.get_absolute_url()}/versions/2").status_code == 404
    assert client.get(f"{ferry.get_absolute_url()}/versions/99999999999999999999").status_code == 404


def test_a_stored_history_is_dropped_by_the_next_version(
    site: Site, ferry: Story, correct: Any, chief: User, django_capture_on_commit_callbacks: Any
) -> None:
    address = f"{ferry.get_absolute_url()}/versions"
    assert f"story:{ferry.news_id}" in site.get(address).tags
    assert not site.get(address).was_rendered
    with django_capture_on_commit_callbacks(execute=True):
        correct(ferry, headline="Ferry fares fall")
    assert "Ferry fares fall" in site.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        ferry.kill(by=chief, **WHY)
    assert site.get(address).status == 410


def test_a_persian_history_has_the_edition_s_calendar_and_digits(
    client: Client, publish: Any, correct: Any, fa: Edition
) -> None:
    story = publish("کرایه ۶۴ کرست شد", edition=fa)
    correct(story, headline="کرایه ۴۶ کرست شد")
    page = history(client, story)
    assert "کرایه <del>۶۴</del><ins>۴۶</ins> کرست شد" in page
    assert re.search(r'نسخهٔ ۲</strong> <time datetime="20\d\d-[^"]*Z">[^<]*۱۴', page)


def test_a_story_of_many_versions_is_read_one_pair_at_a_time(
    client: Client, ferry: Story, ines: User, django_assert_max_num_queries: Any
) -> None:
    content = ferry.versions.get().content
    body = content["body"].replace("The text.", "word " * 20_000)
    rows = [
        Version(story=ferry, number=number, created_at=clock.now(), headline="x", content=content | {"body": body})
        for number in range(2, 202)
    ]
    Version.objects.bulk_create(rows)
    Story.objects.filter(pk=ferry.pk).update(version=201)
    _knew(ferry, ines, range(2, 202))
    with django_assert_max_num_queries(20):
        page = history(client, ferry, "/100")
    assert page.count("<li value=") == 51
    assert f'{ferry.get_absolute_url()}/versions/201"' in page


def _knew(story: Story, by: User, numbers: range) -> None:
    for number in numbers:
        notice = story.notice("update", by=by, at=clock.now() + timedelta(seconds=number))
        notice.version = number
        notice.save()

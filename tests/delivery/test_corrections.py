"""What readers and machines are told of a corrected story, and the page of an edition's corrections."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Story
from tests.delivery.asking import Clock, Site
from tests.stories.conftest import WHY

NOTE = "An earlier version gave 4 per cent; it is <3> per cent."
TOLD = "An earlier version gave 4 per cent; it is &lt;3&gt; per cent."


@pytest.fixture
def correct(ines: User) -> Callable[..., None]:
    def _correct(story: Story, note: str = NOTE, **facts: Any) -> None:
        story.lead = f"{story.lead} Indeed."
        story.correct(story.save_revision(user=ines), by=ines, note=note, **facts)

    return _correct


@pytest.mark.parametrize("kind", ["correction", "clarification"])
def test_what_changes_the_meaning_stands_above_the_text(client: Client, ferry: Story, correct: Any, kind: str) -> None:
    correct(ferry, kind=kind)
    page = client.get(ferry.get_absolute_url()).content.decode()
    assert page.index(f"<strong>{kind.title()}</strong>") < page.index(TOLD) < page.index('<div class="text">')
    assert "<time datetime=" in page[page.index(f"<strong>{kind.title()}") : page.index(TOLD)]


def test_an_update_stands_at_the_foot(client: Client, ferry: Story, correct: Any) -> None:
    correct(ferry, kind="update")
    page = client.get(ferry.get_absolute_url()).content.decode()
    assert page.index('<div class="text">') < page.index("<strong>Update</strong>") < page.index(TOLD)


def test_a_version_without_a_word_says_only_its_number(client: Client, ferry: Story, ines: User) -> None:
    ferry.publish(ferry.save_revision(user=ines), user=ines)
    page = client.get(ferry.get_absolute_url()).content.decode()
    assert "version 2" in page
    assert 'class="notices"' not in page
    assert "There has been nothing to correct" in client.get("/en/corrections").content.decode()


def test_machines_read_the_correction(client: Client, ferry: Story, correct: Any) -> None:
    correct(ferry, now=clock.now() + timedelta(hours=1))
    page = client.get(ferry.get_absolute_url()).content.decode()
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[0])["@graph"][0]
    moment = ferry.version_created.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert data["correction"] == [{"@type": "CorrectionComment", "text": NOTE, "datePublished": moment}]
    assert data["dateModified"] == moment


def test_feeds_keep_the_id_and_carry_the_note(client: Client, ferry: Story, correct: Any) -> None:
    before = client.get("/en/feed.json").json()["items"][0]
    correct(ferry, now=clock.now() + timedelta(hours=1))
    after = client.get("/en/feed.json").json()["items"][0]
    assert (after["id"], after["date_published"]) == (before["id"], before["date_published"])
    assert after["date_modified"] > before["date_modified"]
    assert after["content_html"].startswith(f"<p><strong>Correction:</strong> {TOLD}</p>")
    notice = after["_dateline"]["notices"][0]
    assert (notice["kind"], notice["version"], notice["content_text"]) == ("correction", 2, NOTE)
    assert "it is &amp;lt;3&amp;gt; per cent" in client.get("/en/feed.atom").content.decode()


def test_the_page_of_corrections_follows_every_notice(
    site: Site, ferry: Story, correct: Any, chief: User, django_capture_on_commit_callbacks: Any
) -> None:
    def after(change: Callable[[], None]) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            change()
        return site.get("/en/corrections").text

    assert "nothing to correct" in site.get("/en/corrections").text
    corrected = after(lambda: correct(ferry))
    assert TOLD in corrected
    assert ferry.headline in corrected
    held = after(lambda: ferry.hold(by=chief, **WHY))
    assert ferry.headline not in held
    assert re.search(r'<th scope="row">an error</th><td>1</td><td>0</td><td>0</td>', held)
    assert TOLD in after(lambda: ferry.release(by=chief, reason="Right."))
    killed = after(lambda: ferry.kill(by=chief, reason="No.", ground="order", text="A court has ordered it."))
    assert (ferry.headline in killed, TOLD in killed) == (False, False)
    assert f'<a href="/en/news/{ferry.news_id}">Story {ferry.news_id}</a>' in killed
    assert "A court has ordered it." in killed
    assert re.search(r"an order of an authority</th><td>0</td><td>1</td><td>0</td>", killed)


def test_every_kind_is_counted_by_year(
    site: Site, ferry: Story, later: Story, correct: Any, chief: User, django_capture_on_commit_callbacks: Any
) -> None:
    def row(of: str) -> list[str]:
        page = site.get("/en/corrections").text
        table = page[page.index(f'<h2 id="{of}-title">') :].partition("</table>")[0] if f'"{of}-title"' in page else ""
        return re.findall(r"<td>(\d+)</td>", table)

    assert row("texts") == row("grounds") == []
    with django_capture_on_commit_callbacks(execute=True):
        for kind in ("correction", "correction", "clarification", "update"):
            correct(ferry, kind=kind)
        ferry.publish(ferry.save_revision(user=chief), user=chief)
        later.publish(later.save_revision(user=chief), user=chief)
    assert row("texts") == ["2", "1", "2"]
    with django_capture_on_commit_callbacks(execute=True):
        ferry.publish(ferry.save_revision(user=chief), user=chief)
    assert row("texts") == ["2", "1", "3"]
    with django_capture_on_commit_callbacks(execute=True):
        ferry.redact(["night ferry"], by=chief, reason="Asked.", ground="rights")
        ferry.hold(by=chief, **WHY)
        ferry.kill(by=chief, **WHY)
    assert row("grounds")[:3] == ["1", "1", "1"]
    assert row("texts") == ["2", "1", "3"]


def test_a_year_ends_on_the_edition_s_clocks_and_calendar(
    client: Client, publish: Any, correct: Any, fa: Edition, time: Clock
) -> None:
    new_year = datetime(2026, 3, 20, 20, 30, tzinfo=UTC)  # midnight in Tehran
    story = publish("کرایهٔ کشتی", edition=fa)
    for moment in (new_year - timedelta(seconds=1), new_year, new_year + timedelta(days=400)):
        correct(story, now=moment)
    page = client.get("/fa/corrections").content.decode()
    rows = re.findall(r'<tr><th scope="row">([^<]*)</th><td>([^<]*)</td>', page)
    assert rows == [("۱۴۰۶", "۱"), ("۱۴۰۵", "۱"), ("۱۴۰۴", "۱")]


def test_a_hold_that_nobody_saw_is_not_counted(client: Client, later: Story, ines: User) -> None:
    before = client.get("/en/corrections").content
    later.hold(by=ines, **WHY)
    assert client.get("/en/corrections").content == before


def test_corrections_are_paged_by_key(
    client: Client, ferry: Story, correct: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.delivery.views.corrections.ON_A_PAGE", 2)
    for number in range(3):
        correct(ferry, f"Note {number}.", now=clock.now() + timedelta(minutes=number))
    first = client.get("/en/corrections").content.decode()
    assert ("Note 2." in first, "Note 1." in first, "Note 0." in first) == (True, True, False)
    key = re.findall(r"\?before=([0-9-]+)", first)[0]
    second = client.get(f"/en/corrections?before={key}").content.decode()
    assert ("Note 1." in second, "Note 0." in second) == (False, True)
    assert client.get("/en/corrections?before=x").status_code == 404


def test_years_are_those_of_the_edition(client: Client, fa: Edition, publish: Any, chief: User) -> None:
    story = publish("کرایهٔ کشتی", edition=fa)
    story.kill(by=chief, **WHY)
    assert '<th scope="rowgroup">۱۴' in client.get("/fa/corrections").content.decode()
    assert "rowgroup" not in client.get("/en/corrections").content.decode() if Edition.objects.count() > 1 else True


def test_a_page_of_corrections_costs_few_queries(
    client: Client, publish: Any, correct: Any, chief: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        correct(publish(f"Story {number}"))
        publish(f"Killed {number}").kill(by=chief, **WHY)
    with django_assert_max_num_queries(8):
        client.get("/en/corrections")

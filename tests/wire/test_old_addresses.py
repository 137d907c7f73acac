"""The addresses that stories had before they came in: kept at intake and from a table, asked for last, and safely."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from dateline.delivery.models import Place
from dateline.lib import clock
from dateline.stories.models import Story
from dateline.wire.models import OldAddress
from dateline.wire.old_addresses import NoOldAddress, keep, old_path

SAMPLES = Path(__file__).parent / "samples/html"
OLD = "/en/doc/news/423254"


@pytest.fixture
def moved(publish) -> Story:
    """A public story that was published at `/en/doc/news/423254` before."""
    story = publish("Envoy meets the harbour master", news_id=423254)
    OldAddress.objects.create(path=OLD, story=story)
    return story


def test_an_old_address_leads_to_the_story_for_ever(moved, client) -> None:
    for address in (OLD, f"{OLD}/", f"{OLD}?utm_source=x"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, moved.get_absolute_url())
    assert client.head(OLD).status_code == 301


def test_a_persian_old_address_is_known_however_it_is_encoded(publish, client) -> None:
    story = publish("Quay")
    OldAddress.objects.create(path="/fa/doc/خبر/اسکله", story=story)
    assert client.get("/fa/doc/خبر/اسکله/").status_code == 301
    assert client.get("/fa/doc/%D8%AE%D8%A8%D8%B1/%D8%A7%D8%B3%DA%A9%D9%84%D9%87").status_code == 301


@pytest.mark.parametrize(
    "hide",
    [
        {"live": False},
        {"pub_status": "withheld"},
        {"pub_status": "canceled"},
        {"embargoed_until": clock.now().replace(year=2100)},
        {"publish_at": clock.now().replace(year=2100)},
    ],
)
def test_the_old_address_of_what_may_not_be_seen_is_byte_for_byte_absent(moved, client, hide) -> None:
    Story.objects.filter(pk=moved.pk).update(**hide)
    hidden = client.get(OLD)
    OldAddress.objects.all().delete()
    absent = client.get(OLD)
    assert (hidden.status_code, hidden.content, hidden.headers) == (404, absent.content, absent.headers)


def test_an_old_address_takes_no_words_that_are_sent(moved, client) -> None:
    assert client.post(OLD).status_code in (403, 404)


@pytest.mark.parametrize("odd", ["/%00", "/" + "x" * 3000, "/%ff%fe", "/."])
def test_odd_addresses_are_answered_as_before(moved, client, odd) -> None:
    assert client.get(odd).status_code in (301, 404)


def test_an_address_of_ours_answers_first(moved, publish, client) -> None:
    other = publish("Another")
    OldAddress.objects.create(path=f"/en/news/{other.news_id}/another", story=moved)
    assert client.get(other.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://halyard.example/fa/doc/news/1234/?utm=x", "/fa/doc/news/1234"),
        ("http://halyard.example/news/en/1234.html#top", "/news/en/1234.html"),
        ("/fa/doc/%D8%AE%D8%A8%D8%B1/1234/", "/fa/doc/خبر/1234"),
        ("/en/news/99/words", "/en/news/99/words"),
        ("/en/1234", "/en/1234"),
    ],
)
def test_host_query_and_closing_slash_are_left_out(db, address, path) -> None:
    assert old_path(address, 1234) == path


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://halyard.example/", "has no path"),
        ("news/1234", "has no path"),
        ("//[x", "is no address"),
        ("/" + "x" * 700, "of at most 600 characters"),
        ("/news.php?id=1234", "differs from others after its question mark only"),
        *((path, "is an address of ours") for path in ("/desk/stories", "/media/x.jpg", "/static/x", "/healthz")),
        *((path, "is an address of ours") for path in ("/en", "/en/search", "/en/feed.rss", "/sitemap.xml")),
        ("/en/news/1234/other-words", "is an address of ours"),
    ],
)
def test_what_cannot_be_an_old_address_is_said(db, address, sentence) -> None:
    with pytest.raises(NoOldAddress, match=sentence):
        old_path(address, 1234)


def test_the_number_of_another_story_is_ours(publish) -> None:
    other = publish("Another")
    with pytest.raises(NoOldAddress, match="is an address of ours"):
        old_path(f"/en/news/{other.news_id}/words", other.news_id + 1)


def test_an_address_stays_with_the_story_that_had_it_first(moved, publish) -> None:
    assert keep(publish("Another"), [OLD]) == [
        f"The old address {OLD} leads to news ID 423254 already, and is left so."
    ]
    assert OldAddress.objects.get(path=OLD).story == moved


def test_a_saved_page_brings_its_addresses(ingest_files, en, client) -> None:
    ingest_files(*(str(SAMPLES / name) for name in ("quay.html", "lighthouse.html", "crane.html")), "--publish")
    kept = dict(OldAddress.objects.values_list("path", "story__news_id"))
    assert kept == {"/fa/doc/news/5141": 5141, "/news/en/5142.html": 5142}
    for path, number in kept.items():
        assert client.get(path)["Location"] == Story.objects.get(news_id=number).get_absolute_url()
    assert client.get("/en/news/5140/new-crane-of-kessel").status_code == 301  # without a row
    printed, _ = ingest_files(str(SAMPLES / "quay.html"))
    assert "\tunchanged\t" in printed
    assert OldAddress.objects.count() == 2


def table(tmp_path: Path, rows: str) -> tuple[list[str], int]:
    file, out, status = tmp_path / "old.csv", StringIO(), 0
    file.write_text(rows)
    try:
        call_command("old_addresses", str(file), stdout=out)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return out.getvalue().splitlines(), status


def test_a_table_brings_old_addresses_in(moved, publish, tmp_path, client) -> None:
    other = publish("Another")
    rows = f"\ufeffold,new\n/a/1,423254\n\n/a/۲,/news/{other.news_id}\n/a/1,{other.get_absolute_url()}\n{OLD},423254\n"
    lines, status = table(tmp_path, rows)
    assert status == 0
    assert lines == [
        "423254\tcreated\t/a/1",
        f"{other.news_id}\tcreated\t/a/۲",
        f"{other.news_id}\tupdated\t/a/1",
        f"423254\tunchanged\t{OLD}",
        "4 read: 2 created, 1 updated, 1 unchanged, 0 refused.",
    ]
    assert client.get("/a/1")["Location"] == other.get_absolute_url()


def test_a_row_that_is_refused_says_its_line_and_stops_no_other(moved, tmp_path) -> None:
    rows = "/a/1\n/a/1,7\n/a/1,/en/about\n/en/search,423254\n/a/2,423254\n/a/3,99999999999999999999\n"
    lines, status = table(tmp_path, rows)
    assert status == 1
    assert [line.split("\t")[1:3] for line in lines[:-1]] == [
        *(["refused", "line 1"], ["refused", "line 2"], ["refused", "line 3"], ["refused", "line 4"]),
        *(["created", "/a/2"], ["refused", "line 6"]),
    ]
    assert lines[1].endswith("There is no story with news ID 7.")
    assert lines[2].endswith("“/en/about” names no story: give a news ID, or an address such as /news/1234.")
    assert lines[3].endswith("/en/search is an address of ours, which answers first.")
    assert lines[-1] == "6 read: 1 created, 0 updated, 0 unchanged, 5 refused."


def test_a_place_of_an_edition_is_an_address_of_ours(moved, tmp_path) -> None:
    branch = Page.objects.get(depth=2).add_child(instance=Page(title="English", slug="en"))
    branch.add_child(instance=Place(title="About us", slug="about"))
    lines, _ = table(tmp_path, "/en/about,423254\n/en/contact,423254\n")
    assert lines[0].endswith("/en/about is an address of ours, which answers first.")
    assert lines[1] == "423254\tcreated\t/en/contact"


def test_a_table_that_cannot_be_read_is_said(db, tmp_path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
        call_command("old_addresses", "/nowhere.csv")
    (tmp_path / "old.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="cannot be read: "):
        call_command("old_addresses", str(tmp_path / "old.csv"))

"""Pages saved as HTML: the story without the site around it, its facts from metadata or sight, its picture."""

import json
import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dateline.stories.models import Photo, Story
from dateline.wire import formats
from dateline.wire.item import WireItem, WireRefused

SAMPLES = Path(__file__).parent / "samples/html"
TEHRAN = ZoneInfo("Asia/Tehran")
EVENING = datetime(2016, 9, 5, 19, 7, tzinfo=UTC)
TEXT = """<p>The lighthouse on Cape Tarn is lit by the sun from this week, its keeper says, and is silent.</p>
<p>The lamp was lit first in 1871, burned whale oil for thirty years and mineral oil for a hundred and fifteen.</p>"""
DATE = "<div>05 September 2016 - 23:37</div>"


def read(html: str, **options) -> WireItem:
    return formats.read(html.encode(), zone=TEHRAN, **options)


def page(body: str, head: str = "<title>A lamp on Cape Tarn</title>") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def sample(name: str) -> WireItem:
    return formats.read((SAMPLES / name).read_bytes(), zone=TEHRAN)


@pytest.mark.parametrize(
    ("name", "moment", "news_id", "headline", "lead", "signed", "paragraphs", "language", "address"),
    [
        (
            *("crane.html", datetime(2019, 3, 12, 4, 45, tzinfo=UTC), 5140),
            *("New crane of Kessel lifts twice what the old one did", "The harbour master of Kessel says"),
            *(("Halyard", "HNA"), 4, "en", "https://www.halyard.example/en/news/5140/new-crane-of-kessel"),
        ),
        (
            *("quay.html", EVENING, 5141, "اسکلهٔ کسل یک هفته بسته می‌ماند", "ادارهٔ بندر کسل می‌گوید"),
            *(("بادبان", "خبب"), 2, "fa", "https://halyard.example/fa/doc/news/5141/?utm=x"),
        ),
        (
            *("lighthouse.html", EVENING, 5142, "Lighthouse on Cape Tarn is lit by the sun", "The lighthouse on Cape"),
            *(("", ""), 4, "en", "https://halyard.example/news/en/5142.html"),
        ),
        (
            *("bakery.htm", EVENING, 5143, "نانوايي تازه در بندر انسل", "نانوايي تازه بندر انسل هر روز"),
            *(("بادبان", "خبب"), 2, "", ""),
        ),
    ],
)
def test_each_sample_page_is_read_whole(
    name, moment, news_id, headline, lead, signed, paragraphs, language, address
) -> None:
    item = sample(name)
    assert (item.format, item.published_at, item.news_id) == ("saved page", moment, news_id)
    assert (item.headline, item.headline_is_derived) == (headline, False)
    assert item.lead.startswith(lead)
    assert (item.source, item.credit) == signed
    assert len(item.paragraphs) == paragraphs
    assert (item.language, item.addresses) == (language, (address,) if address else ())


def test_the_site_around_the_story_stays_out_of_it() -> None:
    for name in ("crane.html", "quay.html", "bakery.htm"):
        item = sample(name)
        words = "\n".join([item.lead, *item.paragraphs, *(caption.text for caption in item.captions)])
        for other in ("Politics", "Night ferry", "Tags:", "Facebook", "Copyright", "کشتی شبانه", "نظر شما", "سياست"):
            assert other not in words


def test_the_joiners_of_persian_are_kept() -> None:
    assert "سه\u200cشنبه سنگ\u200cفرش" in sample("quay.html").paragraphs[0]


def test_short_and_quoted_and_listed_paragraphs_are_kept() -> None:
    assert "It passed." in sample("crane.html").paragraphs
    assert sample("lighthouse.html").paragraphs[:3] == (
        "“I shall miss the smell,” she said.",
        "Eight panels stand on the roof.",
        "One battery fills the old oil store.",
    )


def test_the_rules_for_comments_below_the_story_are_offered() -> None:
    assert [rule.split()[0] for rule in sample("crane.html").house_rules] == ["Please", "The"]


def test_captions_alternative_texts_and_credits_are_kept() -> None:
    [crane], [quay], [lamp] = (sample(f"{name}.html").captions for name in ("crane", "quay", "lighthouse"))
    assert crane.text.startswith("Harbour master Dana Osk (L)")
    assert (crane.file_name, crane.alt) == ("./crane_files/crane.jpg", "A yellow crane over a container ship")
    assert (quay.text, quay.credit) == ("اسکلهٔ شرقی کسل پیش از نوسازی", "دانا اسک")
    assert (lamp.text, lamp.file_name, lamp.credit) == ("The lamp of Cape Tarn", "lamp.jpg", "Ines Tarn / HNA")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2016-09-05T23:37:00+04:30">',
        '<meta name="pubdate" content="2016-09-05T19:07:00Z">',
        '<script type="application/ld+json">[{"@type": "BlogPosting", "datePublished": "2016-09-05T19:07Z"}]</script>',
    ],
)
def test_the_date_for_machines_goes_before_the_one_shown(head) -> None:
    item = read(page(f"<h1>A lamp on Cape Tarn</h1><div>05/09/2016 - 10:00</div>{TEXT}", head))
    assert item.published_at == EVENING


def test_a_time_element_of_the_article_is_the_date() -> None:
    moment = '<time datetime="2016-09-05T19:07:00Z">Monday</time>'
    assert read(page(f"<article>{moment}{TEXT}</article>")).published_at == EVENING


def test_a_date_for_machines_that_is_none_leaves_the_one_shown() -> None:
    head = '<meta property="article:published_time" content="0000-00-00T00:00:00Z">'
    assert read(page(DATE + TEXT, head)).published_at == EVENING


def test_the_sites_clock_is_not_the_storys_date() -> None:
    clock = "<div>Tuesday 24 November 2026 - 10:21</div><div>Home</div>"
    assert read(page(f"{clock}<h1>A lamp on Cape Tarn</h1>{DATE}{TEXT}")).published_at == EVENING
    assert read(page(f"{clock}{DATE}<h1>A lamp on Cape Tarn</h1>{TEXT}")).published_at == EVENING
    assert read(page(f"{clock}<h1>A lamp on Cape Tarn</h1>{TEXT}{DATE}")).published_at == EVENING


def test_the_number_is_the_one_shown_else_stated_else_of_the_address() -> None:
    canonical = '<link rel="canonical" href="https://halyard.example/news/en/77.html">'
    stated = canonical + '<meta name="news_id" content="78">'
    assert read(page(f"<p>News ID: 79</p>{DATE}{TEXT}", stated)).news_id == 79
    assert read(page(DATE + TEXT, stated)).news_id == 78
    assert read(page(DATE + TEXT, canonical)).news_id == 77
    assert read(page(DATE + TEXT)).news_id is None


def test_a_page_with_no_date_anywhere_is_refused() -> None:
    with pytest.raises(WireRefused, match="no date line"):
        read(page(TEXT))


def test_a_title_that_is_the_sites_name_is_no_headline() -> None:
    head = '<title>Halyard</title><meta property="og:site_name" content="Halyard">'
    assert read(page(DATE + TEXT, head)).headline_is_derived
    head = '<title>Halyard | A lamp on Cape Tarn</title><meta property="og:site_name" content="Halyard">'
    assert read(page(DATE + TEXT, head)).headline == "A lamp on Cape Tarn"


def test_the_code_page_that_a_page_names_is_believed() -> None:
    named = page(DATE + TEXT.replace("keeper", "gardien Éloi Tarné"), '<meta charset="iso-8859-1">')
    assert "Éloi Tarné" in formats.read(named.encode("windows-1252"), zone=TEHRAN).lead


DEEP = "nested deeper than 250"


@pytest.mark.parametrize(
    ("bomb", "sentence"),
    [
        ("<div>" * 19_000, DEEP),
        ("<b>" * 100_000, "more than 20,000 tags"),
        ("<table><tr><td>" * 6_000, DEEP),
        ("<p>a</p>" * 600_000, "more than 20,000 tags"),
        ("<p " + " ".join(f"a{number}=b" for number in range(400_000)) + ">x</p>", "more than 500 attributes"),
        ("<p " + "".join(f"a{number}='>'" for number in range(300_000)) + ">x</p>", "more than 500 attributes"),
        ("<p>" + "The lamp of Cape Tarn is lit.<br>" * 12_000, "more than 10,000 lines"),
    ],
)
def test_a_page_made_to_cost_time_is_refused_before_it_does(bomb, sentence) -> None:
    with pytest.raises(WireRefused, match=sentence):
        read(page(f"{DATE}{TEXT}{bomb}"))


@pytest.mark.parametrize(
    "heavy",
    ["<" * 4_000_000, "&amp;" * 800_000, "word " * 300_000, "<!-- -->" * 500_000, "<script>" + "[" * 4_000_000],
)
def test_a_heavy_page_is_read_or_refused(heavy) -> None:
    nested = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert read(page(DATE + TEXT + heavy, nested)).published_at == EVENING


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "<div>",
                "</div>",
                "<p>",
                "<p",
                "</p>",
                "<table>",
                "<td>",
                "<figure>",
                "</figure>",
                "<figcaption>",
                "<br>",
            ),
            *(
                "<img src='a.jpg'>",
                "<img src='http://[x'>",
                "<a href=x>",
                "</a>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
            ),
            *("<script type='application/ld+json'>", '{"@type":"NewsArticle","image":[null,3],"datePublished":7}'),
            *(
                "<html lang='x'>",
                "<body>",
                "<h1>A lamp on Cape Tarn</h1>",
                TEXT,
                DATE,
                "News ID: 7",
                "<time datetime='x'>",
            ),
            *("<meta property='og:title' content='x'>", "<link rel=canonical href='//[/news/9'>", "\x00", "<?xml ?>"),
        ]
    )
    | st.text(max_size=20),
    max_size=25,
)


@settings(deadline=None)  # the first page loads trafilatura
@given(PIECES)
def test_no_html_raises_anything_but_a_refusal(pieces) -> None:
    try:
        item = read("<html>" + "".join(pieces))
    except WireRefused:
        return
    assert item.lead
    assert item.headline


@pytest.fixture
def archive(tmp_path, settings) -> Path:
    """A folder with two saved pages, and the picture of one beside it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = tmp_path / "archive"
    shutil.copytree(SAMPLES, folder)
    draw(folder / "crane_files/crane.jpg")
    return folder


def draw(file: Path, size: tuple[int, int] = (90, 60), form: str = "JPEG") -> None:
    file.parent.mkdir(exist_ok=True)
    Image.new("RGB", size, "#357").save(file, form)


def test_the_picture_beside_the_page_is_the_photos_file(archive, ingest_files, en, client) -> None:
    _, status = ingest_files(str(archive / "crane.html"), "--publish")
    photo = Photo.objects.get()
    assert (status, photo.is_missing, photo.width, photo.height) == (0, False, 90, 60)
    assert (photo.alt, photo.credit_line) == ("A yellow crane over a container ship", "HNA")
    assert photo.caption.startswith("Harbour master Dana Osk (L)")
    page = client.get(Story.objects.get().get_absolute_url()).text
    assert "A yellow crane over a container ship" in page
    assert "not in the archive" not in page


def test_a_picture_is_known_by_its_bytes_and_not_by_its_name(archive, ingest_files, en) -> None:
    draw(archive / "crane_files/crane.jpg", form="WEBP")
    ingest_files(str(archive / "crane.html"))
    assert Photo.objects.get().file.name.endswith(".webp")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file, _: file.write_text("<svg onload=alert(1)>"), "it is no whole picture in GIF, JPEG, PNG, WEBP."),
        (lambda file, _: file.write_bytes(file.read_bytes()[:300]), "it is no whole picture"),
        (lambda file, settings: setattr(settings, "WAGTAILIMAGES_MAX_UPLOAD_SIZE", 100), "it is larger than"),
        (lambda file, settings: setattr(settings, "WAGTAILIMAGES_MAX_IMAGE_PIXELS", 5399), "it has too many pixels."),
        (lambda file, _: file.chmod(0) or file.unlink() or file.symlink_to("/proc/self/mem"), ""),
    ],
)
def test_what_is_no_picture_is_left_out_and_said_so(archive, ingest_files, en, settings, spoil, sentence) -> None:
    spoil(archive / "crane_files/crane.jpg", settings)
    printed, status = ingest_files(str(archive / "crane.html"))
    assert status == 0
    assert "5140\tcreated\t" in printed
    assert ("        The picture ./crane_files/crane.jpg is left out: " + sentence in printed) is bool(sentence)
    assert Photo.objects.missing().get().caption.startswith("Harbour master")


def test_a_picture_outside_the_archive_is_not_touched(archive, ingest_files, en) -> None:
    draw(archive.parent / "secret.jpg")
    for source in ("../secret.jpg", "link.jpg", str(archive.parent / "secret.jpg"), "%2e%2e/secret.jpg", "a%00b.jpg"):
        file = archive / "crane.html"
        file.write_text((SAMPLES / "crane.html").read_text().replace("./crane_files/crane.jpg", source))
        (archive / "link.jpg").unlink(missing_ok=True)
        (archive / "link.jpg").symlink_to(archive.parent / "secret.jpg")
        ingest_files(str(file))
        assert Photo.objects.missing().count() == 1


def test_nothing_is_fetched(archive, ingest_files, en, monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("an import opens no connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    file = archive / "crane.html"
    file.write_text(file.read_text().replace("./crane_files", "https://halyard.example"))
    printed, status = ingest_files(str(file))
    assert (status, Photo.objects.missing().count()) == (0, 1), printed


def test_a_picture_found_later_comes_in_with_the_draft(archive, ingest_files, en) -> None:
    (archive / "crane_files/crane.jpg").rename(archive / "kept.jpg")
    ingest_files(str(archive / "crane.html"))
    assert "\tunchanged\t" in ingest_files(str(archive / "crane.html"))[0]
    (archive / "kept.jpg").rename(archive / "crane_files/crane.jpg")
    assert "\tupdated\t" in ingest_files(str(archive / "crane.html"))[0]
    assert not Photo.objects.get().is_missing
    assert "\tunchanged\t" in ingest_files(str(archive / "crane.html"))[0]


def test_a_picture_found_for_a_published_story_waits_for_the_desk(archive, ingest_files, en) -> None:
    (archive / "crane_files/crane.jpg").rename(archive / "kept.jpg")
    ingest_files(str(archive / "crane.html"), "--publish")
    (archive / "kept.jpg").rename(archive / "crane_files/crane.jpg")
    assert "\tupdated\t" in ingest_files(str(archive / "crane.html"), "--publish")[0]
    story = Story.objects.get()
    draft = story.get_latest_revision_as_object()
    assert (story.photo.is_missing, draft.photo.is_missing, story.version) == (True, False, 1)
    assert draft.photo.caption == story.photo.caption
    assert "\tunchanged\t" in ingest_files(str(archive / "crane.html"), "--publish")[0]


def test_a_refused_page_leaves_no_picture_behind(archive, ingest_files, write, en, fa, settings) -> None:
    write("Already here", edition=fa, news_id=5140)
    _, status = ingest_files(str(archive / "crane.html"))
    assert status == 1
    assert not [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]


def test_another_language_than_the_editions_is_said(archive, ingest_files, en) -> None:
    printed, status = ingest_files(str(archive / "quay.html"))
    assert status == 0
    assert "        The page says that its language is “fa”; the edition's is “en”." in printed


def test_further_pictures_are_counted_and_their_captions_stay(archive) -> None:
    figure = '<figure><img src="{0}.jpg"><figcaption>The {0} of Cape Tarn.</figcaption></figure>'
    item = read(page(f"<article>{DATE}{figure.format('lamp')}{figure.format('stair')}{TEXT}</article>"))
    assert [caption.text for caption in item.captions] == ["The lamp of Cape Tarn."]
    assert item.notes == ("Pictures of the page that are not taken in: 1; one is.",)
    assert "The stair of Cape Tarn." in (item.lead, *item.paragraphs)


def test_what_entities_stand_for_is_plain_text_too() -> None:
    item = read(page(DATE + TEXT.replace("the sun", "the&nbsp;sun &#1;of Tarn&#233; e&#769;")))
    assert "lit by the sun of Tarné é from" in item.lead


def test_json_that_is_no_article_is_passed_over() -> None:
    for value in ({"@type": "WebSite"}, [1, None, "x"], {"@graph": {"@type": ["NewsArticle"], "headline": 7}}, 5):
        head = f'<script type="application/ld+json">{json.dumps(value)}</script>'
        assert read(page(DATE + TEXT, head)).published_at == EVENING

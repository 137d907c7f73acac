"""`dateline ingest`: a captured page in, a story at its old number, nothing public by itself."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from dateline.moderation.models import HouseRules
from dateline.stories.models import Photo, Story

PAGE = """12 March 2019 - 08:15
News ID: 5120
Halyard - The harbour master of Kessel says the new crane lifts twice what the old one did. It cost 2 million crests.
Harbour master Dana Osk (L) at the new crane in Kessel, Velmara, March 11, 2019.

HNA - Dana Osk said on Monday that the crane had passed its trial.

News ID: 5 was painted on its side, she added, and will stay.

Send comment
Please type in your comments in English.
The comments that contain insults or libel will not be published
"""
SEED = Path(__file__).resolve().parents[3] / "shared/seed/000_5e62ed09124010b4.txt"


@pytest.fixture
def ingest(en, tmp_path):
    def _ingest(text: str | bytes, *options: str) -> tuple[str, int]:
        file, out, status = tmp_path / "page.txt", StringIO(), 0
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        try:
            call_command("ingest", str(file), "--timezone", "Asia/Tehran", *options, stdout=out)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return out.getvalue(), status

    return _ingest


def test_a_page_lands_as_a_draft(ingest) -> None:
    printed, status = ingest(PAGE)
    story = Story.objects.get(news_id=5120)
    assert (status, story.live) == (0, False)
    assert printed.startswith("5120\tcreated\tThe harbour master of Kessel says")


def test_every_fact_of_the_page_is_kept(ingest) -> None:
    ingest(PAGE, "--publish")
    story = Story.objects.get(news_id=5120)
    assert story.first_published_at.isoformat() == "2019-03-12T04:45:00+00:00"
    assert (story.source, story.credit, story.headline_is_derived) == ("Halyard", "HNA", True)
    assert story.lead.startswith("The harbour master")
    assert "News ID: 5 was painted" in story.text
    assert "HNA -" not in story.text
    assert "comment" not in story.text.lower()
    assert Photo.objects.missing().get().caption.startswith("Harbour master Dana Osk")


def test_the_same_page_again_is_unchanged(ingest) -> None:
    ingest(PAGE, "--publish")
    printed, status = ingest(PAGE.replace("\n", "\r\n"), "--publish")
    assert "\tunchanged\t" in printed
    assert status == 0


def test_a_changed_page_is_never_silently_public(ingest) -> None:
    ingest(PAGE, "--publish")
    printed, _ = ingest(PAGE.replace("twice", "three times"), "--publish")
    story = Story.objects.get(news_id=5120)
    assert "\tupdated\t" in printed
    assert "twice" in story.lead
    assert "three times" in story.get_latest_revision_as_object().lead


def test_the_pages_rules_are_offered_as_a_draft_once(ingest) -> None:
    ingest(PAGE)
    ingest(PAGE)
    draft = HouseRules.objects.get()
    assert [clause.code for clause in draft.clauses.all()] == ["language", "insult", "libel"]
    assert not draft.is_published


def test_the_number_of_another_edition_is_refused(ingest, write, fa) -> None:
    write("Already here", edition=fa, news_id=5120)
    printed, status = ingest(PAGE)
    assert "already belongs to a story of the edition “fa”" in printed
    assert status == 1


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "binary"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        ("Only text.", "no date line"),
        ("31 February 2019 - 08:15\nText.", "does not exist"),
        ("12 March 2019 - 25:15\nText.", "does not exist"),
        ("12 March 2019 - 08:15\nSend comment", "no text"),
    ],
)
def test_what_is_no_page_is_refused_with_a_sentence(ingest, page, sentence) -> None:
    printed, status = ingest(page)
    assert sentence in printed
    assert status == 1
    assert not Story.objects.exists()


def test_one_bad_file_does_not_stop_the_others(en, tmp_path) -> None:
    (tmp_path / "good.txt").write_text(PAGE)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("ingest", str(tmp_path / "none.txt"), str(tmp_path / "good.txt"), stdout=out)
    assert "1 created, 0 updated, 0 unchanged, 1 refused" in out.getvalue()


@pytest.mark.skipif(not SEED.exists(), reason="the real captured page is not beside this checkout")
def test_the_real_page_comes_in_whole(en) -> None:
    call_command("ingest", str(SEED), "--timezone", "Asia/Tehran", "--publish", stdout=StringIO())
    story = Story.objects.get(news_id=423254)
    assert (story.source, story.credit, len(story.body)) == ("Rasa", "RNA", 9)
    assert HouseRules.objects.get().clauses.count() == 6

"""Every sentence that we mark has its Persian, and a page for Persian readers holds no word of another script."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation.template import templatize

import dateline
from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging
from dateline.moderation.models import Clause, HouseRules
from dateline.people.models import User
from dateline.stories.models import Edition, Photo, Section, Story, Topic

PACKAGE = Path(dateline.__file__).parent
CATALOG = PACKAGE / "locale/fa/LC_MESSAGES/django.po"
both = pytest.mark.parametrize("catalog", [CATALOG, CATALOG.with_name("djangojs.po")], ids=["pages", "scripts"])
CALLS = {
    **dict.fromkeys(("gettext", "_", "gettext_lazy", "gettext_noop")),
    **{"ngettext": (1, 2), "pgettext": ((1, "c"), 2)},
}


def known_sentences() -> dict[str, tuple[str, ...]]:
    with CATALOG.open("rb") as file:
        return _rows(read_po(file))


def sentences() -> set[str]:
    """Every sentence marked for translation, for readers and for the desk."""
    found: set[str] = set()
    for path in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("templates/**/*.txt")]:
        found |= _in_source(templatize(path.read_text(), origin=str(path)).encode())
    for path in PACKAGE.rglob("*.py"):
        found |= _in_source(path.read_bytes())
    return found


def _in_source(source: bytes) -> set[str]:
    return {_first(row[1]) for row in extract("python", BytesIO(source), keywords=CALLS)}


def _rows(messages: Catalog) -> dict[str, tuple[str, ...]]:
    return {_first(row.id): _all(row.string) for row in messages if row.id}


def _first(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def _all(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def test_every_sentence_has_its_persian() -> None:
    known = known_sentences()
    wanted = sentences()
    assert len(wanted) > 500
    assert sorted(wanted - known.keys()) == []
    assert sorted(sentence for sentence, persian in known.items() if not all(persian)) == []


@both
def test_no_translation_is_a_guess_and_placeholders_agree(catalog: Path) -> None:
    with catalog.open("rb") as file:
        for row in read_po(file):
            assert "fuzzy" not in row.flags or not row.id, row.id
            for persian in _all(row.string) if row.id else ():
                assert set(re.findall(r"%\(\w+\)[sd]", persian)) == set(re.findall(r"%\(\w+\)[sd]", _first(row.id)))


@both
def test_the_compiled_catalog_is_the_written_one(catalog: Path) -> None:
    compiled = BytesIO()
    with catalog.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    with catalog.with_suffix(".mo").open("rb") as file:
        assert _rows(read_mo(file)) == _rows(read_mo(compiled)), f"Run msgfmt on {catalog.name}."


@pytest.fixture
def persian_story(fa: Edition, publish: Callable[..., Story]) -> Story:
    section = Section.objects.create(edition=fa, slug="bandar", name="بندر")
    photo = Photo.objects.create(title="عکس", caption="شرح عکس.", credit_line="بادبان")
    story = publish(
        "کرایهٔ کشتی افزایش یافت", edition=fa, section=section, photo=photo, lead="خبر کوتاه.", body=["متن خبر."]
    )
    story.topics.add(Topic.objects.create(edition=fa, name="کشتی‌ها"))
    story.save()
    publish("کشتی تازه", edition=fa, section=section, urgency=1)
    publish("کشتی دیگر", edition=fa, section=section, urgency=2)
    return story


@pytest.fixture
def persian_rules(fa: Edition, ines: User) -> HouseRules:
    rules = HouseRules.objects.create(edition=fa)
    Clause.objects.create(rules=rules, code="insult", title="توهین نکنید", text="به کسی توهین نکنید.")
    rules.publish(by=ines, now=clock.now())
    return rules


@pytest.fixture
def persian_pages(
    persian_story: Story, persian_rules: HouseRules, comment_on: Callable[..., Comment], mara: User
) -> list[str]:
    waiting, shown, refused = (comment_on(persian_story, text) for text in ("یک", "دو", "سه"))
    Comment.objects.update(name="تام")
    judging.show(shown, by=mara, now=clock.now())
    judging.refuse(refused, clause=persian_rules.clauses_in_force()[0], sentence="توهین است.", by=mara, now=clock.now())
    story, day = persian_story.get_absolute_url(), persian_story.first_published_at
    receipts = [f"/receipts/{comment.receipt_token}" for comment in (waiting, shown, refused)]
    return [
        *(
            "/fa/",
            story,
            f"{story}/comments",
            "/fa/section/bandar",
            "/fa/topic/کشتیها",
            "/fa/search",
            "/fa/search?q=کشتی",
        ),
        *("/fa/archive", f"/fa/archive/{day:%Y/%m}", "/fa/archive/2001", "/fa/archive/2001/1"),
        *("/fa/search?q=هواپیما", "/fa/house-rules", "/fa/house-rules/1", f"/fa/archive/{day:%Y/%m/%d}"),
        *("/fa/archive/2001/1/1", "/fa/news/999999/کشتی", *receipts),
    ]


def test_persian_pages_hold_no_latin_letter_and_no_latin_digit(client: Client, persian_pages: list[str]) -> None:
    assert {path: foreign_words(client.get(path).content.decode()) for path in persian_pages} == {
        path: [] for path in persian_pages
    }


def test_persian_faults_hold_no_latin_letter(client: Client, persian_story: Story) -> None:
    address = f"{persian_story.get_absolute_url()}/comments"
    for headers in ({"Origin": "http://testserver"}, {}):
        page = client.post(address, {"name": "", "text": "", "email": "؟"}, headers=headers)
        assert page.status_code in (422, 403)
        assert foreign_words(page.content.decode()) == []


def foreign_words(html: str) -> list[str]:
    """The words in Latin letters or digits that a reader of the page sees or hears; other editions' names apart."""
    html = re.sub(r'(?s)<(script|title)\b.*?</\1>|<([a-z]+)[^>]* lang="en".*?</\2>', " ", html.split("<body", 1)[1])
    heard = re.findall(r'(?:placeholder|alt|title|aria-label|data-copied)="([^"]*)"', html)
    seen = unescape(re.sub(r"<[^>]+>", " ", f"<{html}"))
    return re.findall(r"[A-Za-z0-9]+", " ".join([seen, *heard]))

"""A small newsroom with something of every kind in it, for what backup and export must bring back."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.test import override_settings
from PIL import Image
from wagtail.models import Site

from dateline.comments.distinguishing import distinguish
from dateline.comments.models import Comment, Rank
from dateline.comments.receiving import Submission
from dateline.delivery.models import Place
from dateline.lib import clock
from dateline.moderation import (
    appealing,
    banning,
    checking,
    judging,
    passing,
    reporting,
    threats,
    undoing,
    word_lists,
)
from dateline.moderation.drafting import draft_shipped
from dateline.moderation.models import BanKind, LayerInUse, Learning, PassKind, ReaderRequest, ReportKind
from dateline.moderation.reporting import Reported
from dateline.moderation.scores.thresholds import set_threshold
from dateline.people.models import SignInLink, User
from dateline.people.roles import EDITOR, MODERATOR, REPORTER, Role
from dateline.scoring.learning.layer import Layer
from dateline.stories.models import (
    Appearance,
    ContactPoint,
    Contributor,
    Edition,
    Limit,
    MenuLink,
    Photo,
    ReadsInHour,
    ReadsOnDay,
    Section,
    Story,
    Topic,
)
from dateline.stories.models.reads import hour_of
from dateline.wire.intake import Intake
from dateline.wire.models import OldAddress

PAGES = Path(__file__).parents[1] / "wire/samples"


@pytest.fixture(scope="session")
def told(
    databases: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """The newsroom as it was told once: its home and its database, which each test has a copy of."""
    home = tmp_path_factory.mktemp("told")
    with django_db_blocker.unblock():
        database = databases.migrated("told", home)
        databases.use(database)
        with override_settings(HOME=home, MEDIA_ROOT=home / "media"):
            staff = {role.name: _somebody(name, role) for name, role in STAFF.items()}
            editions = {code: _edition(by=staff["Editor"], **facts) for code, facts in EDITIONS.items()}
            moderators = Group.objects.get(name=MODERATOR.name)
            Limit.objects.create(user=staff["Moderator"], role=moderators, edition=editions["en"])
            _stories(editions, staff)
            _comments(staff["Moderator"])
        databases.use(databases.shared)
    yield home, database
    with django_db_blocker.unblock():
        databases.drop(database)


@pytest.fixture
def newsroom(told: tuple[Path, str], elsewhere: Callable[..., Path], databases: Any) -> Path:
    """The newsroom of Ines, Rolf and Mara in two editions, in a home of its own, every row committed."""
    home = elsewhere("home", lambda name, folder: databases.copy_of(told[1], name, folder))
    shutil.copytree(told[0] / "media", home / "media")
    return home


@pytest.fixture
def beginning(elsewhere: Callable[..., Path], databases: Any) -> Callable[[str], Path]:
    """Move to a home whose newsroom begins: `beginning("new")`. Every table is there, and no row."""
    return lambda name: elsewhere(name, databases.migrated)


STAFF = {"ines": EDITOR, "rolf": REPORTER, "mara": MODERATOR}
EDITIONS: dict[str, dict[str, Any]] = {
    "en": {"code": "en", "name": "English", "language": "en", "time_zone": "Europe/Lisbon", "agency_name": "Halyard"},
    "fa": {
        "code": "fa",
        "name": "فارسی",
        "language": "fa",
        "direction": "rtl",
        "time_zone": "Asia/Tehran",
        "agency_name": "بادبان",
        "order": 1,
    },
}


def _somebody(username: str, role: Role) -> User:
    user = User.objects.create_user(username, f"{username}@halyard.example", first_name="Some")
    user.groups.add(Group.objects.get(name=role.name))
    SignInLink.issue(user, now=clock.now())
    return user


def _edition(*, by: User, **facts: Any) -> Edition:
    edition = Edition.objects.create(tag_entity="halyard.example,2026", jurisdiction="Velmara", **facts)
    Section.objects.create(edition=edition, slug="economy", name="Economy")
    ferries = Topic.objects.create(edition=edition, name="Ferries")
    ferries.set_aliases(["Night boats"])
    Topic.objects.create(edition=edition, name="Boats").merge_into(ferries, by=by)
    draft_shipped(edition).publish(by=by)
    _learned(edition, by=by)
    set_threshold(edition, "INSULT", 0.6, by=by, now=clock.now(), reason="Too many doubts.")
    word_lists.add(edition, ["idiot"], does="hold", clause_code="insult", note="Seldom.", by=by, now=clock.now())
    root = Site.objects.get(is_default_site=True).root_page
    home = root.add_child(instance=Place(title=edition.agency_name, slug=edition.code))
    about = home.add_child(instance=Place(title="About", slug="about", body="<p>Who we are.</p>"))
    about.title = "About us"
    about.save_revision(user=by)
    return edition


def _learned(edition: Edition, *, by: User) -> None:
    layer, now = Layer("en-1+abc", ()), clock.now()
    facts = {"begun_at": now, "ended_at": now, "engine": layer.base, "learned_until": now, "outcome": "better"}
    figures = {"rulings": 400, "labels": {"INSULT": [90, 310]}}
    row = Learning.objects.create(
        edition=edition, figures=figures, version=layer.version, layer=layer.as_bytes(), **facts
    )
    LayerInUse.objects.create(edition=edition, learning=row, put_by=by, put_at=now, reason="It is better.")


def _stories(editions: dict[str, Edition], staff: dict[str, User]) -> None:
    ines, rolf, en = staff["Editor"], staff["Reporter"], editions["en"]
    photo = _photo()
    look = Appearance.objects.create(edition=en, logo=photo, accent="#0b4f5c", footer_text="Halyard, Port Ansel.")
    MenuLink.objects.create(appearance=look, label="About", address="/en/about")
    ContactPoint.objects.create(appearance=look, purpose="Newsroom", telephone="+351 21 000 0000")
    ferry = _story(en, "Ferry fares rise", photo=photo, section=en.sections.get())
    ferry.topics.set(Topic.objects.filter(edition=en, name="Ferries"))
    ferry.body = [*ferry.body.raw_data, {"type": "photo", "value": {"photo": photo.pk, "caption": "“Quoted” <b>"}}]
    ferry.contributors.add(Contributor(name="Rolf Some", role="Text"))
    ferry.publish(ferry.save_revision(user=rolf), user=ines)
    ferry.lead = "Fares rise by 5 per cent."
    ferry.publish(ferry.save_revision(user=ines), user=ines)
    ferry.headline = "Ferry fares fall after all"
    ferry.save_revision(user=rolf)
    ReadsInHour.objects.create(story=ferry, hour=hour_of(clock.now()), count=12)
    ReadsOnDay.objects.create(story=ferry, day="2026-10-01", count=340)
    persian = _story(editions["fa"], "کرایهٔ کشتی", translation_of=ferry)
    persian.publish(persian.save_revision(user=ines), user=ines)
    timed = _story(en, "Budget at noon", update_of=ferry)
    timed.embargo(clock.now().replace(year=2100), by=ines)
    timed.publish(timed.save_revision(user=ines), user=ines)
    handed_in = _story(
        en, "Handed in", photo=Photo.objects.create(title="Lost", caption="A caption without a picture.")
    )
    handed_in.save_revision(user=rolf)
    handed_in.submit(by=rolf)
    ferry.ask_for_correction(by=rolf, text="It has four decks.", told_by="Tom, by letter")
    ferry.put_out_later(
        ferry.get_latest_revision(), at=clock.now().replace(year=2100), by=ines, note="It falls.", kind="update"
    )
    ferry.note_on("Ferry fares fall", field="headline", text="Do they?", by=ines)
    Intake(en, ZoneInfo("Asia/Tehran"), publish=True).take(
        (PAGES / "harbour_en.txt").read_bytes(), name="harbour.txt", now=clock.now()
    )
    OldAddress.objects.create(path="/en/doc/news/5120", story=Story.objects.get(news_id=5120))


def _story(edition: Edition, headline: str, **facts: Any) -> Story:
    story = Story(edition=edition, headline=headline, body=[("paragraph", "<p>The <b>text</b>.</p>")], **facts)
    story.save()
    return story


def _photo() -> Photo:
    picture = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "PNG")
    photo: Photo = Photo.objects.create(
        title="Ferry", caption="The night ferry.", credit_line="HNA", file=ImageFile(picture, name="ferry.png")
    )
    photo.tags.add("ships", "night")
    photo.get_rendition("width-20")
    return photo


def _comments(mara: User) -> None:
    ferry, now = Story.objects.get(headline="Ferry fares rise"), clock.now()
    sent = {
        word: checking.receive(ferry, Submission("Tom", text, "tom@reader.example", "192.0.2.7"), now=now)
        for word, text in {
            "Waiting": "Waiting",
            "Shown": "Shown 💬",
            "Refused": "Refused 💬 www.example.com",
        }.items()
    }
    judging.show(sent["Shown"], by=mara, now=now)
    reply = Submission("Ada", "A reply", "", "192.0.2.8", answers=sent["Shown"])
    checking.receive(ferry, reply, now=now)
    sent["Shown"].recipient.prove(now=now)
    clause = ferry.edition.house_rules.get().clauses_in_force()[0]
    judging.refuse(sent["Refused"], clause=clause, sentence="Not so.", by=mara, now=now)
    checking.receive_again(sent["Waiting"], "Waiting 💬", now=now + timedelta(minutes=1))
    distinguish(sent["Shown"], Rank.PICKED, by=mara, now=now)
    appealing.file(sent["Refused"], text="Why not?", now=now)
    libel = Reported(ReportKind.LIBEL, "I was abroad.", "Shown", "Tom Reed", "Tom", "reed@reader.example", "192.0.2.9")
    reporting.file(sent["Shown"], libel, now=now)
    _acts(sent["Waiting"], mara)
    asked = {"kind": "export", "found_by": "email", "reason": "By letter.", "made_by": mara, "made_at": now}
    ReaderRequest.objects.create(comments=[sent["Shown"].pk], finished_at=now, **asked)


def _acts(comment: Comment, mara: User) -> None:
    facts: dict[str, Any] = {"by": mara, "now": clock.now()}
    passing.pass_on(comment, PassKind.LEGAL, note="Is that a quote?", **facts)
    threat = threats.raise_threat(comment, note="The mayor.", **facts)
    threats.note_told(threat, authority="Harbour police", told_at=facts["now"], **facts)
    banning.ban(comment, BanKind.EMAIL, days=7, reason="Flooding.", everywhere=False, **facts)
    once = judging.show(Comment.objects.get(text="A reply"), **facts)
    undoing.undo(once, **facts)

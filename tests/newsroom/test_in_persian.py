"""The desk in Persian, whole: every page of it for somebody who reads Persian, without a word of ours in English."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zoneinfo import available_timezones

import pytest
from babel.messages.pofile import read_po
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.models import Site
from wagtail.users.models import UserProfile

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.delivery.models import Place
from dateline.lib import clock
from dateline.moderation import banning, judging, leasing, passing, reporting, threats
from dateline.moderation.checking import receive
from dateline.moderation.drafting import draft_shipped
from dateline.moderation.models import BanKind, CommentScore, HouseRules, PassKind, ReportKind
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import Appearance, Edition, Photo, Section, Story, Topic
from tests.delivery.test_persian import CATALOG

NAMES = "UTC Asia Tehran Dateline Wagtail English GIF JPG JPEG PNG WEBP MB png True None"
"""What no language translates."""
WAGTAIL_HAS_NO_OTHER = {"Actions", "Home", "Autosave is", "paused", "Just now", "Etc/Unknown"}
"""What its templates say in English whatever the language."""
HEARD = (
    "title",
    "aria-label",
    "placeholder",
    "alt",
    "data-title",
    "data-label",
    "data-note",
    "data-write",
    "data-leave",
)
IN_JSON = re.compile(r'"(?:label|helpText|title|name_label|placeholder)": ?"((?:[^"\\]|\\.)*)"')


class Seen(HTMLParser):
    """What somebody reads or hears on a page, and the labels that its scripts are given."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in ("script", "style", "code", "kbd", "svg")
        for name, value in attrs:
            if name in HEARD:
                self.words.append(value or "")
            elif name.startswith("data-"):
                self.words += _labels(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("script", "style", "code", "kbd", "svg")

    def handle_data(self, data: str) -> None:
        self.words += _labels(data) if self._unseen else [data]


def _labels(script: str) -> list[str]:
    return [json.loads(f'"{label}"') for label in IN_JSON.findall(script)]


@dataclass
class Newsroom:
    """A newsroom in which everything has a Persian name."""

    edition: Edition
    rows: dict[str, Any] = field(default_factory=dict)


@pytest.fixture
def newsroom(fa: Edition, settings: Any, tmp_path: Any) -> Newsroom:
    settings.MEDIA_ROOT = tmp_path
    niki = User.objects.create_user("نیکی", "n@a.example", first_name="نیکی", last_name="راد", is_superuser=True)
    UserProfile.objects.create(user=niki, preferred_language="fa")
    section = Section.objects.create(edition=fa, slug="bandar", name="بندر")
    topic = Topic.objects.create(edition=fa, name="کشتی‌ها")
    rules = draft_shipped(fa)
    rules.clauses.filter(code="insult").update(attributes=["INSULT", "THREAT"])
    rules = HouseRules.objects.get()
    rules.publish(by=niki)
    photo = Photo(title="کشتی", caption="شرح عکس")
    picture = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "PNG")
    photo.file = ImageFile(picture, name="x.png")
    photo.save()
    Photo.objects.create(title="بی‌فایل", caption="شرح عکس گم‌شده")
    stories = {name: _story(fa, section, photo, niki, headline) for name, headline in STORIES.items()}
    for name in ("out", "held", "killed", "commented", "timed"):
        if name == "timed":
            stories[name].embargo(clock.now() + timedelta(hours=1), by=niki)
        stories[name].publish(stories[name].get_latest_revision(), user=niki)
    stories["review"].submit(by=niki, note="بخوانید")
    stories["held"].hold(by=niki, reason="نادرست است", ground="error")
    stories["killed"].kill(by=niki, reason="نادرست است", ground="rights")
    out = stories["out"]
    out.topics.add(topic)
    out.save()
    out.ask_for_correction(by=niki, text="عدد نادرست است", told_by="خواننده")
    out.note_on("متن خبر", field="body", text="روشن نیست", by=niki)
    out.correct(out.save_revision(user=niki), by=niki, note="عدد نادرست بود.")
    out.headline = "کرایهٔ تازه"
    out.put_out_later(out.save_revision(user=niki), at=clock.now() + timedelta(hours=2), by=niki, note="عدد تازه")
    said = "تماس: ۰۲۱۵۵۵۰۱۰۰۱ یا a@b.example"
    comments = [
        receive(out, Submission("تام", text, "", "192.0.2.7"), now=clock.now()) for text in (said, "دو", "سه", "چهار")
    ]
    judging.show(comments[1], by=niki, now=clock.now())
    clause = rules.clauses_in_force()[0]
    judging.refuse(comments[2], clause=clause, sentence="توهین است.", by=niki, now=clock.now())
    _beside_rulings(comments, niki)
    _scores(comments)
    draft = rules.draft_next()
    clause = draft.clauses.first()
    clause.enabled = False
    clause.save()
    tree = Site.objects.get(is_default_site=True).root_page
    home = tree.add_child(instance=Place(title="خانه", slug="fa"))
    rows: dict[str, Any] = {name: story.pk for name, story in stories.items()}
    rows["seen"] = stories["draft"].latest_revision_id
    rows |= {"topic": topic.pk, "rules": rules.pk, "next": draft.pk, "photo": photo.pk, "user": niki.pk}
    rows |= {"comment": comments[0].pk, "refused": comments[2].pk, "edition": fa.pk, "section": section.pk}
    rows |= {"reported": comments[1].pk, "sent": comments[0].sent_at.isoformat(), "passed": comments[3].pk}
    rows |= {"appearance": Appearance.objects.create(edition=fa).pk, "home": home.pk}
    return Newsroom(fa, rows)


def _beside_rulings(comments: list[Comment], niki: User) -> None:
    """A colleague reads the first, the second is reported, the last was passed on, and its writer banned."""
    facts: dict[str, Any] = {"by": niki, "now": clock.now()}
    sara = User.objects.create_user("سارا", first_name="سارا", last_name="نیک", is_superuser=True)
    leasing.take(comments[0].pk, by=sara, now=facts["now"])
    libel = Reported(ReportKind.LIBEL, "من آنجا نبودم.", "دو", "تام رید")
    reporting.file(comments[1], libel, now=facts["now"])
    banning.ban(comments[3], BanKind.NAME, days=7, reason="سیل نوشته", everywhere=False, **facts)
    passing.pass_on(comments[3], PassKind.LEGAL, note="آیا این نقل‌قول است؟", **facts)
    threats.raise_threat(comments[3], note="شهردار را می‌گوید.", **facts)


def _scores(comments: list[Comment]) -> None:
    """The first has scores, as English ones have; the last is read without them; the others have another language."""
    scores = {"scores": {"INSULT": 0.7, "THREAT": 0.2, "TOXICITY": 0.6}, "layer": "fa-1", "unscored": ""}
    CommentScore.objects.filter(comment=comments[0]).update(**scores)
    CommentScore.objects.filter(comment=comments[3]).update(**scores, is_blind=True)


STORIES = {
    **{"draft": "پیش‌نویس کشتی", "review": "کشتی در راه", "out": "کرایهٔ کشتی افزایش یافت", "held": "کشتی ماند"},
    **{"killed": "کشتی رفت", "commented": "کشتی آمد", "timed": "کشتی می‌آید"},
}
PAGES = """
    flash/ not-delivered/ most-read/ stories/{out}/reads/ stories/{out}/where-it-went/
    stories/ stories/add/ stories/edit/{out}/ stories/edit/{killed}/ stories/edit/{timed}/
    stories/history/{out}/ stories/{review}/handing/ stories/{held}/release/ stories/{out}/kill/ stories/{out}/keep-out/
    stories/{out}/later/ stories/{out}/asked/ stories/{out}/notes/ stories/{out}/topics/ stories/{out}/follow/
    stories/{timed}/times/ stories/history/{out}/revisions/compare/earliest...latest/
    topics/ topics/edit/{topic}/ topics/{topic}/merge/
    readers/ comments/reports/ comments/passed/ comments/passed/?of=threats comments/{passed}/ comments/bans/
    comments/appeals/ comments/{comment}/pass/
    comments/{comment}/ban/ comments/{comment}/threat/ house-rules/words/
    scores/ scores/?attribute=INSULT&value=0.7 scores/?attribute=INSULT&value=x
    comments/ comments/?state=shown comments/?state=refused comments/{comment}/ comments/{refused}/
    house-rules/ house-rules/inspect/{rules}/ house-rules/inspect/{next}/ house-rules/edit/{next}/
    appearance/edit/{appearance}/ editions/edit/{edition}/ sections/edit/{section}/ images/{photo}/ photos/missing/
    users/ users/edit/{user}/ users/{user}/limits/ devices/
"""
ACTS = {
    "stories/{draft}/handing/": {"verb": "submit", "seen": "{seen}"},
    "stories/{out}/hold/": {"reason": "نادرست", "ground": "error"},
    "stories/{out}/redact/": {"words": "کشتی", "reason": "حق او", "ground": "rights"},
    "stories/{out}/correct/": {"kind": "correction", "note": ""},
    "stories/{timed}/times/": {"verb": "embargo", "embargo-time": "2001-01-01T00:00"},
    "topics/{topic}/merge/": {"into": "ناشناخته"},
    "comments/{comment}/": {"verb": "refuse", "sentence": ""},
    "readers/": {"verb": "erase", "found_by": "email", "asked": "tam@a.example", "reason": ""},
    "comments/reports/{reported}/": {"verb": "refuse", "words": ""},
    "comments/many/": {"verb": "show", "ticked": "{comment}:{sent}"},
}
"""What is sent to a page of an act: a second look at it, the form again with what is wrong, or what was done."""


def test_no_page_of_the_desk_holds_a_word_in_english(newsroom: Newsroom, desk_of: Callable[[User], Client]) -> None:
    client = desk_of(User.objects.get(pk=newsroom.rows["user"]))
    asked: list[tuple[str, dict[str, str] | None]] = [("", None), *((page, None) for page in PAGES.split())]
    left: dict[str, str] = {}
    for page, given in [*asked, *ACTS.items()]:
        address = f"/desk/{page.format(**newsroom.rows)}"
        given = {name: value.format(**newsroom.rows) for name, value in given.items()} if given else None
        answer = client.get(address) if given is None else client.post(address, given, follow=True)
        assert answer.status_code == 200 or (given and answer.status_code == 422), page
        left |= dict.fromkeys(foreign_words(answer.content.decode()), page)
    assert not left, "\n".join(f"{page}: {words}" for words, page in left.items())


def foreign_words(html: str) -> list[str]:
    seen = Seen()
    seen.feed(html)
    heard = {words.strip() for words in seen.words} - available_timezones() - WAGTAIL_HAS_NO_OTHER
    return [words for words in heard if set(re.findall("[A-Za-z]{2,}", words)) - known()]


def known() -> set[str]:
    """Latin words that Persian sentences of ours hold themselves."""
    if not _KNOWN:
        with CATALOG.open("rb") as file:
            persian = " ".join(str(row.string) for row in read_po(file) if row.id)
        _KNOWN.update(NAMES.split(), re.findall("[A-Za-z]{2,}", re.sub(r"%\(\w+\)[sd]|<[^>]*>", " ", persian)))
    return _KNOWN


_KNOWN: set[str] = set()


def _story(edition: Edition, section: Section, photo: Photo, by: User, headline: str) -> Story:
    body = [("paragraph", "<p>متن خبر.</p>"), ("heading", "میان‌تیتر")]
    story = Story(edition=edition, section=section, headline=headline, body=body, photo=photo, lead="لید خبر.")
    story.save()
    story.save_revision(user=by)
    return story

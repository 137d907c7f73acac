"""Fills an empty database with the sample newsroom. Called by `dateline demo`."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Site

from dateline.comments.receiving import Submission, receive
from dateline.delivery.models import Place
from dateline.moderation import judging
from dateline.moderation.drafting import draft_shipped
from dateline.people.models import User
from dateline.people.roles import BY_CODE
from dateline.stories.models import Edition, Section, Story

HERE = Path(__file__).parent
FIRST_NEWS_ID = 423300


def newsroom(*, now: datetime) -> None:
    """Store the sample newsroom, its times counted back from `now`. All of it or nothing."""
    plan = _read("newsroom")
    with transaction.atomic():
        people = {facts["username"]: _person(facts) for facts in plan["person"]}
        for facts in plan["edition"]:
            _edition(facts, people["piet"], now)
        stories = _stories(people["ines"], now)
        for facts in plan["comment"]:
            _comment(facts, stories[facts["edition"], facts["story"]], people["mara"], now)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text())


def _person(facts: dict[str, Any]) -> User:
    user = User.objects.create_user(
        facts["username"],
        f"{facts['username']}@halyard.example",
        first_name=facts["first_name"],
        last_name=facts["last_name"],
        is_superuser=facts.get("superuser", False),
    )
    user.groups.add(Group.objects.get(name=BY_CODE[facts["role"]].name))
    return user


def _edition(facts: dict[str, Any], chief: User, now: datetime) -> None:
    apart = {"sections", "about", "about_title"}
    edition = Edition.objects.create(
        tag_entity="halyard.example,2026", **{key: value for key, value in facts.items() if key not in apart}
    )
    for order, (slug, name) in enumerate(facts["sections"].items()):
        Section.objects.create(edition=edition, slug=slug, name=name, order=order)
    draft_shipped(edition).publish(by=chief, now=now - timedelta(days=60))
    root = Site.objects.get(is_default_site=True).root_page
    home = root.add_child(instance=Place(title=edition.agency_name, slug=edition.code))
    home.add_child(instance=Place(title=facts["about_title"], slug="about", body=facts["about"]))


def _stories(editor: User, now: datetime) -> dict[tuple[str, str], Story]:
    """Store every story, the oldest first, so that news IDs ascend with time."""
    waiting = [(code, facts) for code in ("en", "fa") for facts in _read(f"stories_{code}")["story"]]
    waiting.sort(key=lambda pair: -pair[1]["age"])
    stories: dict[tuple[str, str], Story] = {}
    for number, (code, facts) in enumerate(waiting):
        stories[code, facts["key"]] = _story(code, facts, editor, now, first=number == 0)
    for (code, key), story in stories.items():
        if code != "en" and ("en", key) in stories:
            Story.objects.filter(pk=story.pk).update(translation_of=stories["en", key])
    return stories


def _story(code: str, facts: dict[str, Any], editor: User, now: datetime, *, first: bool) -> Story:
    edition = Edition.objects.get(code=code)
    story = Story(
        edition=edition,
        news_id=FIRST_NEWS_ID if first else None,
        section=edition.sections.get(slug=facts["section"]),
        headline=facts["headline"],
        kicker=facts.get("kicker", ""),
        lead=facts["lead"],
        dateline_place=facts["place"],
        byline=facts["byline"],
        urgency=facts.get("urgency", 5),
        body=[("paragraph", f"<p>{text}</p>") for text in facts["body"]],
        first_published_at=now - timedelta(hours=facts["age"]),
    )
    story.save()
    story.publish(story.save_revision(user=editor), user=editor)
    return story


def _comment(facts: dict[str, Any], story: Story, moderator: User, now: datetime) -> None:
    submission = Submission(name=facts["name"], text=facts["text"], email="", address="")
    comment = receive(story, submission, now=now)
    if facts["state"] == "shown":
        judging.show(comment, by=moderator, now=now)
    elif facts["state"] == "refused":
        rules = story.edition.house_rules.published().latest("number")
        clause = rules.clauses.get(code=facts["clause"])
        judging.refuse(comment, clause=clause, sentence=clause.reader_sentence, by=moderator, now=now)

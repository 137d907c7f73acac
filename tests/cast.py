"""Who and what the fixtures make, for a module too that makes its newsroom once."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group

from dateline.moderation.models import Clause, ClauseKind, HouseRules
from dateline.people.models import User
from dateline.people.roles import Role
from dateline.stories.models import Edition, Story


def somebody(username: str, role: Role) -> User:
    user = User.objects.create_user(username, f"{username}@halyard.example", first_name=username.title())
    user.groups.add(Group.objects.get(name=role.name))
    return user


def english() -> Edition:
    return Edition.objects.create(
        code="en",
        name="English",
        language="en",
        time_zone="Europe/Lisbon",
        agency_name="Halyard News Agency",
        credit="HNA",
        jurisdiction="Velmara",
        comment_language="en",
        tag_entity="halyard.example,2026",
    )


def persian() -> Edition:
    return Edition.objects.create(
        code="fa",
        name="فارسی",
        language="fa",
        direction="rtl",
        time_zone="Asia/Tehran",
        calendar="jalali",
        digits="arabext",
        agency_name="خبرگزاری بادبان",
        credit="بادبان",
        jurisdiction="ولمارا",
        comment_language="fa",
        tag_entity="halyard.example,2026",
        order=1,
    )


def draft(headline: str, *, edition: Edition, body: list[str] | None = None, **facts: Any) -> Story:
    stream = [("paragraph", f"<p>{text}</p>") for text in body or ["The text."]]
    story = Story(edition=edition, headline=headline, body=stream, **facts)
    story.save()
    return story


def rules_in_force(edition: Edition, *, by: User, now: datetime) -> HouseRules:
    """House rules in force: language, insult, and a religious clause that is off."""
    version: HouseRules = HouseRules.objects.create(edition=edition)
    for order, (code, kind, on) in enumerate(
        [("language", ClauseKind.LANGUAGE, True), ("insult", ClauseKind.HOUSE, True), ("religion", "house", False)]
    ):
        Clause.objects.create(
            rules=version,
            sort_order=order,
            code=code,
            title=code.title(),
            text=f"The rule on {code}.",
            kind=kind,
            enabled=on,
            reader_sentence=f"Your comment breaks the rule on {code}.",
        )
    version.publish(by=by, now=now)
    return version

"""The staff of the sample newsroom, each with a role. Called by `load`."""

from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from dateline.people.models import User
from dateline.people.roles import BY_CODE
from dateline.site.sample import plan
from dateline.stories.models import Edition, Limit


def hire() -> dict[str, User]:
    """Store the staff and return it by user name."""
    return {facts["username"]: _person(**facts) for facts in plan.rows("newsroom", "person")}


def limit(staff: dict[str, User], agency: dict[str, Edition]) -> None:
    """Let those who are of one edition work in that one alone."""
    for facts in plan.rows("newsroom", "person"):
        if "edition" in facts:
            person = staff[facts["username"]]
            Limit.objects.create(user=person, role=person.groups.get(), edition=agency[facts["edition"]])


def _person(
    *,
    username: str,
    first_name: str,
    last_name: str,
    role: str,
    superuser: bool = False,
    language: str = "",
    edition: str = "",
) -> User:
    user = User.objects.create_user(
        username,
        f"{username}@halyard.example",
        first_name=first_name,
        last_name=last_name,
        is_superuser=superuser,
    )
    user.groups.add(Group.objects.get(name=BY_CODE[role].name))
    if language:
        UserProfile.objects.create(user=user, preferred_language=language)
    return user

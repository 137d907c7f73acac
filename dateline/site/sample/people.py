"""The staff of the sample newsroom, each with a role. Called by `load`."""

from django.contrib.auth.models import Group

from dateline.people.models import User
from dateline.people.roles import BY_CODE
from dateline.site.sample import plan


def hire() -> dict[str, User]:
    """Store the staff and return it by user name."""
    return {facts["username"]: _person(**facts) for facts in plan.rows("newsroom", "person")}


def _person(*, username: str, first_name: str, last_name: str, role: str, superuser: bool = False) -> User:
    user = User.objects.create_user(
        username,
        f"{username}@halyard.example",
        first_name=first_name,
        last_name=last_name,
        is_superuser=superuser,
    )
    user.groups.add(Group.objects.get(name=BY_CODE[role].name))
    return user

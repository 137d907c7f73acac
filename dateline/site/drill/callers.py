"""Who asks: a stranger, somebody on the staff without a role, and each role where its limit keeps the story away.

They are made up within `worlds.nothing_lasting`, so that they never were.
"""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.signed_cookies import SessionStore

from dateline.people.models import User
from dateline.people.roles import ADMINISTRATOR, ROLES, Role
from dateline.stories.models import Limit, Section, Story

NAME = "drill-caller"


@dataclass(frozen=True)
class Caller:
    """Somebody who has no right to see the story. `come` makes them up and returns their cookie."""

    name: str
    come: Callable[[Story], str]
    enters_desk: bool = False


def _stranger(story: Story) -> str:
    return ""


def _without_role(story: Story) -> str:
    return _signed_in(_hired())


def _limited(role: Role) -> Callable[[Story], str]:
    def come(story: Story) -> str:
        user, group = _hired(), Group.objects.get(name=role.name)
        user.groups.add(group)
        # The nearest elsewhere there is: a section of the same edition. Made in bulk, for nobody listens to that.
        [section] = Section.objects.bulk_create([Section(edition=story.edition, slug=NAME, name=NAME, order=9999)])
        Limit.objects.bulk_create([Limit(user=user, role=group, edition=story.edition, section=section)])
        return _signed_in(user)

    return come


STRANGER = Caller("a stranger", _stranger)
WITHOUT_ROLE = Caller("an account without a role", _without_role)
STAFF = (
    WITHOUT_ROLE,
    *(
        Caller(f"{role.name.lower()} of another section", _limited(role), enters_desk=True)
        for role in ROLES
        if role is not ADMINISTRATOR
    ),
)
"""An administrator has no limit, and may see every story."""


def _hired() -> User:
    [user] = User.objects.bulk_create([User(username=NAME, email="drill@example.invalid")])
    if settings.SECOND_FACTOR:
        Authenticator.objects.bulk_create([Authenticator(user=user, type=Authenticator.Type.TOTP, data={})])
    return user


def _signed_in(user: User) -> str:
    """Return the cookie of a session: not signed in by `login`, which writes that down and tells others."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)

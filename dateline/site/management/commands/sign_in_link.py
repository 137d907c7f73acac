"""`dateline sign-in-link NAME` prints an address that signs one person in once: the way in without a password."""

import argparse
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from dateline.lib import clock
from dateline.people.models import SignInLink, User
from dateline.people.roles import ADMINISTRATOR


class Command(BaseCommand):
    help = "Print an address that signs one person of the staff in once, within 24 hours."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--administrator", action="store_true", help="make an administrator of this name first, if nobody has it"
        )
        parser.add_argument(
            "--forget-second-factor",
            action="store_true",
            help="for who has lost telephone, keys and recovery codes: another one is set up after signing in",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        name = options["username"]
        user = User.objects.filter(username=name).first() or (options["administrator"] and _administrator(name))
        if not user:
            staff = ", ".join(
                User.objects.filter(is_active=True).order_by("username").values_list("username", flat=True)
            )
            raise CommandError(f"Nobody has the name {name}. Active accounts: {staff or 'none'}.")
        if not user.is_active:
            raise CommandError(f"The account {user.username} is switched off; an administrator can switch it on again.")
        if options["forget_second_factor"]:
            Authenticator.objects.filter(user=user).delete()
        self.stdout.write(sign_in_address(user))


def sign_in_address(user: User) -> str:
    """Return a whole address that signs `user` in once. Links given out before and not yet used end."""
    token = SignInLink.issue(user, now=clock.now())
    return settings.BASE_URL + reverse("sign-in", args=[token])


def _administrator(username: str) -> User:
    """Make an account with every right and no password: the link is the way in, and a password is chosen then."""
    user = User(username=username)
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as fault:
        raise CommandError(f"{username} cannot be a name: {' '.join(fault.messages)}") from None
    user.save()
    user.groups.add(Group.objects.get(name=ADMINISTRATOR.name))
    return user

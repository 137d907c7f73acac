"""`dateline sign-in-link NAME` prints an address that signs one person in once: the way in without a password."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from dateline.lib import clock
from dateline.people.models import SignInLink, User


class Command(BaseCommand):
    help = "Print an address that signs one person of the staff in once, within 24 hours."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            staff = ", ".join(
                User.objects.filter(is_active=True).order_by("username").values_list("username", flat=True)
            )
            raise CommandError(f"Nobody has the name {options['username']}. Active accounts: {staff or 'none'}.")
        if not user.is_active:
            raise CommandError(f"The account {user.username} is switched off; an administrator can switch it on again.")
        self.stdout.write(sign_in_address(user))


def sign_in_address(user: User) -> str:
    """Return a whole address that signs `user` in once. Links given out before and not yet used end."""
    token = SignInLink.issue(user, now=clock.now())
    return settings.BASE_URL + reverse("sign-in", args=[token])

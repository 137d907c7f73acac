"""Staff accounts, and links that sign somebody in once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction

LINK_LIFE = timedelta(hours=24)


class User(AbstractUser):
    """Somebody on the staff. Readers have no accounts."""

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username


class SignInLink(models.Model):
    """A link that signs one person in once. Only the digest of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in link of {self.user}"

    @classmethod
    def issue(cls, user: User, *, now: datetime) -> str:
        """Make a link for `user`, good for 24 hours, and return its token. Earlier unused ones end."""
        token = secrets.token_urlsafe(32)
        with transaction.atomic():
            cls.objects.filter(user=user, used_at=None).delete()
            cls.objects.create(user=user, digest=_digest(token), expires_at=now + LINK_LIFE)
        return token

    @classmethod
    def find(cls, token: str, *, now: datetime) -> "SignInLink | None":
        """Return the link of `token` if it can still be used, without using it."""
        links = cls.objects.filter(used_at=None, expires_at__gt=now, user__is_active=True)
        return links.select_related("user").filter(digest=_digest(token)).first()

    @classmethod
    def use(cls, token: str, *, now: datetime) -> User | None:
        """Return whom `token` signs in, and end it; None if it is unknown, used or too old."""
        link = cls.find(token, now=now)
        if link and cls.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
            return link.user
        return None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Whether this server sends mail at all."""

from django.conf import settings


def is_set_up() -> bool:
    """Whether `DATELINE_MAIL_URL` names a server: without one nothing is promised, and nothing waits to be sent."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")

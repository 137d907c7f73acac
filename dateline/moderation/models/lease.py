"""A lease: somebody has a comment open at the desk, and "next" gives it to nobody else until then."""

from django.conf import settings
from django.db import models

from dateline.comments.models import Comment


class Lease(models.Model):
    """Who reads a comment, and until when nobody else is sent to it. `leasing` takes, renews and gives it back."""

    comment = models.OneToOneField(Comment, primary_key=True, on_delete=models.CASCADE, related_name="lease")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"lease of comment {self.comment_id}"

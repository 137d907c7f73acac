"""When the desk of an edition was last told by mail that a comment waits longer than readers are promised."""

from django.db import models

from dateline.stories.models import Edition


class LateMail(models.Model):
    """One for each edition that was ever told. `late` sends the mail."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.CASCADE, related_name="late_mail")
    told_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.told_at:%Y-%m-%d %H:%M}"

"""A reader's request to have all that is kept of them, or to have it erased, as the desk answered it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    EXPORT = "export", _("Handed over")
    ERASURE = "erasure", _("Erased")


class FoundBy(models.TextChoices):
    EMAIL = "email", _("E-mail address")
    RECEIPT = "receipt", _("Address of a receipt")


class ReaderRequest(models.Model):
    """One request: what was handed over or erased, by whom, when and why. It holds nothing that the reader gave.

    The row is there before anything is erased; `finished_at` says that it was done to its end.
    """

    kind = models.CharField(max_length=7, choices=RequestKind)
    found_by = models.CharField(max_length=7, choices=FoundBy)
    comments = models.JSONField(default=list, help_text="Numbers of the comments.")
    reports = models.JSONField(default=list, help_text="Numbers of the reports.")
    kept = models.JSONField(default=list, help_text="Of an erasure: comments and reports that had to stay.")
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_at:%Y-%m-%d}"

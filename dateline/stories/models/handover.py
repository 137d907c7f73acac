"""A handover: who moved a story on, or back, when, and with which words."""

from django.conf import settings
from django.db import models

from dateline.stories.moves import MOVES, PUBLISH


class Handover(models.Model):
    """One move of a story between its writer and its editors, written with it and never changed.

    Publishing has its own row, the `Version`.
    """

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="handovers")
    verb = models.CharField(max_length=12, choices=[(move.verb, move.label) for move in MOVES if move is not PUBLISH])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True, help_text="What the editor asks the writer to change.")

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.story}"

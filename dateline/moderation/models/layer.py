"""What was learned from an edition's decisions, and which layer its comments are scored with."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.scoring.learning.outcome import Outcome
from dateline.stories.models import Edition


class LearningOutcome(models.TextChoices):
    TOO_FEW = Outcome.TOO_FEW.value, _("Too few decisions")
    NOT_BETTER = Outcome.NOT_BETTER.value, _("No better than what is in use")
    LESS_FAIR = Outcome.LESS_FAIR.value, _("Better, but it flags more plain sentences about people")
    BETTER = Outcome.BETTER.value, _("Better than what is in use")


class Learning(models.Model):
    """One attempt to learn from an edition's decisions: from what, with which figures, and the layer that it gave.

    The row of a night is written before it begins, so that no other server learns the same night; without an end it
    did not come to one. The bytes of a layer that was never in use are forgotten after some nights; its figures stay.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="learnings")
    night = models.DateField(null=True, help_text="Of the worker's: the newsroom's day. Empty where somebody asked.")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    engine = models.CharField(max_length=100, blank=True, help_text="Version of the model that it lies over.")
    learned_until = models.DateTimeField(null=True, help_text="When the newest decision was made that it has seen.")
    outcome = models.CharField(max_length=10, choices=LearningOutcome, blank=True)
    figures = models.JSONField(default=dict)
    version = models.CharField(max_length=12, blank=True, help_text="Of the layer; empty where none was made.")
    layer = models.BinaryField(default=b"", help_text="The layer; empty when it is forgotten.")

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "night"], name="a_night_is_learned_from_once")]

    def __str__(self) -> str:
        return f"learning {self.pk}"


class LayerInUse(models.Model):
    """Since when, by whom and why an edition's comments are scored with a layer. Rows are added; the newest counts."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="layers_in_use")
    learning = models.ForeignKey(
        Learning, null=True, on_delete=models.PROTECT, related_name="uses", help_text="Empty: the engine as shipped."
    )
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the night."
    )
    put_at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        default_permissions = ()
        ordering = ["edition", "-pk"]

    def __str__(self) -> str:
        return f"layer in use {self.pk}"

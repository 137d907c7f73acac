"""A contributor: somebody who worked on a story."""

from django.db import models
from modelcluster.fields import ParentalKey


class Contributor(models.Model):
    """Somebody who worked on the story, and as what."""

    story = ParentalKey("stories.Story", on_delete=models.CASCADE, related_name="contributors")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=60, default="Reporting")
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"

"""What came in: the bytes as received, the story they became, and the addresses it had before."""

from django.db import models

from dateline.stories.models import Edition, Story


class Arrival(models.Model):
    """One arrival: bytes from outside, understood as a story of an edition."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="arrivals")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=40)
    name = models.CharField(max_length=255, help_text="The file's name, or - for standard input.")
    stated_news_id = models.PositiveBigIntegerField(
        null=True, help_text="The number that it states; none if it has none."
    )
    content_hash = models.CharField(max_length=64, db_index=True, help_text="Of the facts read; finds it again.")
    packed = models.BinaryField(help_text="The bytes as received, compressed by zlib.")
    arrived_at = models.DateTimeField()

    class Meta:
        ordering = ["arrived_at", "pk"]
        indexes = [models.Index(fields=["story", "-arrived_at"], name="arrivals_of_story")]

    def __str__(self) -> str:
        return f"{self.name} ({self.format})"


class OldAddress(models.Model):
    """A path under which a story was published before it came in, kept so that it leads on for ever."""

    path = models.CharField(max_length=600, unique=True, help_text="Decoded, without query and closing slash.")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="old_addresses")

    class Meta:
        verbose_name_plural = "old addresses"

    def __str__(self) -> str:
        return self.path

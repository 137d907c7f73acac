"""A topic: a subject, person, organisation or place that stories are about (IPTC's four kinds)."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from dateline.stories.models.edition import Edition


class Kind(models.TextChoices):
    SUBJECT = "subject", "Subject"
    PERSON = "person", "Person"
    ORGANISATION = "organisation", "Organisation"
    PLACE = "place", "Place"


class Topic(models.Model):
    """A term of the edition's own vocabulary, with a page that lists its stories."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="topics")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SUBJECT)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, allow_unicode=True, blank=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="topic_once_an_edition")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **options: object) -> None:
        self.slug = self.slug or slugify(self.name, allow_unicode=True)[:120]
        super().save(*args, **options)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.edition.code, self.slug])

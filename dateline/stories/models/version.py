"""A version: one published text of a story, kept as it went out."""

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from dateline.stories.models import chain


class Version(models.Model):
    """The text of a story as published under one version number. Written once, never changed."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    headline = models.TextField()
    content = models.JSONField(encoder=DjangoJSONEncoder, help_text="Every field of the text as Wagtail serialises it.")

    class Meta:
        ordering = ["story", "number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="version_once_a_story")]

    def __str__(self) -> str:
        return f"{self.story_id} version {self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        """Store the text and its link in the chain."""
        self.content = json.loads(json.dumps(self.content, cls=DjangoJSONEncoder))  # as the database gives it back
        with transaction.atomic():
            super().save(*args, **options)
            chain.append(chain.VERSION, self)

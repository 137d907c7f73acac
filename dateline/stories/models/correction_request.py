"""A request: somebody's word that a story which is out must be corrected. It stands until it is met or turned down."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.beats import on_stories
from dateline.stories.models.notice import Notice

if TYPE_CHECKING:
    from dateline.stories.models.story import Story


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    def open(self) -> Self:
        """Those that nobody has answered yet."""
        return self.filter(settled_at=None)

    def for_right(self, user: User, right: str) -> Self:
        """Requests on stories in the sections where this member of staff has a right, written `app.codename`."""
        return self.filter(on_stories(user, right))


class CorrectionRequest(models.Model):
    """What is wrong in a story, in the words of who says so. For the desk alone, whoever asked."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="correction_requests")
    text = models.TextField(help_text="What is wrong, and what is right.")
    told_by = models.CharField(max_length=200, blank=True, help_text="Who told the desk, if it came from outside.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="+")
    sentence = models.TextField(blank=True, help_text="Why it was turned down.")

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(settled_at__isnull=True), name="requests_open"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"

    def turn_down(self, *, by: User, sentence: str) -> None:
        """Leave the story as it is, and say why to who asked.

        Raises `ValidationError` without a sentence, `PermissionDenied` with one when it was answered before.
        """
        if not sentence.strip():
            raise ValidationError(_("Say why the story stays as it is. Who asked will read it."))
        with transaction.atomic():
            if not _settle([self], by=by, at=clock.now(), sentence=sentence.strip()):
                raise PermissionDenied(_("This request is answered already."))
        self.refresh_from_db()


def ask(story: "Story", *, by: User, text: str, told_by: str) -> CorrectionRequest:
    """Store a request."""
    facts = {"text": text.strip(), "told_by": told_by.strip(), "asked_by": by, "asked_at": clock.now()}
    return CorrectionRequest.objects.create(story=story, **facts)


def meet(requests: Iterable[CorrectionRequest], notice: Notice) -> None:
    """Mark the requests that a notice answers, in its transaction. One that is answered already stays as it is."""
    _settle(requests, by=notice.author, at=notice.at, notice=notice)


def _settle(requests: Iterable[CorrectionRequest], *, by: User | None, at: datetime, **how: Any) -> int:
    standing = CorrectionRequest.objects.open().filter(pk__in=[request.pk for request in requests])
    return standing.update(settled_by=by, settled_at=at, **how)

"""An edition: one language of the agency, with its own time zone, calendar, sections and rules."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.lib import reading
from dateline.stories import tags
from dateline.stories.models.comments_door import AS_ABOVE, CommentsDoor, CommentsMode, close_after, refuse_more_lenient

RESERVED_CODES = {"desk", "news", "static", "media", "receipts", "mail", "healthz", "readyz"}


class Direction(models.TextChoices):
    LTR = "ltr", gettext_lazy("Left to right")
    RTL = "rtl", gettext_lazy("Right to left")


class Calendar(models.TextChoices):
    GREGORIAN = "gregorian", gettext_lazy("Gregorian")
    JALALI = "jalali", gettext_lazy("Jalali")
    HIJRI = "hijri", gettext_lazy("Hijri")


class Digits(models.TextChoices):
    LATIN = "latn", "0123456789"
    PERSIAN = "arabext", "۰۱۲۳۴۵۶۷۸۹"
    ARABIC = "arab", "٠١٢٣٤٥٦٧٨٩"


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        said = _("“%(name)s” is no time zone. Give a name such as Europe/London or Asia/Tehran.")
        raise ValidationError(said % {"name": name})


class Edition(models.Model):
    """What readers know as one site of the agency: `/<code>/`."""

    code = models.CharField(
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[a-z]{2,3}(-[a-z0-9]+)*$", gettext_lazy("Use a code such as en, fa or pt-br."))],
        help_text="Opens every address of this edition; never change it.",
    )
    name = models.CharField(max_length=60, help_text="As the edition switch shows it: English, فارسی.")
    language = models.CharField(max_length=12, help_text="Language tag of the text (BCP 47), such as en or fa.")
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.LTR)
    time_zone = models.CharField(max_length=60, default="UTC", validators=[check_time_zone])
    calendar = models.CharField(max_length=12, choices=Calendar, default=Calendar.GREGORIAN)
    digits = models.CharField(max_length=8, choices=Digits, default=Digits.LATIN)
    agency_name = models.CharField(max_length=80)
    tagline = models.CharField(max_length=140, blank=True)
    source = models.CharField(max_length=60, blank=True, help_text="Who files the news, when the story names nobody.")
    credit = models.CharField(max_length=60, blank=True, help_text="The signature that opens the text: HNA.")
    jurisdiction = models.CharField(max_length=60, blank=True, help_text="Whose law the house rules refer to.")
    comment_language = models.CharField(max_length=12, blank=True, help_text="Language comments are asked to be in.")
    comments_door = models.CharField(
        "comments",
        max_length=6,
        choices=CommentsDoor,
        default=CommentsDoor.OPEN,
        help_text="Held: comments are taken and wait, and no program decides. Closed: none is taken.",
    )
    comments_mode = models.CharField(
        "when comments are shown",
        max_length=10,
        choices=CommentsMode,
        default=CommentsMode.READ_FIRST,
        help_text="When comments are shown. Sections and stories can be stricter, never more lenient.",
    )
    comments_close_after = close_after()
    licence_address = models.CharField(
        max_length=300,
        blank=True,
        validators=[URLValidator(["https", "http"])],
        help_text="Page that says on what terms the agency's photos may be used and where to ask: for search engines.",
    )
    tag_entity = models.CharField(
        max_length=120,
        help_text="Authority and date of the tag URIs (RFC 4151), such as agency.example,2026. Never change it.",
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("front", args=[self.code])

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **options: Any) -> Any:
        """Return the row, noted as what the page under way shows."""
        reading.note(tags.SITE)
        return super().from_db(db, field_names, values, **options)

    def clean(self) -> None:
        if self.code in RESERVED_CODES:
            said = _("“%(code)s” is an address of the system; choose another code.")
            raise ValidationError({"code": said % {"code": self.code}})

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Section(models.Model):
    """A department of one edition: politics, sport."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sections")
    slug = models.SlugField(max_length=60, allow_unicode=True)
    name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    comments_door = models.CharField(
        "comments",
        max_length=6,
        choices=CommentsDoor,
        default=CommentsDoor.OPEN,
        help_text="The strictest of edition, section and story counts.",
    )
    comments_mode = models.CharField(
        "when comments are shown",
        max_length=10,
        choices=AS_ABOVE,
        blank=True,
        help_text="When comments are shown: as the edition says, or stricter.",
    )
    comments_close_after = close_after()

    class Meta:
        ordering = ["edition", "order", "slug"]
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="section_once_an_edition")]

    def __str__(self) -> str:
        return f"{self.name} ({self.edition_id and self.edition.code})"

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.edition.code, self.slug])

    def clean(self) -> None:
        if self.edition_id:
            refuse_more_lenient(self.comments_mode, self.edition)

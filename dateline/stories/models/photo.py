"""A photo: its file, if the archive has one, and its facts under IPTC's names."""

import secrets
from io import BytesIO
from typing import Any, Self

from django.core.files.images import ImageFile
from django.db import models
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    ImageQuerySet,
    SourceImageIOError,
    WagtailImageField,
    get_upload_to,
)
from wagtail.search import index

from dateline.lib import reading
from dateline.stories import tags


class PhotoQuerySet(ImageQuerySet):
    def missing(self) -> Self:
        """Records whose picture is not in the archive: a caption came without it."""
        without: Self = self.filter(file="")
        return without


class Photo(AbstractImage):
    """A photo record. The caption may be overridden where it is used; the credit stays with the photo.

    The record may lack its file: an old archive's caption whose picture is lost. Attaching the file
    later keeps every fact. Field names follow IPTC Photo Metadata (IIM and XMP).
    """

    file = WagtailImageField(
        verbose_name="file",
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
        blank=True,
    )
    width = models.IntegerField(default=0, editable=False)
    height = models.IntegerField(default=0, editable=False)
    caption = models.TextField(blank=True, help_text="Who, where they stand, doing what, where, when (IIM 2:120).")
    alt = models.CharField(max_length=300, blank=True, help_text="What is seen, for readers who cannot see it.")
    creator = models.CharField(max_length=120, blank=True, help_text="Photographer (IIM 2:80).")
    credit_line = models.CharField(max_length=160, blank=True, help_text="Printed with every use (IIM 2:110).")
    source = models.CharField(max_length=120, blank=True, help_text="Who owns it originally (IIM 2:115).")
    copyright_notice = models.CharField(max_length=200, blank=True, help_text="Who holds the rights (IIM 2:116).")
    usage_terms = models.TextField(blank=True, help_text="What it may be used for, and until when.")
    place = models.CharField(max_length=160, blank=True, help_text="Where it was taken.")
    taken_on = models.DateField(null=True, blank=True, help_text="When it was taken (IIM 2:55).")
    instructions = models.TextField(blank=True, help_text="For receiving desks, never for readers (IIM 2:40).")
    supplier_ref = models.CharField(max_length=120, blank=True, help_text="The supplier's own number (IIM 2:103).")
    digital_source_type = models.CharField(max_length=120, blank=True, help_text="IPTC term for how it came to be.")

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "caption",
        "alt",
        "creator",
        "credit_line",
        "source",
        "copyright_notice",
        "usage_terms",
        "place",
        "taken_on",
        "instructions",
        "supplier_ref",
        "digital_source_type",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("credit_line"),
    ]

    objects = PhotoQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = "photo"
        verbose_name_plural = "photos"
        permissions = [("choose_photo", "Can choose photo")]

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **options: Any) -> Any:
        """Return the row, noted as what the page under way shows."""
        photo = super().from_db(db, field_names, values, **options)
        reading.note(tags.photo(photo.pk))
        return photo

    def save(self, *args: Any, **options: Any) -> None:
        self.width, self.height = self.width or 0, self.height or 0
        super().save(*args, **options)

    @property
    def is_missing(self) -> bool:
        """Whether the archive has the record but not the picture."""
        return not self.file

    def is_stored_locally(self) -> bool:
        """Whether there is a file here to look for; of a missing picture there is none, and Wagtail's form opens."""
        return not self.is_missing and bool(super().is_stored_locally())

    @property
    def default_alt_text(self) -> str:
        return self.alt or self.title

    def get_rendition(self, filter: Any) -> Any:
        """Return a sized copy. Raises `SourceImageIOError` when the picture is missing, as Wagtail expects."""
        if self.is_missing:
            raise SourceImageIOError(f"The picture of photo {self.pk} is not in the archive.")
        return super().get_rendition(filter)

    def get_renditions(self, *filters: Any) -> Any:
        if self.is_missing:
            raise SourceImageIOError(f"The picture of photo {self.pk} is not in the archive.")
        return super().get_renditions(*filters)

    def generate_rendition_file(self, filter: Any, **options: Any) -> Any:
        # Wagtail hands over an open temporary file and never closes it.
        with super().generate_rendition_file(filter, **options) as made:
            made.seek(0)
            return ImageFile(BytesIO(made.read()), name=made.name)


class PhotoRendition(AbstractRendition):
    """A sized copy of a photo."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")
    file_size = models.PositiveIntegerField(null=True, editable=False, help_text="Bytes of the copy.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]

    def get_upload_to(self, filename: str) -> str:
        """Return a path that nobody can guess: once a copy is taken away, its address is gone for good.

        It tells the number of its photo, for the tag that goes out with it.
        """
        made, dot, ending = filename.rpartition(".")
        return str(super().get_upload_to(f"{made}.{self.image_id}-{secrets.token_hex(8)}{dot}{ending}"))

    def save(self, *args: Any, **options: Any) -> None:
        if self.file_size is None:
            self.file_size = self.file.size
        super().save(*args, **options)

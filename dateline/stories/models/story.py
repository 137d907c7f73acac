"""The story: a flat, numbered, dated news item. Not a page of a tree (decisions/0001)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from dateline.lib import reading
from dateline.stories import news_ids, tags
from dateline.stories.body import body_blocks, plain_text
from dateline.stories.models.commenting import Commentable
from dateline.stories.models.comments_door import door_of_a_story, mode_of_a_story
from dateline.stories.models.correcting import Correctable
from dateline.stories.models.edition import Edition, Section
from dateline.stories.models.following import Followed
from dateline.stories.models.genre import Genre
from dateline.stories.models.holding import Holdable
from dateline.stories.models.killing import Killable
from dateline.stories.models.moving import Movable
from dateline.stories.models.passage_note import Notable
from dateline.stories.models.photo import Photo
from dateline.stories.models.publishing import Publishable
from dateline.stories.models.redacting import Redactable
from dateline.stories.models.relating import Relatable
from dateline.stories.models.replacing import Replaceable
from dateline.stories.models.standing import Standing
from dateline.stories.models.timing import Timed
from dateline.stories.models.topic import Kind, Topic
from dateline.stories.models.unlisting import Unlistable
from dateline.stories.moves import Stage
from dateline.stories.queries import OF_THE_TEXT, NeverDeleted, StoryQuerySet


class PubStatus(models.TextChoices):
    """May the story be used? IPTC's three answers."""

    USABLE = "usable", gettext_lazy("Usable")
    WITHHELD = "withheld", gettext_lazy("Withheld")
    CANCELED = "canceled", gettext_lazy("Canceled")


class Story(
    Publishable,
    Correctable,
    Holdable,
    Killable,
    Redactable,
    Unlistable,
    Standing,
    Relatable,
    Timed,
    Movable,
    Notable,
    Followed,
    Replaceable,
    Commentable,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A news item. Field names follow IPTC ninjs 3.1 where it has them (`docs/words.md`).

    The row holds the text readers see; drafts are Wagtail revisions. `news_id`, `pub_status` and the times
    belong to the story, never to a revision, and each changes only by its own verb.
    """

    news_id = models.PositiveBigIntegerField(unique=True, editable=False)
    uri = models.CharField(max_length=200, unique=True, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="stories")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="stories", null=True, blank=True)
    slugline = models.CharField(max_length=80, blank=True, help_text="The desk's own label: PORTS-TARIFF.")
    slug = models.SlugField(max_length=120, allow_unicode=True, blank=True, help_text="Words of the address.")
    genre = models.CharField(
        "kind",
        max_length=20,
        choices=Genre,
        default=Genre.CURRENT,
        help_text="Readers see it above the headline, unless it is news.",
    )
    kicker = models.CharField(max_length=60, blank=True, help_text="A word or two above the headline.")
    headline = models.CharField(max_length=250)
    headline_is_derived = models.BooleanField(
        default=False,
        help_text="The headline was made from the lead by rule, because the page had none. Untick once it is read.",
    )
    lead = models.TextField(blank=True, help_text="One or two sentences that say the news.")
    dateline_place = models.CharField(max_length=80, blank=True, help_text="Where it was filed: PORT ANSEL.")
    dateline_date = models.DateField(null=True, blank=True, help_text="The day it was filed, if not today's.")
    credit = models.CharField(max_length=60, blank=True, help_text="Opens the text; the edition's when empty.")
    source = models.CharField(max_length=60, blank=True, help_text="Opens the lead; none when empty.")
    byline = models.CharField(max_length=160, blank=True)
    body = StreamField(body_blocks(), blank=True)
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, null=True, blank=True, related_name="stories")
    photo_caption = models.TextField(blank=True, help_text="Instead of the photo's own caption; its credit stays.")
    urgency = models.PositiveSmallIntegerField(
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text="1 is the highest and shows as breaking; 5 is normal (IPTC).",
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="stories")
    ed_note = models.TextField(blank=True, help_text="For receiving desks, never for readers.")
    update_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="updates")
    translation_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="translations"
    )
    digital_source_type = models.CharField(max_length=120, blank=True, help_text="IPTC term for how it came to be.")

    live = models.BooleanField(default=False, editable=False)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    version_created = models.DateTimeField(null=True, editable=False)
    publish_at = models.DateTimeField(null=True, editable=False)
    embargoed_until = models.DateTimeField(null=True, editable=False)
    pub_status = models.CharField(max_length=10, choices=PubStatus, default=PubStatus.USABLE, editable=False)
    comments_door = door_of_a_story()
    comments_mode = mode_of_a_story()
    unlisted_since = models.DateTimeField(
        null=True, editable=False, help_text="Since when search engines are told to leave it out."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    related_stories = models.JSONField(
        null=True, editable=False, help_text="Rows chosen at publish: `earlier` it updates, `alike` are like it."
    )

    objects = StoryQuerySet.as_manager()

    search_fields = [
        index.SearchField("headline", boost=4),
        index.AutocompleteField("headline"),
        index.SearchField("slugline"),
        index.SearchField("news_id_text", boost=8),
        index.SearchField("byline"),
        index.FilterField("edition"),
        index.FilterField("section"),
        index.FilterField("genre"),
        index.FilterField("live"),
        index.FilterField("pub_status"),
        index.FilterField("first_published_at"),
        index.FilterField("news_id"),
    ]

    class Meta:
        verbose_name_plural = "stories"
        permissions = [
            ("publish_story", "Can publish story"),
            ("review_story", "Can make a story ready or send it back"),
            ("time_story", "Can set a story's publication time and embargo"),
            ("correct_story", "Can put out a text of a story that readers know"),
            ("hold_story", "Can hold a story and release it"),
            ("kill_story", "Can take a story back for good"),
            ("redact_story", "Can take words out of all that was published of a story"),
            ("comments_of_story", "Can open, hold and close the comments of a story"),
            ("lock_story", "Can lock story"),
            ("unlock_story", "Can unlock story"),
        ]
        indexes = [
            # The newest first, and the counts of an archive: it holds what `public` asks, so that no text is read.
            models.Index(
                fields=[
                    "edition",
                    "-first_published_at",
                    "-news_id",
                    "live",
                    "pub_status",
                    "publish_at",
                    "embargoed_until",
                ],
                name="story_newest",
            ),
            models.Index(fields=["section", "-first_published_at", "-news_id"], name="story_newest_in_section"),
            # What `out_of_sight` and the desk ask for is a small part of an archive.
            models.Index(fields=["publish_at"], name="story_timed", condition=models.Q(publish_at__isnull=False)),
            models.Index(
                fields=["embargoed_until"],
                name="story_embargoed",
                condition=models.Q(embargoed_until__isnull=False),
            ),
            models.Index(fields=["version"], name="story_not_live", condition=models.Q(live=False)),
            models.Index(fields=["pub_status"], name="story_not_usable", condition=~models.Q(pub_status="usable")),
            models.Index(fields=["latest_revision"], name="story_drafts", condition=models.Q(live=False)),
            models.Index(fields=["live"], name="story_changed", condition=models.Q(has_unpublished_changes=True)),
            models.Index(fields=["live"], name="story_headline_made", condition=models.Q(headline_is_derived=True)),
            # The few that an editor waits for, among all that are out or lie as drafts.
            models.Index(fields=["latest_revision"], condition=models.Q(stage="review"), name="story_in_review"),
            models.Index(fields=["latest_revision"], condition=models.Q(stage="ready"), name="story_ready"),
            # Finds the newest change of each part of the sitemap without reading the part.
            models.Index(
                news_ids.Thousand("news_id"),
                Greatest("first_published_at", "version_created").desc(),
                name="story_changed_in_thousand",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(pub_status__in=PubStatus.values), name="story_pub_status"),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="story_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.news_id} {self.headline}" if self.news_id else self.headline

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **options: Any) -> Any:
        """Return the row, noted as what the page under way shows: a whole story or its headline."""
        row = super().from_db(db, field_names, values, **options)
        if reading.is_recorded():
            reading.note(_tag_of(row, field_names))
        return row

    def save(self, *args: Any, **options: Any) -> None:
        """Store the story; a new one gets its number in the same transaction."""
        self.slug = self.slug or slugify(self.headline, allow_unicode=True)[:120].strip("-")
        with transaction.atomic():
            if self._state.adding and not self.uri:
                self._take_number()
            super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        """Refuse: a story is held or killed, and its number answers for ever."""
        raise NeverDeleted("A story is never deleted. Hold it or kill it.")

    def clean(self) -> None:
        super().clean()
        self.headline = " ".join(self.headline.split())  # one line, also from a field that lets lines break
        if self.section and self.section.edition_id != self.edition_id:
            raise ValidationError({"section": _("This section belongs to another edition.")})

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.edition.code, self.news_id, self.slug or "-"])

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "delivery/story.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {"story": self, "edition": self.edition, "is_preview": True}

    @property
    def news_id_text(self) -> str:
        return str(self.news_id)

    @property
    def text(self) -> str:
        """The words of the body, without markup."""
        return plain_text(self.body)

    @property
    def caption(self) -> str:
        """The caption of this use of the photo."""
        return self.photo_caption or (self.photo.caption if self.photo else "")

    @property
    def is_breaking(self) -> bool:
        return self.urgency == 1

    @property
    def is_flash(self) -> bool:
        """Whether it is a headline and a place, ahead of the story."""
        return self.genre == Genre.FLASH

    @property
    def kind(self) -> str:
        """What stands above the headline: Opinion, Interview. Nothing above plain news."""
        return "" if self.genre == Genre.CURRENT else str(self.get_genre_display())

    def topics_of(self, kind: Kind) -> list[Topic]:
        return [topic for topic in self.topics.all() if topic.kind == kind]

    def _take_number(self) -> None:
        if self.news_id is None:
            self.news_id = news_ids.take_next()
        else:
            self._claim_number(self.news_id)
        self.uri = f"tag:{self.edition.tag_entity}:news:{self.news_id}"

    def _claim_number(self, news_id: int) -> None:
        if news_ids.claim(news_id):
            return
        holders = Story.objects.filter(news_id=news_id).values_list("edition__code", flat=True).order_by()
        if holders:
            raise news_ids.NewsIdTaken.by_a_story_of(holders[0], news_id)


def _tag_of(row: Story, loaded: Any) -> str:
    if "news_id" not in loaded:
        return tags.STORIES
    of_text = any(name in loaded for name in OF_THE_TEXT)
    return tags.story(row.news_id) if of_text else tags.headline(row.news_id)

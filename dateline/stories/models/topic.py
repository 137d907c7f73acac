"""A topic: a subject, person, organisation or place that stories are about (IPTC's four kinds), and its names."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.lib import reading
from dateline.stories import naming, tags
from dateline.stories.models.edition import Edition
from dateline.stories.models.merging import Mergeable
from dateline.stories.queries import NeverDeleted
from dateline.stories.topic_queries import TopicQuerySet

LONGEST_NAME = 120


class Kind(models.TextChoices):
    SUBJECT = "subject", gettext_lazy("Subject")
    PERSON = "person", gettext_lazy("Person")
    ORGANISATION = "organisation", gettext_lazy("Organisation")
    PLACE = "place", gettext_lazy("Place")


class Topic(Mergeable, models.Model):
    """A term of the edition's own vocabulary, with a page that lists its stories."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="topics")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SUBJECT)
    name = models.CharField(max_length=LONGEST_NAME)
    slug = models.SlugField(
        max_length=LONGEST_NAME,
        allow_unicode=True,
        blank=True,
        help_text="Words of the address; made from the name when empty. It stays what it is at first.",
    )
    description = models.TextField(
        blank=True, max_length=600, help_text="A sentence or two for readers: who, what or where it is. Plain text."
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="topic_once_an_edition")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Store the topic and its name. Raises `ValidationError` with a sentence when the name is taken."""
        self.slug = self.slug or self._free_slug()
        with transaction.atomic():
            super().save(*args, **options)
            if not self.is_merged:
                self._keep_name()

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.edition.code, self.slug])

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **options: Any) -> Any:
        """Return the row, noted as what the page under way shows."""
        topic = super().from_db(db, field_names, values, **options)
        reading.note(tags.topic_row(topic.pk))
        return topic

    def delete(self, *args: Any, **options: Any) -> Any:
        """Refuse: versions that went out name the topic, and its address answers for ever."""
        raise NeverDeleted("A topic is never deleted. Merge it into the one that it should be.")

    def clean(self) -> None:
        super().clean()
        self.name = " ".join(self.name.split())
        if not self.edition_id:
            return
        self.slug = self.slug or self._free_slug()
        if Topic.objects.filter(edition=self.edition_id, slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("Another topic of this edition has this address.")})
        try:
            self.refuse_taken([self.name])
        except ValidationError as refusal:
            raise ValidationError({"name": refusal.messages}) from None

    @property
    def aliases(self) -> list[str]:
        """The other names that texts call it by, in the order in which they were given."""
        return [name.text for name in self.names.all() if name.is_alias]

    @property
    def helpful_aliases(self) -> list[str]:
        """Those aliases that tell a reader more than the name does: not Brannick beside Hale Brannick."""
        own = set(naming.key_of(self.name).split())
        return [alias for alias in self.aliases if not set(naming.key_of(alias).split()) <= own]

    def set_aliases(self, texts: Iterable[str]) -> None:
        """Make these its only other names, leaving out what is its name already.

        Raises `ValidationError` with a sentence for each one that is taken in this edition or holds no word.
        """
        wanted = {naming.key_of(text): " ".join(text.split()) for text in texts if text.strip()}
        self.refuse_taken(wanted.values())
        wanted.pop(naming.key_of(self.name), None)
        with transaction.atomic():
            self.names.filter(is_alias=True).exclude(key__in=wanted).delete()
            had = {name.key: name for name in self.names.all()}
            for key, text in wanted.items():
                name = had.get(key) or TopicName(topic=self, is_alias=True)
                name.text = text
                name.save()

    def refuse_taken(self, texts: Iterable[str]) -> None:
        """Raise `ValidationError` with a sentence for each text that cannot be a name of this topic."""
        keys = {naming.key_of(text): text for text in texts}
        taken = TopicName.objects.filter(edition_id=self.edition_id, key__in=keys).exclude(topic=self.pk)
        faults = [
            _("“%(name)s” already names %(topic)s.") % {"name": keys[each.key], "topic": each.topic.called}
            for each in taken.select_related("topic")
        ]
        too_long = _("“%(name)s” has more than %(most)d letters.")
        faults += [too_long % {"name": text, "most": LONGEST_NAME} for text in texts if len(text) > LONGEST_NAME]
        if "" in keys:
            faults.append(_("“%(name)s” holds no word by which a text could name it.") % {"name": keys[""]})
        if faults:
            raise ValidationError(faults)

    @property
    def called(self) -> str:
        """The topic as a sentence names it: the person “Hale Brannick”."""
        return _("the %(kind)s “%(name)s”") % {"kind": str(Kind(self.kind).label).lower(), "name": self.name}

    def _keep_name(self) -> None:
        own = self.names.filter(is_alias=False).first() or TopicName(topic=self, is_alias=False)
        if own.text != self.name:
            self.refuse_taken([self.name])
            self.names.filter(is_alias=True, key=naming.key_of(self.name)).delete()
            own.text = self.name
            own.save()

    def _free_slug(self) -> str:
        slug = slugify(self.name, allow_unicode=True)[: LONGEST_NAME - 4].strip("-") or "topic"
        taken = set(
            Topic.objects.filter(edition=self.edition_id, slug__startswith=slug)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        return next(each for each in _numbered(slug) if each not in taken)


class TopicName(models.Model):
    """A name by which texts call a topic: its own or an alias. Within an edition each calls one topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", editable=False)
    text = models.CharField(max_length=LONGEST_NAME)
    is_alias = models.BooleanField()
    # Folding lengthens some signs, so these have no length of their own.
    key = models.TextField(editable=False)
    first_word = models.TextField(editable=False)
    slug = models.SlugField(max_length=LONGEST_NAME, allow_unicode=True, editable=False, db_index=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="topic_name_calls_one"),
            models.UniqueConstraint(
                fields=["topic"], condition=models.Q(is_alias=False), name="topic_has_one_own_name"
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "first_word"], name="topic_name_first_word"),
            models.Index(fields=["edition", "slug"], name="topic_name_slug"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **options: Any) -> None:
        self.edition_id = self.topic.edition_id
        self.key = naming.key_of(self.text)
        self.first_word = self.key.partition(" ")[0]
        self.slug = slugify(self.text, allow_unicode=True)[:LONGEST_NAME]
        super().save(*args, **options)


def _numbered(slug: str) -> Iterable[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in range(2, 10_000))

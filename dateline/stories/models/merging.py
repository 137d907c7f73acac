"""Merging: two topics that turn out to be one. Nothing is lost: names, addresses and old texts lead to the one kept."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from dateline.people.models import User

if TYPE_CHECKING:
    from dateline.stories.models.topic import Topic


class Mergeable(models.Model):
    """What a topic can do with its double. The row stays, because versions that went out name it by its number."""

    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    class Meta:
        abstract = True

    @property
    def is_merged(self) -> bool:
        return self.merged_into is not None

    @property
    def kept(self: Any) -> "Topic":
        """The topic itself, or the one into which it was merged."""
        return self.merged_into or self  # type: ignore[no-any-return]

    def merge_into(self: Any, kept: "Topic", *, by: User) -> None:
        """Make `kept` stand for this topic too: on its stories, under its names and at its address.

        Drafts and versions keep their text and read as naming `kept` from now on. Raises `PermissionDenied` with a
        sentence for a topic of another edition, for itself, and for one that was merged before.
        """
        with transaction.atomic():
            both = type(self).objects.select_for_update().in_bulk([self.pk, kept.pk])
            merged, kept = both[self.pk], both[kept.pk]
            merged._refuse_unless_mergeable(kept)
            merged._move_stories(kept)
            merged.names.update(topic=kept, is_alias=True)
            merged.merged.update(merged_into=kept)
            merged.merged_into = kept
            merged.save(update_fields=["merged_into"])
            log(instance=kept, action="dateline.merge", user=by, data={"merged": merged.pk, "name": merged.name})
        self.refresh_from_db()

    def _refuse_unless_mergeable(self: Any, kept: Any) -> None:
        if self.pk == kept.pk:
            raise PermissionDenied(_("A topic cannot be merged into itself."))
        if self.edition_id != kept.edition_id:
            raise PermissionDenied(_("Topics of two editions cannot be merged: each has its own language."))
        for topic in (self, kept):
            if topic.is_merged:
                names = {"name": topic.name, "kept": topic.merged_into.name}
                raise PermissionDenied(_("“%(name)s” was merged into “%(kept)s” before.") % names)

    def _move_stories(self: Any, kept: Any) -> None:
        rows = self.stories.through.objects.filter(topic=self)
        rows.filter(story__in=kept.stories.through.objects.filter(topic=kept).values("story")).delete()
        rows.update(topic=kept)


def kept_of(topics: "Iterable[Topic]") -> "list[Topic]":
    """Return the topics with the kept one in place of each that was merged, none twice. One query if there is one."""
    topics = list(topics)
    goals = {topic.merged_into_id for topic in topics if topic.merged_into_id}
    if not goals:
        return list(dict.fromkeys(topics))
    kept = type(topics[0]).objects.in_bulk(goals)
    return list(dict.fromkeys(kept.get(topic.merged_into_id, topic) for topic in topics))

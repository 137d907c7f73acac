"""Publishing: the one way out for a story's text."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.lib import clock
from dateline.stories import signals
from dateline.stories.models.merging import kept_of
from dateline.stories.models.notice import Notice, NoticeKind
from dateline.stories.models.version import Version
from dateline.stories.moves import PUBLISH
from dateline.stories.search import writing as search
from dateline.stories.shown import shown

if TYPE_CHECKING:
    from dateline.stories.models.story import Story

OF_THE_STORY = (
    "news_id",
    "uri",
    "edition_id",
    "pub_status",
    "stage",
    "publish_at",
    "embargoed_until",
    "unlisted_since",
    "comments_door",
    "comments_mode",
    "version",
    "version_created",
    "go_live_at",
    "expire_at",
    "related_stories",
)
"""Facts of the story, never of a revision: publishing an old revision must not bring them back."""


class Publishable:
    """What publishing adds to a story. Every door (desk, import, sample) ends in `publish`."""

    version: Any
    version_created: Any
    first_published_at: Any

    def with_content_json(self: Any, content: dict[str, Any]) -> Any:
        """Return the story with a revision's text and the row's own facts."""
        story = super().with_content_json(content)  # type: ignore[misc]
        for fact in OF_THE_STORY:
            setattr(story, fact, getattr(self, fact))
        story.topics.set(kept_of(story.topics.all()))
        return story

    def publish(
        self: Any,
        revision: Any,
        user: Any = None,
        *,
        now: datetime | None = None,
        notice: Notice | None = None,
        **options: Any,
    ) -> None:
        """Put a revision's text out now, as the next version.

        Locks and re-reads the row, so that a hold set meanwhile stays. A future publication time or embargo
        goes on hiding the story: `public(now)` asks for them. A story that readers know gets a notice with each
        version: `correct` brings one; else it is an update without a word. Raises `PermissionDenied` with a
        sentence for a killed story, and for somebody who has no right to publish there.
        """
        with transaction.atomic():
            row = self._locked()
            row._refuse_unless_publishable()
            row.refuse_unless_movable(PUBLISH, by=user)
            revision.as_object().refuse_unless_movable(PUBLISH, by=user)  # it may stand in another section
            at = now or clock.now()
            was = shown(row, at)
            if notice is None and row.version and row.is_known(at):
                notice = row.notice(NoticeKind.UPDATE, by=user, at=at)
            row._begin_version(at)
            row.stage = PUBLISH.to
            revision.content_object = row  # else the revision's cached, older row is written back
            super(Publishable, row).publish(revision, user=user, **options)  # type: ignore[misc]
            published = type(self).objects.get(pk=self.pk)
            published.relate(published.version_created)
            keep_version(published, by=user)
            search.index(published)
            if notice:
                _keep_notice(notice, published)
            now_is = shown(published, at)
            signals.changed.send(type(self), story=published, was=was, now_is=now_is, at=at, notice=notice)
            signals.published.send(type(self), story=published)
        self.refresh_from_db()

    def _refuse_unless_publishable(self: Any) -> None:
        if self.pub_status == "canceled":
            raise PermissionDenied(_("A killed story cannot be published again."))

    def _begin_version(self: Any, now: datetime) -> None:
        self.version += 1
        self.version_created = now
        if self.first_published_at is None:
            self.first_published_at = max(filter(None, [now, self.publish_at, self.embargoed_until]))


def _keep_notice(notice: Notice, story: "Story") -> None:
    notice.version = story.version
    notice.save()
    signals.noticed.send(type(story), notice=notice)


def keep_version(story: "Story", *, by: Any) -> None:
    """Store the text of the row as what went out under its version number."""
    Version.objects.create(
        story=story,
        number=story.version,
        created_at=story.version_created or clock.now(),
        published_by=by,
        headline=story.headline,
        content=story.serializable_data(),
    )

"""What follows from a change for stored pages: the one place that names the tags, and the project's only receivers.

Each change writes a `Drop` in its own transaction; after the commit this machine's store is dropped before the answer
goes back to the desk, and every other store learns of the row (`cache/following.py`). With the drop goes a
`Purge` for each cache in front, sent by `caches_in_front/sending.py`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from wagtail.signals import post_page_move

from dateline.comments.models import Comment, State
from dateline.comments.signals import turned
from dateline.delivery.cache.following import apply
from dateline.delivery.cache.pages import scrub
from dateline.delivery.cache.store import EVERYTHING
from dateline.delivery.changed import Change, tags_of
from dateline.delivery.models import Drop, Place, Purge
from dateline.delivery.sitemaps import PART
from dateline.delivery.withdrawing import shown_only_by, take_copies_away, withdraw
from dateline.lib import clock
from dateline.lib.after_commit import after_commit
from dateline.moderation.models import Decision, HouseRules, MonthOfComments
from dateline.stories import signals, tags
from dateline.stories.models import (
    Appearance,
    ContactPoint,
    Edition,
    MenuLink,
    MostRead,
    Notice,
    NoticeKind,
    Photo,
    Section,
    Story,
    Topic,
    TopicName,
)
from dateline.stories.models.notice import OF_THE_TEXT
from dateline.stories.shown import Shown, shown
from dateline.stories.struck import Struck
from dateline.wire.forgetting import forget
from dateline.wire.models import OldAddress

_wholesale: ContextVar[bool] = ContextVar("wholesale", default=False)


@contextmanager
def wholesale() -> Iterator[None]:
    """Have every page forgotten once at the end of this block, which must be one transaction, and none by name.

    For what changes nearly everything at once: a tag is not worked out for each story then. What follows from a notice
    or is to be dropped at a time to come is written as ever.
    """
    token = _wholesale.set(True)
    try:
        yield
    finally:
        _wholesale.reset(token)
    drop([EVERYTHING])


def drop(names: Iterable[str], *, at: datetime | None = None, notice: Notice | None = None) -> Drop | None:
    """Have every page that carries one of these tags forgotten, after the commit or once `at` has come.

    With the notice that it follows from, it is kept as the record of who has let go of those pages.
    """
    if _wholesale.get() and at is None and notice is None:
        return None
    wanted = sorted(set(names))
    if not wanted:
        return None
    row = Drop.objects.create(tags=wanted, made_at=clock.now(), due_at=at, notice=notice)
    Purge.objects.ask_for(row, [cache.name for cache in settings.CACHES_IN_FRONT])
    after_commit(apply, row)
    return row


def everything_in_front() -> None:
    """Have the caches in front forget every page, after the commit; the servers' own stores keep theirs."""
    row = Drop.objects.create(tags=[], made_at=clock.now())
    Purge.objects.ask_for(row, [cache.name for cache in settings.CACHES_IN_FRONT])


def of_story(story: Story, was: Shown, now_is: Shown, at: datetime, notice: Notice | None = None, **_: Any) -> None:
    """A story: published, published again, timed, held, killed. One that is to appear by the clock is dropped then."""
    told = notice if notice and notice.readers_knew else None
    needless = _wholesale.get() and told is None
    row = None if needless else drop(tags_of(Change(story, was, now_is, at)), notice=told)
    if was.is_public and not now_is.is_public:
        photos = shown_only_by(story, at)
        drop((tags.photo(photo) for photo in photos), notice=told)
        withdraw(photos, story.news_id, row)
    if now_is.shows_at:
        hidden = replace(now_is, is_public=False)
        seen = replace(now_is, is_public=True)
        drop(tags_of(Change(story, hidden, seen, now_is.shows_at)), at=now_is.shows_at)


def of_notice(notice: Notice, **_: Any) -> None:
    """A notice on a story that readers know: on its page, at its old addresses, in feeds and among the corrections."""
    if notice.readers_knew:
        drop(_named_by(notice, notice.story), notice=notice)


def again(notice: Notice, at: datetime) -> None:
    """Have every page that may still show what stood before a notice forgotten once more, wherever the story was."""
    story = notice.story
    is_so = shown(story, at)
    named = tags_of(Change(story, replace(is_so, is_public=True), is_so, at))
    named |= {tags.headline(story.news_id), tags.comments(story.news_id), tags.STORIES, *_named_by(notice, story)}
    if not is_so.is_public:
        named |= {tags.photo(photo) for photo in shown_only_by(story, at)}
    drop(named, notice=notice)


def _named_by(notice: Notice, story: Story) -> Iterator[str]:
    yield tags.story(story.news_id)
    yield tags.corrections(story.edition.code)  # an update is counted there
    if notice.kind not in OF_THE_TEXT:
        yield from (tags.old_address(old.path) for old in story.old_addresses.all())
    if notice.kind == NoticeKind.KILL:
        yield tags.kills(story.edition.code)


def of_redaction(story: Story, struck: Struck, notice: Notice, **_: Any) -> None:
    """Words that are gone: from what came in, and from the card, which has them as pixels."""
    drop((tags.old_address(old) for old in forget(story, struck)), notice=notice if notice.readers_knew else None)
    after_commit(take_copies_away, [], story.news_id)
    after_commit(scrub)


def of_comment(comment: Comment, was: str, **_: Any) -> None:
    names = [tags.comments(comment.story.news_id)] if State.SHOWN in (was, comment.state) else []
    if comment.state in (State.SHOWN, State.REFUSED):
        names.append(tags.decided(comment.story.edition.code))
    drop(names)


def of_decision(instance: Decision, *, raw: bool = False, **_: Any) -> None:
    """A decision by which no comment turned, in the log. Of one that turned, `of_comment` has told in its one drop."""
    if not raw and instance.comment.decided_at != instance.decided_at:
        drop([tags.decided(instance.comment.story.edition.code)])


def of_comments_set(story: Story, **_: Any) -> None:
    drop([tags.comments(story.news_id)])


def of_row(sender: Any, instance: Any, *, raw: bool = False, created: bool = False, **_: Any) -> None:
    """Any other row that pages show: saved or deleted. A new photo is on no page until a story or a person shows it."""
    if not raw and not (created and sender is Photo):
        drop(ROWS[sender](instance))


def of_moved_place(sender: Any, **_: Any) -> None:
    drop([tags.SITE, tags.SITEMAP_PAGES])


def _photo(photo: Photo) -> list[str]:
    numbers = Story.objects.filter(photo=photo.pk).order_by().values_list("news_id", flat=True)
    return [tags.photo(photo.pk), *(tags.sitemap_of_stories(news_id // PART) for news_id in numbers)]


def _topic(topic: Topic) -> list[str]:
    """A topic also stands for those that were merged into it."""
    return [
        tag
        for each in (topic, topic.kept)
        for tag in (tags.topic_row(each.pk), tags.topic(each.slug, each.edition.code))
    ] + ([tags.sitemap_of_topics(topic.pk // PART), tags.SITEMAP] if topic.is_merged else [])


def _topic_name(name: TopicName) -> list[str]:
    return [tags.topic_row(name.topic_id), tags.topic(name.slug, name.edition.code)]


def _of_edition(code: str) -> list[str]:
    return [tags.edition(code), tags.SITEMAP_PAGES]


def _place(place: Place) -> list[str]:
    return _of_edition(place.edition.code) if place.edition else []


def _rules(rules: HouseRules) -> list[str]:
    return [tags.rules(rules.edition.code), tags.SITEMAP_PAGES] if rules.is_published else []


ROWS: dict[Any, Any] = {
    Edition: lambda edition: [tags.SITE, *_of_edition(edition.code), tags.SITEMAP],
    Section: lambda section: _of_edition(section.edition.code),
    Appearance: lambda appearance: _of_edition(appearance.edition.code),
    MenuLink: lambda link: _of_edition(link.appearance.edition.code),
    ContactPoint: lambda contact: _of_edition(contact.appearance.edition.code),
    MostRead: lambda row: [tags.most_read(row.edition.code)],
    Place: _place,
    Photo: _photo,
    Topic: _topic,
    TopicName: _topic_name,
    HouseRules: _rules,
    MonthOfComments: lambda month: [tags.figures(month.edition.code)],
    OldAddress: lambda old: [tags.old_address(old.path), tags.story(old.story.news_id)],
}
"""Which tags a row stands for, by its model."""


def listen() -> None:
    """Connect every receiver. Called once, when the apps are ready."""
    signals.changed.connect(of_story)
    signals.noticed.connect(of_notice)
    signals.redacted.connect(of_redaction)
    turned.connect(of_comment)
    signals.comments_set.connect(of_comments_set)
    post_save.connect(of_decision, sender=Decision)
    post_page_move.connect(of_moved_place, sender=Place)
    for model in ROWS:
        post_save.connect(of_row, sender=model)
        post_delete.connect(of_row, sender=model)

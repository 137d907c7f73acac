"""How an arrival's text and picture are written into a story: a new draft, or a revision on top of its newest.

Called by `intake.py`, inside the transaction of the arrival.
"""

from collections.abc import Collection, Iterable

from dateline.stories.body import paragraphs_to_body
from dateline.stories.models import Edition, Photo, Story, Topic
from dateline.wire.item import WireItem
from dateline.wire.pictures import PictureBeside


def create(edition: Edition, item: WireItem, picture: PictureBeside, *, topics: Collection[Topic] = ()) -> Story:
    """Store a new story as a draft on these topics, at the arrival's own number if it states one."""
    story = Story(edition=edition, news_id=item.news_id, first_published_at=item.published_at)
    _write(story, item)
    story.photo = _photo(item, picture)
    if topics:
        story.topics.set(topics)
    story.save()
    story.topics, story.contributors = topics, []  # so that the revision need not ask for them
    # The formats keep every text within its field; Wagtail's checks ask the database seven questions more.
    story.save_revision(clean=False)
    return story


def revise(story: Story, item: WireItem, picture: PictureBeside) -> None:
    """Store the page's new text as an unpublished revision on top of the story's newest, whoever wrote that."""
    if story.version == 0:
        # Not out yet, so the page may still correct its own time, as when the first import named a wrong zone.
        story.first_published_at = item.published_at
        story.save(update_fields=["first_published_at"])
    draft = story.get_latest_revision_as_object()
    came_with_the_page = draft.photo_id == _photo_of_last_arrival(story)
    _write(draft, item)
    if came_with_the_page:
        _caption(draft, item, picture)
    draft.save_revision()
    story.refresh_from_db()


def put_on(story: Story, topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Put a draft on those of the topics that it is not on, in a further revision. Return which these were."""
    draft = story.get_latest_revision_as_object()
    further = tuple(topic for topic in topics if topic not in draft.topics.all())
    if further:
        draft.topics.add(*further)
        draft.save_revision()
        story.refresh_from_db()
    return further


def find_picture(story: Story, picture: PictureBeside) -> bool:
    """Give the page's photo, whose file was missing, the picture that lies beside the page now. Say whether one did.

    Readers of a story that is out see it when the desk publishes: it is a further photo in an unpublished revision.
    """
    if picture.name is None:
        return False
    draft = story.get_latest_revision_as_object()
    if draft.photo_id != _photo_of_last_arrival(story) or not _attach(draft, picture):
        return False
    if story.version:
        draft.save_revision()
        story.refresh_from_db()
    return True


def _write(story: Story, item: WireItem) -> None:
    # A headline that a person wrote is better than one made by rule.
    if not (item.headline_is_derived and story.headline and not story.headline_is_derived):
        story.headline, story.headline_is_derived = item.headline, item.headline_is_derived
    story.lead = item.lead
    story.source, story.credit = item.source, item.credit
    story.body = paragraphs_to_body(item.paragraphs)


def _photo_of_last_arrival(story: Story) -> int | None:
    last = story.revisions.filter(user=None).order_by("-pk").first()
    photo: int | None = last.content["photo"] if last else None
    return photo


def _caption(draft: Story, item: WireItem, picture: PictureBeside) -> None:
    """Write the page's caption for the page's photo; one that the desk chose keeps its own."""
    if draft.photo is None:
        draft.photo = _photo(item, picture)
    elif item.captions:
        _attach(draft, picture)
        caption = item.captions[0].text
        draft.photo_caption = "" if caption == draft.photo.caption else caption
    elif draft.photo.is_missing:
        draft.photo = None


def _photo(item: WireItem, picture: PictureBeside) -> Photo | None:
    if not item.captions:
        return None
    shown = item.captions[0]
    title = shown.text or shown.alt or item.headline
    photo = Photo(title=title[:120], caption=shown.text, alt=shown.alt[:300], source=item.source)
    photo.credit_line = (shown.credit or item.credit)[:160]
    if not picture.attach(photo) and not shown.text:
        return None
    photo.save()
    return photo


def _attach(draft: Story, picture: PictureBeside) -> bool:
    """Put the picture into the missing file of the draft's photo; into a copy of the record, once readers see that."""
    photo = draft.photo
    if photo is None or not photo.is_missing or not picture.attach(photo):
        return False
    if draft.version:
        photo.pk, photo._state.adding = None, True
    photo.save()
    draft.photo = photo
    return True

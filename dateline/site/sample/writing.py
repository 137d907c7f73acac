"""From a story's plan to an unsaved story. Called by `stories`."""

from typing import Any

from django.utils.html import escape

from dateline.site.sample.photos import Archive, file_missing
from dateline.site.sample.plan import StoryPlan
from dateline.stories.models import Edition, Photo, Story, Topic

Topics = dict[tuple[str, str], Topic]
"""Topics by the code of their edition and their name."""


def write(planned: StoryPlan, edition: Edition, archive: Archive, topics: Topics) -> Story:
    """Return the story, unsaved, with its photo and topics."""
    story = Story(
        edition=edition,
        section=edition.sections.get(slug=planned.section),
        genre=planned.genre,
        kicker=planned.kicker,
        slugline=planned.slugline,
        headline=planned.headline,
        headline_is_derived=planned.derived,
        lead=planned.lead,
        dateline_place=planned.place,
        byline=planned.byline,
        urgency=planned.urgency,
        body=[_block(block, edition.code, archive) for block in planned.body],
        photo=_photo(planned, edition, archive),
        photo_caption=planned.photo_caption,
    )
    story.topics.set([topics[edition.code, name] for name in planned.topics])
    return story


def _photo(planned: StoryPlan, edition: Edition, archive: Archive) -> Photo | None:
    if planned.missing_photo:
        return file_missing(**planned.missing_photo, edition=edition)
    return archive[edition.code, planned.photo] if planned.photo else None


def _block(block: Any, code: str, archive: Archive) -> tuple[str, Any]:
    match block:
        case str():
            return "paragraph", f"<p>{escape(block)}</p>"
        case {"heading": heading}:
            return "heading", heading
        case {"quote": quote}:
            return "quote", {"text": quote, "speaker": block.get("speaker", "")}
        case {"facts": facts}:
            return "facts", {"title": block.get("title", ""), "items": facts}
        case {"photo": key}:
            return "photo", {"photo": archive[code, key], "caption": block.get("caption", "")}
    raise ValueError(f"This is no block of a story: {block}")

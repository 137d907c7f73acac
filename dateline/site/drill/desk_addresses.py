"""Every address of the desk that could show a story, by its rows in the table of rights and by what lists it."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from dateline.newsroom.rights import DOORS
from dateline.site.drill.asking import Question
from dateline.site.drill.target import Target

OF_A_STORY = re.compile(r"desk/(stories/|snippets/choose/stories/story/|editing-sessions/ping/)")
_PART = re.compile(r"<(?:\w+:)?(\w+)>")


def desk_questions(target: Target) -> Iterator[Question]:
    """Yield the questions of somebody who is signed in, or tries the desk without."""
    for address in dict.fromkeys([*_of_its_rows(target), *_lists(target)]):
        yield Question("desk", address)


def _of_its_rows(target: Target) -> Iterator[str]:
    story = target.story
    revision = story.latest_revision_id or 1
    given = {"app_label": "stories", "model_name": "story", "revision_id": revision, "session_id": 1}
    for route in filter(OF_A_STORY.match, DOORS):
        if "compare" in route:
            yield f"/{route.partition('(?P')[0]}{story.pk}/revisions/compare/earliest...latest/"
        else:
            names = dict.fromkeys(_PART.findall(route), story.pk) | given
            yield "/" + _PART.sub("{\\1}", route).format(**names)


def _lists(target: Target) -> Iterator[str]:
    story, asked = target.story, urlencode({"q": target.story.headline})
    yield "/desk/"
    yield from (f"/desk/stories/{part}?{asked}" for part in ("", "results/"))
    yield from (f"/desk/snippets/choose/stories/story/{part}?{asked}" for part in ("", "results/"))
    yield f"/desk/stories/?section={story.section_id or ''}&edition={story.edition_id}"
    yield f"/desk/most-read/?edition={story.edition.code}"
    yield f"/desk/topics/suggest/?q={quote(story.headline[:40])}"
    yield from (f"/desk/topics/usage/{topic.pk}/" for topic in target.topics)
    yield from (f"/desk/images/usage/{photo.pk}/" for photo in target.photos)
    yield from (
        f"/desk/{part}/usage/{pk}/"
        for part, pk in (("editions", story.edition_id), ("sections", story.section_id))
        if pk
    )
    yield from (
        "/desk/comments/",
        "/desk/comments/?state=shown",
        "/desk/reports/site-history/",
        "/desk/reports/locked/",
    )

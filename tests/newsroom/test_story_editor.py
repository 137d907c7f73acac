"""The story editor: nobody's text is overwritten unseen, and a story keeps to its edition."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from dateline.people.models import User
from dateline.stories.models import Edition, Section, Story, Topic
from tests.newsroom.editor import read_now


def _fields(story: Story | None, **changed: Any) -> dict[str, Any]:
    """What the editor sends, as a browser would, without the parts it leaves alone."""
    body = {"body-count": "0", "contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0"}
    facts = {"headline": "Ferry fares rise", "urgency": "5"}
    seen = read_now(story) if story else {}
    return body | facts | seen | changed


def _edit(desk: Client, story: Story, **changed: Any) -> Any:
    return desk.post(f"/desk/stories/edit/{story.pk}/", _fields(story, **changed))


def _newest(story: Story) -> Any:
    return Story.objects.get(pk=story.pk).get_latest_revision_as_object()


def test_saving_on_top_of_the_newest_text_works(desk_of: Any, ines: User, ferry: Story) -> None:
    answer = _edit(desk_of(ines), ferry, headline="Ferry fares rise again")
    assert answer.status_code == 302, re.findall("error-message.*", answer.content.decode())
    assert _newest(ferry).headline == "Ferry fares rise again"
    ferry.refresh_from_db()
    assert ferry.headline == "Ferry fares rise", "the public text stays"


def test_saving_over_somebody_else_s_newer_text_is_refused_and_keeps_what_was_typed(
    desk_of: Any, ines: User, rolf: User, ferry: Story
) -> None:
    read_by_ines = read_now(ferry)
    assert _edit(desk_of(rolf), ferry, headline="Rolf's text").status_code == 302
    answer = _edit(desk_of(ines), ferry, headline="Ines's text", **read_by_ines)
    page = answer.content.decode()
    assert "Rolf saved another text of this story at" in page
    assert "Ines&#x27;s text" in page
    assert _newest(ferry).headline == "Rolf's text"

    ferry.refresh_from_db()
    assert f'value="{ferry.latest_revision_id}"' in page, "saving again puts hers on top, knowingly"
    assert _edit(desk_of(ines), ferry, headline="Ines's text").status_code == 302
    assert _newest(ferry).headline == "Ines's text"


def test_publishing_over_somebody_else_s_newer_text_is_refused_too(
    desk_of: Any, ines: User, rolf: User, ferry: Story
) -> None:
    read_by_ines = read_now(ferry)
    _edit(desk_of(rolf), ferry, headline="Rolf's text")
    _edit(desk_of(ines), ferry, headline="Ines's text", **read_by_ines, **{"action-publish": "1"})
    ferry.refresh_from_db()
    assert (ferry.headline, ferry.version) == ("Ferry fares rise", 1)


def test_a_reporter_cannot_publish_by_a_direct_post(desk_of: Any, rolf: User, ferry: Story) -> None:
    _edit(desk_of(rolf), ferry, headline="Rolf's text", **{"action-publish": "1"})
    ferry.refresh_from_db()
    assert (ferry.headline, ferry.version) == ("Ferry fares rise", 1)


def test_the_facts_of_the_story_are_not_in_the_form(desk_of: Any, ines: User, ferry: Story) -> None:
    forged = {"news_id": "1", "pub_status": "canceled", "embargoed_until": "2044-01-01", "live": "", "version": "9"}
    _edit(desk_of(ines), ferry, **forged, **{"action-publish": "1"})
    before = (ferry.news_id, "usable", None, True)
    ferry.refresh_from_db()
    assert (ferry.news_id, ferry.pub_status, ferry.embargoed_until, ferry.live) == before


def test_the_edition_of_a_kept_story_stays(desk_of: Any, ines: User, ferry: Story, fa: Edition) -> None:
    _edit(desk_of(ines), ferry, edition=fa.pk, **{"action-publish": "1"})
    ferry.refresh_from_db()
    assert ferry.edition.code == "en"


def test_a_new_story_opens_in_the_edition_written_in_last(
    desk_of: Any, ines: User, ferry: Story, fa: Edition, write: Callable[..., Story]
) -> None:
    assert f'<option value="{ferry.edition_id}" selected>' in desk_of(ines).get("/desk/stories/add/").content.decode()
    write("خبر", edition=fa).save_revision(user=ines)
    assert f'<option value="{fa.pk}" selected>' in desk_of(ines).get("/desk/stories/add/").content.decode()


def test_a_section_of_another_edition_is_refused(desk_of: Any, ines: User, en: Edition, fa: Edition) -> None:
    foreign = Section.objects.create(edition=fa, slug="politics", name="سیاست")
    answer = desk_of(ines).post("/desk/stories/add/", _fields(None, edition=en.pk, section=foreign.pk))
    assert "This section belongs to another edition." in answer.content.decode()
    assert not Story.objects.exists()


def test_a_topic_of_another_edition_is_refused(desk_of: Any, ines: User, en: Edition, fa: Edition) -> None:
    foreign = Topic.objects.create(edition=fa, name="انرژی")
    answer = desk_of(ines).post("/desk/stories/add/", _fields(None, edition=en.pk, topics=[foreign.pk]))
    assert "These topics belong to another edition: انرژی." in answer.content.decode()


def test_a_headline_with_line_breaks_becomes_one_line(desk_of: Any, ines: User, en: Edition) -> None:
    desk_of(ines).post("/desk/stories/add/", _fields(None, edition=en.pk, headline="Two\n lines"))
    assert Story.objects.get().headline == "Two lines"


def test_no_field_brings_an_inline_script(desk_of: Any, ines: User, ferry: Story) -> None:
    page = desk_of(ines).get(f"/desk/stories/edit/{ferry.pk}/").content.decode()
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json|text/x-))[^>]*>", page)
    assert inline == []
    begun = dict(re.findall(r'data-start="(\w+)" data-with="([^"]*)"', page))
    assert {"ImageChooser", "initDateChooser", "InlinePanel"} <= begun.keys()
    assert all(json.loads(values.replace("&quot;", '"')) for values in begun.values())


def test_the_kind_is_among_the_facts_and_stays_where_it_is_not_sent(desk_of: Any, ines: User, ferry: Story) -> None:
    page = desk_of(ines).get(f"/desk/stories/edit/{ferry.pk}/").content.decode()
    assert '<option value="Opinion">Opinion</option>' in page
    assert '<option value="Current" selected>News</option>' in page
    assert _edit(desk_of(ines), ferry, genre="Opinion").status_code == 302
    ferry.refresh_from_db()
    assert _edit(desk_of(ines), ferry, headline="Fares, once more").status_code == 302
    assert _newest(ferry).genre == "Opinion"
    assert "Opinion" in desk_of(ines).get("/desk/stories/?genre=Opinion").content.decode()
    ferry.refresh_from_db()
    assert _edit(desk_of(ines), ferry, genre="Gossip").status_code == 200

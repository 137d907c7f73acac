"""The thread that puts later versions out, as the server runs it."""

import threading
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connections

from dateline.lib import clock
from dateline.people.models import User
from dateline.people.roles import EDITOR
from dateline.site import timekeeper
from dateline.stories.models import Edition, LaterVersion, Story

pytestmark = pytest.mark.usefixtures("committed")


def _keep(stopping: threading.Event) -> None:
    try:
        timekeeper.keep(stopping)
    finally:
        connections.close_all()


def test_a_text_goes_out_by_itself_when_its_time_has_come() -> None:
    ines = User.objects.create_user("ines")
    ines.groups.add(Group.objects.get(name=EDITOR.name))
    edition = Edition.objects.create(code="en", name="English", language="en", agency_name="H", tag_entity="h.e,2026")
    story = Story(edition=edition, headline="Ferry fares rise")
    story.save()
    story.publish(story.save_revision(user=ines), user=ines)
    text = story.save_revision(user=ines)
    later = story.put_out_later(text, at=clock.now() + timedelta(seconds=2), by=ines, note="", kind="update")
    stopping = threading.Event()
    thread = threading.Thread(target=_keep, args=[stopping])
    thread.start()
    end = time.monotonic() + 30
    while LaterVersion.objects.get().outcome == "waiting" and time.monotonic() < end:
        stopping.wait(0.05)
    stopping.set()
    thread.join(timeout=30)
    later.refresh_from_db()
    assert (later.outcome, Story.objects.get().version) == ("out", 2)
    assert later.settled_at is not None
    assert later.settled_at >= later.at

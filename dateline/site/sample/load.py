"""Fills an empty database with the sample newsroom. Called by `dateline demo`."""

from datetime import datetime

from django.db import transaction

from dateline.delivery import purging
from dateline.lib.tasks import queued_once
from dateline.site.sample import comments, editions, people, photos, plan, readership, stories


def newsroom(*, now: datetime) -> None:
    """Store the sample newsroom, its times counted back from `now`. All of it or nothing."""
    with transaction.atomic(), purging.wholesale(), queued_once():
        staff = people.hire()
        agency = editions.found(by=staff["piet"], now=now)
        people.limit(staff, agency)
        planned = [story for code in agency for story in plan.stories(code)]
        archive = photos.file(planned, agency)
        written = stories.tell(planned, agency, archive, staff, now=now)
        for code in agency:
            comments.receive(plan.comments(code), written, moderator=staff["mara"], chief=staff["piet"], now=now)
        readership.invent(agency, now=now)

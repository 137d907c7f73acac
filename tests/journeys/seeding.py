"""Comments put into the running newsroom beside its server, where a journey needs many. Run in its own process."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.conftest import Agency

SEND = """
import json, sys
from datetime import timedelta
from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib import clock
from dateline.moderation import checking, judging, reporting, appealing
from dateline.moderation.models import AppealOutcome, HouseRules, ReportKind
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import Story
now = clock.now()
mara, piet = (User.objects.get(username=name) for name in ("mara", "piet"))
def story(code, place):
    return Story.objects.public(now).filter(edition__code=code, comments_door=None).newest_first()[place]
def send(story, name, text, number, email=""):
    given = Submission(name, text, email, f"10.7.{number // 250}.{number % 250 + 1}")
    return checking.receive(story, given, now=clock.now())
def refuse(comment, sentence):
    clause = HouseRules.objects.in_force(comment.story.edition).clauses_in_force()[1]
    judging.refuse(comment, clause=clause, sentence=sentence, by=mara, now=clock.now())
"""


def seed(agency: "Agency", code: str, **given: Sequence[str] | str) -> dict[str, object]:
    """Run code beside the server, with `given` by name, and return what it left in `made`."""
    script = f"{SEND}\nglobals().update(json.loads({json.dumps(given)!r}))\n{code}\nprint(json.dumps(made))"
    made: dict[str, object] = json.loads(agency.dateline("shell", "--no-imports", "-c", script).splitlines()[-1])
    return made

"""The stories of the sample newsroom, written and numbered, the oldest first. Called by `load`."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from dateline.people.models import User
from dateline.site.sample.desk import Turn, bring_to_state
from dateline.site.sample.notices import as_first_published
from dateline.site.sample.photos import Archive
from dateline.site.sample.plan import StoryPlan
from dateline.site.sample.writing import Topics, write
from dateline.stories.models import Edition, Story, Topic

FIRST_ARCHIVED_ID = 31_200
FIRST_NEWS_ID = 423_300
"""Where the agency's numbers stood in the archive's years and stand now; what lay between is not in the sample."""

Written = dict[tuple[str, str], Story]
"""Stories by the code of their edition and their key."""


def tell(
    planned: Iterable[StoryPlan],
    editions: dict[str, Edition],
    archive: Archive,
    staff: dict[str, User],
    *,
    now: datetime,
) -> Written:
    """Store every story, the oldest first, so that news IDs ascend with time; then bring each to its state."""
    topics = {(topic.edition.code, topic.name): topic for topic in Topic.objects.select_related("edition")}
    turns = [_turn(each, editions[each.edition], archive, topics, now) for each in planned]
    turns.sort(key=lambda turn: turn.at)
    _number(turns)
    written = {(turn.plan.edition, turn.plan.key): turn.story for turn in turns}
    for turn in turns:
        _relate(turn, written)
        bring_to_state(turn, staff, now)
    return written


def _turn(planned: StoryPlan, edition: Edition, archive: Archive, topics: Topics, now: datetime) -> Turn:
    first = write(as_first_published(planned), edition, archive, topics)
    amended = write(planned, edition, archive, topics) if planned.amended else None
    return Turn(planned, first, _moment(planned, edition, now), amended)


def _moment(planned: StoryPlan, edition: Edition, now: datetime) -> datetime:
    if planned.age is not None:
        return now - timedelta(hours=planned.age)
    given = planned.archive_date
    if isinstance(given, str):
        given = datetime.fromisoformat(given)
    if not isinstance(given, datetime):
        assert isinstance(given, date), f"Story {planned.edition}/{planned.key} needs an age or an archive_date."
        given = datetime.combine(given, time(12))
    return given if given.tzinfo else given.replace(tzinfo=edition.zone)


def _number(turns: list[Turn]) -> None:
    archived = [turn for turn in turns if turn.plan.archive_date]
    for number, turn in enumerate(archived, start=FIRST_ARCHIVED_ID):
        turn.story.news_id = number
    current = [turn for turn in turns if not turn.plan.archive_date]
    for number, turn in enumerate(current, start=FIRST_NEWS_ID):
        turn.story.news_id = number
    for turn in turns:
        turn.story.save()


def _relate(turn: Turn, written: Written) -> None:
    if turn.plan.edition != "en":
        turn.story.translation_of = written.get(("en", turn.plan.key))
    if turn.plan.update_of:
        turn.story.update_of = written[turn.plan.edition, turn.plan.update_of]

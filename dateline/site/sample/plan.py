"""The files of the sample newsroom, read into plans. A name that no plan knows is an error. Called by `load`."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PHOTOS = HERE / "photos"
STATES = ("published", "draft", "in_review", "changed", "updated", "embargoed", "timed")
SECTIONS = ("politics", "economy", "society", "courts", "sport", "culture")


@dataclass(frozen=True)
class Amendment:
    """A better text to come with its note, `age` hours before the moment of loading. `was` says what stood there first.

    `was` names fields; in the body each pair of `reworded` is a piece of text as it was, and as it is.
    """

    kind: str
    age: float
    note: str
    reason: str = ""
    was: dict[str, str] = field(default_factory=dict)
    reworded: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class TakingBack:
    """A hold or kill to come, `age` hours before the moment of loading."""

    verb: str
    age: float
    ground: str
    reason: str
    text: str = ""


@dataclass(frozen=True)
class StoryPlan:
    """A story to come. Times are hours: `age` and `updated_age` before the moment of loading, the others after it."""

    edition: str
    section: str
    key: str
    headline: str
    lead: str
    body: list[Any]
    age: float | None = None
    archive_date: str | date | datetime | None = None
    urgency: int = 5
    genre: str = "Current"
    kicker: str = ""
    slugline: str = ""
    place: str = ""
    byline: str = ""
    topics: list[str] = field(default_factory=list)
    photo: str = ""
    photo_caption: str = ""
    missing_photo: dict[str, str] | None = None
    state: str = "published"
    changed_headline: str = ""
    updated_age: float = 0
    updated_lead: str = ""
    embargo_in: float | None = None
    publish_in: float | None = None
    derived: bool = False
    update_of: str = ""
    amended: Amendment | None = None
    taken_back: TakingBack | None = None

    def __post_init__(self) -> None:
        assert self.state in STATES, f"Story {self.edition}/{self.key} has the state “{self.state}”."

    @property
    def photos(self) -> set[str]:
        """The keys of all photos that this story shows."""
        within = {block["photo"] for block in self.body if isinstance(block, dict) and "photo" in block}
        return {self.photo, *within} - {""}


@dataclass(frozen=True)
class CommentPlan:
    """A comment to come: `age` hours before the moment of loading.

    `answers` is the name of whom it answers under the same story; `by_newsroom` is whether a moderator writes it.
    """

    edition: str
    story: str
    name: str
    text: str
    age: float
    state: str
    answers: str = ""
    by_newsroom: bool = False
    clause: str = ""
    law: str = ""
    sentence: str = ""
    appeal: str = ""
    outcome: str = ""
    answer: str = ""
    untrue: str = ""
    untrue_of: str = ""
    untrue_because: str = ""
    passed: str = ""
    """The note with which its moderator passed it to who knows the law."""
    threat: str = ""
    """What its moderator saw, where it may threaten somebody's life."""
    banned: str = ""
    """The reason that is told where its writer's name is banned for a week."""


@dataclass(frozen=True)
class TopicPlan:
    edition: str
    slug: str
    name: str
    description: str
    kind: str = "subject"
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PhotoPlan:
    """An illustration, its words by the code of the edition that prints them."""

    key: str
    creator: dict[str, str]
    title: dict[str, str]
    caption: dict[str, str]
    alt: dict[str, str]

    @property
    def file(self) -> Path:
        return PHOTOS / f"{self.key}.webp"


def stories(edition: str) -> list[StoryPlan]:
    return [
        StoryPlan(edition=edition, section=section, **_with_notices(facts))
        for section in SECTIONS
        for facts in rows(f"{edition}/{section}", "story")
    ]


def _with_notices(facts: dict[str, Any]) -> dict[str, Any]:
    kinds: dict[str, type] = {"amended": Amendment, "taken_back": TakingBack}
    return facts | {name: kind(**facts[name]) for name, kind in kinds.items() if name in facts}


def comments(edition: str) -> list[CommentPlan]:
    return [CommentPlan(edition=edition, **facts) for facts in rows(f"{edition}/comments", "comment")]


def topics(edition: str) -> list[TopicPlan]:
    return [TopicPlan(edition=edition, **facts) for facts in rows(f"{edition}/topics", "topic")]


def photos() -> list[PhotoPlan]:
    return [PhotoPlan(**facts) for facts in rows("photos", "photo")]


def rows(name: str, table: str) -> list[dict[str, Any]]:
    """Return the rows of one table of one file."""
    found: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text()).get(table, [])
    return found

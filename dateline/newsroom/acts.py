"""What can be done to a story that is out: what each act asks for, whom it is for, when it fits, and its verb."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dateline.newsroom.act_forms import ActForm, CorrectionForm, RedactionForm, TakingBackForm
from dateline.people.models import User
from dateline.stories.models import Story, kept_words


@dataclass(frozen=True)
class Act:
    """One act: its words at the desk, its right, its form, and the story's verb."""

    verb: str
    title: Promise
    button: Promise
    done: Promise
    right: str
    icon: str
    form: type[ActForm]
    do: Callable[[Story, dict[str, Any], User], str | None]
    """Does it, and may return other words than `done`."""
    fits: Callable[[Story], bool]
    is_grave: bool = False

    @property
    def route(self) -> str:
        return f"newsroom-story-{self.verb}"


def _hold(story: Story, given: dict[str, Any], by: User) -> None:
    story.hold(by=by, reason=given["reason"], ground=given["ground"], text=given["text"])


def _release(story: Story, given: dict[str, Any], by: User) -> None:
    story.release(by=by, reason=given["reason"])


def _kill(story: Story, given: dict[str, Any], by: User) -> None:
    story.kill(by=by, reason=given["reason"], ground=given["ground"], text=given["text"])


def _redact(story: Story, given: dict[str, Any], by: User) -> None:
    photos = kept_words.photos_of(story).values_list("pk", flat=True) if given["photos"] else ()
    words = given["words"].splitlines()
    story.redact(words, by=by, reason=given["reason"], ground=given["ground"], text=given["text"], photos=list(photos))


def _keep_out(story: Story, given: dict[str, Any], by: User) -> None:
    story.keep_out_of_search_engines(by=by, reason=given["reason"])


def _let_in(story: Story, given: dict[str, Any], by: User) -> None:
    story.let_search_engines_in(by=by, reason=given["reason"])


def _correct(story: Story, given: dict[str, Any], by: User) -> str:
    revision = story.get_latest_revision()
    if revision is None or revision.pk != given["revision"]:
        raise PermissionDenied(
            _("Somebody saved another text since you began. Look at it, then go on with it or leave it.")
        )
    words = {name: given[name] for name in ("note", "kind", "reason")}
    words["answers"] = given.get("answers", ())
    if given["at"]:
        story.put_out_later(revision, at=given["at"], by=by, **words)
        return str(_("The text waits for its time, with its note."))
    story.correct(revision, by=by, **words)
    return ""


CORRECT = Act(
    "correct",
    _("Put out with a note"),
    _("Put it out"),
    _("The text is out, with its note."),
    "stories.correct_story",
    "edit",
    CorrectionForm,
    _correct,
    lambda story: not story.is_killed and story.is_known(),
)
HOLD = Act(
    "hold",
    _("Hold"),
    _("Hold the story"),
    _("The story is held. Readers see that it is being checked."),
    "stories.hold_story",
    "lock",
    TakingBackForm,
    _hold,
    lambda story: not story.is_held and not story.is_killed,
    is_grave=True,
)
RELEASE = Act(
    "release",
    _("Release"),
    _("Release the story"),
    _("The story is released."),
    "stories.hold_story",
    "lock-open",
    ActForm,
    _release,
    lambda story: bool(story.is_held),
)
KILL = Act(
    "kill",
    _("Kill"),
    _("Kill the story for good"),
    _("The story is killed. A tombstone stands at its addresses."),
    "stories.kill_story",
    "warning",
    TakingBackForm,
    _kill,
    lambda story: not story.is_killed and story.is_known(),
    is_grave=True,
)
REDACT = Act(
    "redact",
    _("Redact"),
    _("Take the words out for good"),
    _("The words are gone. A mark stands in their place."),
    "stories.redact_story",
    "cut",
    RedactionForm,
    _redact,
    lambda story: story.version > 0,
    is_grave=True,
)
KEEP_OUT = Act(
    "keep-out",
    _("Keep out of search engines"),
    _("Keep it out"),
    _("Search engines are asked to leave the story out."),
    "stories.redact_story",
    "view",
    ActForm,
    _keep_out,
    lambda story: not story.is_killed and not story.is_unlisted,
)
LET_IN = Act(
    "let-in",
    _("Let search engines in"),
    _("Let them in"),
    _("Search engines may find the story again."),
    "stories.redact_story",
    "view",
    ActForm,
    _let_in,
    lambda story: not story.is_killed and story.is_unlisted,
)
ACTS = {each.verb: each for each in (CORRECT, HOLD, RELEASE, KILL, REDACT, KEEP_OUT, LET_IN)}

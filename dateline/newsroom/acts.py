"""What can be done to a story that is out: what each act asks for, whom it is for, when it fits, and its verb."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from dateline.newsroom.later import time_field
from dateline.people.models import User
from dateline.stories.models import CorrectionRequest, Ground, NoticeKind, Story
from dateline.stories.models.notice import OF_THE_TEXT


class ActForm(forms.Form):
    """What every act asks for. `reason` stays at the desk."""

    reason = forms.CharField(
        label="Reason, for the desk",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers never see it. It stays in the story’s history.",
        error_messages={"required": "Say why. The desk needs the reason later, when nobody remembers it."},
    )

    def __init__(self, story: Story, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story


class TakingBackForm(ActForm):
    """Ground and text are for readers."""

    ground = forms.ChoiceField(
        label="Because of",
        choices=Ground.choices,
        widget=forms.RadioSelect,
        help_text="Readers see this, and it is counted on the page of corrections.",
        error_messages={"required": "Choose the kind of reason."},
    )
    text = forms.CharField(
        label="Text that readers see",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="Optional. Name nobody, and say nothing that the story said.",
    )
    field_order = ("ground", "reason", "text")


class AnsweredField(forms.ModelMultipleChoiceField):
    """The requests that a text meets, each by its first words and who asked."""

    def label_from_instance(self, obj: Any) -> str:
        by = obj.told_by or (obj.asked_by.display_name if obj.asked_by else "")
        return f"{Truncator(obj.text).words(14)} ({by})" if by else Truncator(obj.text).words(14)


class CorrectionForm(ActForm):
    """The kind, and the note with it. The revision is the one that was looked at."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[
            ("correction", "Correction: something was wrong"),
            ("clarification", "Clarification: it was true, and misleading"),
            ("update", "Update: there is news, or a slip of the pen"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    note = forms.CharField(
        label="Note that readers see",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="What was wrong, and what is right. An update may go without; the page then tells version and time.",
    )
    at = time_field(
        label=_("Put it out at"),
        required=False,
        help_text=_("On the clock of the story’s edition. Empty: now."),
    )
    answers = AnsweredField(
        CorrectionRequest.objects.none(),
        label=_("Asked for, and answered by this"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("kind", "note", "at", "answers", "reason")

    def __init__(self, story: Story, *args: Any, **options: Any) -> None:
        super().__init__(story, *args, **options)
        self._offer(story.correction_requests.open())
        self.fields["reason"].required = False
        self.fields["revision"].initial = story.latest_revision_id

    def _offer(self, standing: Any) -> None:
        if standing:
            self.fields["answers"].queryset = standing.select_related("asked_by")  # type: ignore[attr-defined]
            self.fields["answers"].initial = [each.pk for each in standing]
        else:
            del self.fields["answers"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") in OF_THE_TEXT and given["kind"] != NoticeKind.UPDATE and not given.get("note"):
            self.add_error("note", "Tell readers what was wrong or unclear, and what is right.")
        return given


@dataclass(frozen=True)
class Act:
    """One act: its words at the desk, its right, its form, and the story's verb."""

    verb: str
    title: str
    button: str
    done: str
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


def _correct(story: Story, given: dict[str, Any], by: User) -> str:
    revision = story.get_latest_revision()
    if revision is None or revision.pk != given["revision"]:
        raise PermissionDenied(
            "Somebody saved another text since you began. Look at it, then go on with it or leave it."
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
    "Put out with a note",
    "Put it out",
    "The text is out, with its note.",
    "stories.correct_story",
    "edit",
    CorrectionForm,
    _correct,
    lambda story: not story.is_killed and story.is_known(),
)
HOLD = Act(
    "hold",
    "Hold",
    "Hold the story",
    "The story is held. Readers see that it is being checked.",
    "stories.hold_story",
    "lock",
    TakingBackForm,
    _hold,
    lambda story: not story.is_held and not story.is_killed,
    is_grave=True,
)
RELEASE = Act(
    "release",
    "Release",
    "Release the story",
    "The story is released.",
    "stories.hold_story",
    "lock-open",
    ActForm,
    _release,
    lambda story: bool(story.is_held),
)
KILL = Act(
    "kill",
    "Kill",
    "Kill the story for good",
    "The story is killed. A tombstone stands at its addresses.",
    "stories.kill_story",
    "warning",
    TakingBackForm,
    _kill,
    lambda story: not story.is_killed and story.is_known(),
    is_grave=True,
)
ACTS = {each.verb: each for each in (CORRECT, HOLD, RELEASE, KILL)}

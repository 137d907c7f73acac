"""What the acts of `acts.py` ask for: one form for each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import Comment
from dateline.newsroom.clock_field import ClockField
from dateline.stories.models import CorrectionRequest, Ground, NoticeKind, Story, Topic, kept_words
from dateline.stories.models.notice import OF_THE_TEXT
from dateline.stories.models.redacting import refuse_saying
from dateline.stories.search.finding import Archive, finding
from dateline.stories.search.question import Question
from dateline.stories.search.wanted import Wanted

MOST_OTHERS = 20
"""Other stories that are named when words are to go from one."""


class ActForm(forms.Form):
    """What every act asks for. `reason` stays at the desk."""

    reason = forms.CharField(
        label=_("Reason, for the desk"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers never see it. It stays in the story’s history."),
        error_messages={"required": _("Say why. The desk needs the reason later, when nobody remembers it.")},
    )

    def __init__(self, story: Story, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story


class TakingBackForm(ActForm):
    """Ground and text are for readers."""

    ground = forms.ChoiceField(
        label=_("Because of"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        help_text=_("Readers see this, and it is counted on the page of corrections."),
        error_messages={"required": _("Choose the kind of reason.")},
    )
    text = forms.CharField(
        label=_("Text that readers see"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Optional. Name nobody, and say nothing that the story said."),
    )
    field_order: Any = ("ground", "reason", "text")


class RedactionForm(TakingBackForm):
    """The words, and the photos whose captions hold them. `struck` and `places` are there once the form is valid."""

    words = forms.CharField(
        label=_("Words that are to go"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("One name or passage a line, each as it stands in the text. Capitals and spaces do not matter."),
        error_messages={"required": _("Say which words are to go.")},
    )
    photos = forms.BooleanField(
        label=_("Also in the captions and descriptions of its photos, wherever they are shown"), required=False
    )
    field_order: Any = ("words", "photos", "ground", "reason", "text")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        self.struck = self.story.struck(given["words"].splitlines())
        refuse_saying(self.struck, given["reason"], given["text"])
        self.places = list(kept_words.places(self.story, self.struck))
        self.photos_with_them = [
            photo
            for photo in kept_words.photos_of(self.story)
            if self.struck.stands_in([getattr(photo, name) for name in kept_words.OF_A_PHOTO])
        ]
        if not self.places and not (given["photos"] and self.photos_with_them):
            raise ValidationError(_("These words stand nowhere in this story."))
        return given

    @property
    def within_words(self) -> list[str]:
        """Longer words that hold them, and stay."""
        return sorted(self.struck.within_words([self.story.headline, self.story.lead, self.story.text]))

    @property
    def comments_with_them(self) -> list[Comment]:
        """Readers' comments that quote them. They are looked at by a moderator, and not changed here."""
        return [each for each in Comment.objects.filter(story=self.story) if self.struck.stands_in(each.text)]

    @property
    def other_stories(self) -> list[Story]:
        """The newest stories of the edition that hold them too, as far as readers' search knows."""
        found: dict[int, Story] = {}
        for words in self.struck.words:
            wanted = Wanted(Question.read(f'"{words}"'), self.story.edition)
            with finding(Archive(Story.objects.exclude(pk=self.story.pk), frozenset()), wanted) as finds:
                found |= {story.pk: story for _place, story in finds.newest(MOST_OTHERS)}
        return list(found.values())

    @property
    def topics_with_them(self) -> list[Topic]:
        return [topic for topic in self.story.topics.all() if self.struck.stands_in([topic.name, topic.description])]

    @property
    def old_addresses_with_them(self) -> list[str]:
        return [old for old in self.story.old_addresses.values_list("path", flat=True) if self.struck.stands_in(old)]


class AnsweredField(forms.ModelMultipleChoiceField):
    """The requests that a text meets, each by its first words and who asked."""

    def label_from_instance(self, obj: Any) -> str:
        by = obj.told_by or (obj.asked_by.display_name if obj.asked_by else "")
        return f"{Truncator(obj.text).words(14)} ({by})" if by else Truncator(obj.text).words(14)


class CorrectionForm(ActForm):
    """The kind, and the note with it. The revision is the one that was looked at."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("correction", _("Correction: something was wrong")),
            ("clarification", _("Clarification: it was true, and misleading")),
            ("update", _("Update: there is news, or a slip of the pen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    note = forms.CharField(
        label=_("Note that readers see"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_(
            "What was wrong, and what is right. An update may go without; the page then tells version and time."
        ),
    )
    at = ClockField(
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
            self.add_error("note", _("Tell readers what was wrong or unclear, and what is right."))
        return given

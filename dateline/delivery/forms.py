"""The forms of readers, for comments, appeals and reports: what may be sent, and the sentence for each fault."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import LONGEST_EMAIL, LONGEST_NAME, LONGEST_TEXT, Comment
from dateline.lib.taming import tamed
from dateline.moderation.models import ReportKind
from dateline.moderation.models.report import LONGEST_PERSON
from dateline.moderation.reporting import Reported
from dateline.stories.models import Story

COMMENT_FAULTS = {
    "required": _("Write your comment."),
    "max_length": _("Shorten your comment. It has %(show_value)d characters; %(limit_value)d fit."),
}

LARGEST_PK = 2**63 - 1
ANSWERED_IS_GONE = _("The comment that you answered is not shown any more. You can still send yours by itself.")
EMAIL_FAULTS = {
    "invalid": _("Enter an e-mail address such as name@example.org, or leave it empty."),
    "max_length": _("Enter a shorter e-mail address, or leave it empty."),
}


class PlainField(forms.CharField):
    """Text as it will be stored. Invisible characters alone are nothing."""

    def to_python(self, value: Any) -> str:
        text = tamed(str(value or ""))
        seen = any(unicodedata.category(mark)[0] not in "CZ" for mark in text)
        return text if seen else ""


class CommentForm(forms.Form):
    name = PlainField(
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Enter a name. It stands above your comment; it need not be your full name."),
            "max_length": _("Enter a shorter name. It has %(show_value)d characters; %(limit_value)d fit."),
        },
    )
    text = PlainField(max_length=LONGEST_TEXT, error_messages=COMMENT_FAULTS)
    email = forms.EmailField(max_length=LONGEST_EMAIL, required=False, error_messages=EMAIL_FAULTS)

    answers = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_PK)

    def __init__(self, *args: Any, story: Story | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story

    def clean_answers(self) -> Comment | None:
        """The comment that is answered: one that readers see, under the same story."""
        number = self.cleaned_data["answers"]
        if number is None:
            return None
        found = Comment.objects.shown().filter(story=self.story, pk=number).first()
        if found is None:
            raise forms.ValidationError(ANSWERED_IS_GONE)
        return found


class OwnWordsForm(forms.Form):
    """What a writer sends through the receipt. `name` is how the page knows the form."""

    name = ""
    text = PlainField(max_length=LONGEST_TEXT)


class ReportForm(forms.Form):
    """What a reader holds against a comment. Of libel it wants the words, why they are untrue, and of whom."""

    kind = forms.ChoiceField(choices=ReportKind, error_messages={"required": _("Choose what is wrong with it.")})
    explanation = PlainField(
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("Explain it, so that whoever reads this can judge."),
            "max_length": _("Shorten the explanation. It has %(show_value)d characters; %(limit_value)d fit."),
        },
    )
    statement = PlainField(max_length=LONGEST_TEXT, required=False)
    claimant = PlainField(max_length=LONGEST_PERSON, required=False)
    name = PlainField(max_length=LONGEST_PERSON, required=False)
    email = forms.EmailField(max_length=LONGEST_EMAIL, required=False, error_messages=EMAIL_FAULTS)
    good_faith = forms.BooleanField(
        error_messages={"required": _("Confirm that you believe in good faith that this is true and complete.")}
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == ReportKind.LIBEL:
            if not given.get("statement"):
                self.add_error("statement", _("Copy the words here that are untrue."))
            if not given.get("claimant"):
                self.add_error("claimant", _("Say of whom the words speak: you, or somebody you speak for."))
        return given

    def reported(self, *, address: str) -> Reported:
        """Return what was sent, once the form is valid."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "good_faith"}
        return Reported(**facts | {"kind": ReportKind(facts["kind"])}, address=address)


class AppealForm(OwnWordsForm):
    """Why somebody else should look at a refusal."""

    name = "appeal_form"
    text = PlainField(
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("Say why your comment keeps the rules."),
            "max_length": _("Shorten your appeal. It has %(show_value)d characters; %(limit_value)d fit."),
        },
    )


class AnswerForm(OwnWordsForm):
    """What the writer of a comment says to a libel notice about it."""

    name = "answer_form"
    text = PlainField(
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("Write your answer."),
            "max_length": _("Shorten your answer. It has %(show_value)d characters; %(limit_value)d fit."),
        },
    )


class ReplyForm(OwnWordsForm):
    """The reply of whom a libel notice speaks of, to stand under the story."""

    name = "reply_form"
    text = PlainField(max_length=LONGEST_TEXT, error_messages=COMMENT_FAULTS)


class TextForm(OwnWordsForm):
    """Another text in the place of the comment's."""

    name = "text_form"
    text = PlainField(max_length=LONGEST_TEXT, error_messages=COMMENT_FAULTS)

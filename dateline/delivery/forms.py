"""The forms of readers, a comment and an appeal: what may be sent, and the sentence for each fault."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import LONGEST_EMAIL, LONGEST_NAME, LONGEST_TEXT
from dateline.lib.taming import tamed

COMMENT_FAULTS = {
    "required": _("Write your comment."),
    "max_length": _("Shorten your comment. It has %(show_value)d characters; %(limit_value)d fit."),
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
    email = forms.EmailField(
        max_length=LONGEST_EMAIL,
        required=False,
        error_messages={
            "invalid": _("Enter an e-mail address such as name@example.org, or leave it empty."),
            "max_length": _("Enter a shorter e-mail address, or leave it empty."),
        },
    )


class OwnWordsForm(forms.Form):
    """What a writer sends through the receipt. `name` is how the page knows the form."""

    name = ""
    text = PlainField(max_length=LONGEST_TEXT)


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


class TextForm(OwnWordsForm):
    """Another text in the place of the comment's."""

    name = "text_form"
    text = PlainField(max_length=LONGEST_TEXT, error_messages=COMMENT_FAULTS)

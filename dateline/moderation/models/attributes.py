"""The attributes that a clause names, as a field: any of those that the scoring engine knows, in its order."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.scoring.attributes import ATTRIBUTES

NAMES: dict[str, Promise] = {
    "TOXICITY": gettext_lazy("toxic"),
    "SEVERE_TOXICITY": gettext_lazy("severely toxic"),
    "INSULT": gettext_lazy("insult"),
    "IDENTITY_ATTACK": gettext_lazy("attack on a group"),
    "THREAT": gettext_lazy("threat"),
    "PROFANITY": gettext_lazy("swearing"),
}
"""What the desk calls each."""
MEANINGS: dict[str, Promise] = {
    "TOXICITY": gettext_lazy("rude or hateful, so that people leave a discussion"),
    "SEVERE_TOXICITY": gettext_lazy("rude, and a threat or an attack on what people are besides"),
    "INSULT": gettext_lazy("insults a person or several"),
    "IDENTITY_ATTACK": gettext_lazy("attacks people for the group that they belong to"),
    "THREAT": gettext_lazy("wishes or announces violence"),
    "PROFANITY": gettext_lazy("swears, at whomever"),
}
"""What each means, after “a comment that …”."""
NAMED_TWICE = gettext_lazy("Two clauses name “%(name)s”. An attribute stands under one clause only.")


def named_twice(attributes: Iterable[Iterable[str]]) -> str:
    """Return an attribute that several clauses name; empty where there is none."""
    known: set[str] = set()
    for those in map(set, attributes):
        if both := known & those:
            return min(both)
        known |= those
    return ""


class AttributesField(models.JSONField):
    """A list of attributes. In a form each is a box to tick."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse what the engine does not know, with a sentence."""
        super().validate(value, model_instance)
        for each in value or []:
            if each not in ATTRIBUTES:
                raise ValidationError(_("The scoring engine knows no attribute “%(name)s”.") % {"name": str(each)[:40]})

    def formfield(self, **options: Any) -> Any:
        """Return the boxes, each with what the attribute means."""
        facts = {"label": options.get("label", self.verbose_name), "help_text": self.help_text, "required": False}
        choices = [(name, _explained(name)) for name in ATTRIBUTES]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **facts)


def _explained(name: str) -> Any:
    """Name and meaning, in the language of whoever looks at the form."""
    return format_lazy("{name}: {meaning}", name=NAMES[name], meaning=MEANINGS[name])

"""Choosing topics: boxes for those set and those that the saved text names, and a line for more by their names.

The story's form has both (`story_form.py`), and so has a page of their own for desks without JavaScript, where the
editor cannot save (`story_topics.py`). `static/newsroom/topics.js` adds suggestions while a name is typed, and looks
again at the text each time that it has been saved.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.stories.beats import in_editions
from dateline.stories.models import Edition, Story, Topic, TopicName
from dateline.stories.models.merging import kept_of

MOST_SUGGESTED = 8
LONGEST_NUMBER = 18
"""Digits of a row's number that every database takes."""
_BETWEEN_NAMES = re.compile(r"[,،;؛\n]")


_OF_THE_LINE = {
    **{"dir": "auto", "autocomplete": "off", "data-topic-names": ""},
    "data-suggestions": gettext_lazy("Topics with this name"),
}


class TopicPicker(forms.Widget):
    """Boxes for the topics set and, not ticked, for those found in the text. It never loads the other topics."""

    template_name = "newsroom/topics/picker.html"
    use_fieldset = True
    story: Story | None = None
    in_text: Callable[[], Iterable[Topic]] = tuple
    own_page = ""

    class Media:
        js = ["newsroom/topics.js"]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        chosen = list(Topic.objects.filter(pk__in=value or ()))
        # A new story has no row yet: its first save tells the script the number that stands for this 0.
        row = self.story.pk if self.story and self.story.pk else 0
        return context | {
            "name": name,
            "chosen": chosen,
            "found": [topic for topic in self.in_text() if topic not in chosen],
            "found_at": reverse("newsroom-topics-found", args=[row]),
            "own_page": self.own_page,
        }

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:
        return [pk for pk in data.getlist(name) if pk.isdecimal() and len(pk) <= LONGEST_NUMBER]

    def value_omitted_from_data(self, *_: Any) -> bool:
        return False  # a form without a ticked box takes every topic away

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""


def names_field() -> forms.CharField:
    """The line in which topics are added by name."""
    return forms.CharField(
        required=False,
        label=gettext_lazy("Add topics"),
        help_text=gettext_lazy("By any of their names, a comma between two."),
        widget=forms.TextInput(attrs=_OF_THE_LINE),
    )


def look_in(picker: TopicPicker, story: Story) -> None:
    """Let the picker offer what this story names: its saved text, or the one sent back with a fault."""
    picker.story = story
    picker.in_text = lambda: Topic.objects.named_by(story) if story.edition_id else []


def join(form: forms.BaseForm, given: dict[str, Any], edition: Edition | None) -> None:
    """Add the topics called by name to those ticked; say on the form which name is none, and which is foreign."""
    topics = list(given.get("topics") or ())
    for name in filter(None, map(str.strip, _BETWEEN_NAMES.split(given.get("topic_names", "")))):
        topic = Topic.objects.called(name, edition) if edition else None
        if topic:
            topics.append(topic)
        else:
            form.add_error("topic_names", ValidationError(_unknown(name, edition)))
    topics = kept_of(topics)
    foreign = [topic.name for topic in topics if edition and topic.edition_id != edition.pk]
    if foreign:
        said = _("These topics belong to another edition: %(names)s.") % {"names": _(", ").join(foreign)}
        form.add_error("topics", ValidationError(said))
    elif "topics" in given:
        given["topics"] = topics


def suggest(request: HttpRequest) -> JsonResponse:
    """Answer with the topics of an edition that a typed name may mean, the exact one first."""
    asked = request.GET.get("edition", "")
    known = asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    mine = Edition.objects.filter(in_editions(request.user, "stories.view_topic", "pk"))
    edition = mine.filter(pk=asked).first() if known else None
    topics = nearest(request.GET.get("q", ""), edition) if edition else []
    return JsonResponse(
        {"topics": [{"pk": topic.pk, "name": topic.name, "kind": topic.get_kind_display()} for topic in topics]}
    )


def nearest(words: str, edition: Edition) -> list[Topic]:
    """Return the topics with these words in a name; first the one so called, then those whose own name begins so."""
    exact = Topic.objects.called(words, edition)
    own = TopicName.objects.filter(topic=OuterRef("pk"), is_alias=False, text__istartswith=words.strip())
    topics = Topic.objects.filter(edition=edition).with_words(words).annotate(begins=Exists(own))
    others = topics.order_by("-begins", "name")[: MOST_SUGGESTED + 1]
    return list(dict.fromkeys([*([exact] if exact else []), *others]))[:MOST_SUGGESTED]


def _unknown(name: str, edition: Edition | None) -> str:
    near = nearest(name, edition)[:3] if edition else []
    unknown = _("No topic of this edition is called “%(name)s”.") % {"name": name}
    if not near:
        return f"{unknown} {_('Make it under Topics first.')}"
    names = _(" or ").join(_("“%(name)s”") % {"name": topic.name} for topic in near)
    return f"{unknown} {_('Is it %(names)s?') % {'names': names}}"

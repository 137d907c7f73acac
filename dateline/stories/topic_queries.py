"""Which topics: by address, by name, and the ones that a text names."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from dateline.people.models import User
from dateline.stories import naming
from dateline.stories.beats import in_editions
from dateline.stories.naming import KnownName
from dateline.stories.queries import CountOf, NeverDeleted

if TYPE_CHECKING:
    from dateline.stories.models import Edition, Story, Topic

AT_ONCE = 500
"""Words of one question for names: SQLite bounds what a statement may hold, and a book is one text."""

MOST_COUNTED = 1000
"""Stories of a topic that a list counts: a topic of a hundred thousand would keep the desk waiting for a number."""


class TopicQuerySet(models.QuerySet["Topic"]):
    def for_right(self, user: User, right: str) -> Self:
        """Topics of the editions where this member of staff has a right, written `app.codename`."""
        return self.filter(in_editions(user, right))

    def current(self) -> Self:
        """Topics that stories may be on: none that was merged into another."""
        return self.filter(merged_into=None)

    def at(self, slug: str, edition: "Edition") -> "Topic | None":
        """Return the topic that an address means, also by an alias or after a merger; None for an unknown one."""
        found = self.filter(edition=edition, slug=slug).select_related("merged_into").first()
        if found:
            return found.kept
        return self.filter(names__edition=edition, names__slug=slug).order_by("names__pk").first()

    def called(self, name: str, edition: "Edition") -> "Topic | None":
        """Return the topic of this name or alias, however it is spelled; None for an unknown one."""
        return self.filter(names__edition=edition, names__key=naming.key_of(name)).first()

    def with_words(self, words: str) -> Self:
        """Topics with these words in their name or an alias; the last word may be unfinished."""
        key = naming.key_of(words)
        begins = Q(key__startswith=key) | Q(key__contains=f" {key}")
        return self.filter(Exists(self._names.filter(begins, topic=OuterRef("pk")))) if key else self.none()

    def named_by(self, story: "Story") -> "list[Topic]":
        """Return the topics that headline, lead, text or caption of a story name, in the order in which they do."""
        return self.named_in("\n".join([story.headline, story.lead, story.text, story.caption]), story.edition)

    def named_in(self, text: str, edition: "Edition") -> "list[Topic]":
        """Return the topics that the text calls by a name or alias.

        Asks only for names that begin with a word of the text, so the number of topics hardly matters. A person, place
        or organisation of one word has its capital in the text too: a price is not Mr Price.
        """
        found = naming.named_in(text, self._names_in_reach(text, edition))
        topics = self.in_bulk(found)
        return [topics[pk] for pk in found]

    def names_of(self, edition: "Edition") -> naming.Names:
        """Return every name and alias of the edition, made ready for as many texts as an archive has. One query."""
        return naming.Names(_known_names(self._names.filter(edition=edition)))

    def public_counts(self, topics: "Iterable[Topic]", now: datetime) -> dict[int, int]:
        """Return how many public stories each topic has; from `MOST_COUNTED` on the number says no more than that."""
        stories = self.model._meta.get_field("stories").related_model.objects  # type: ignore[union-attr]
        on_it = stories.public(now).filter(topics=OuterRef("pk")).order_by().values("pk")[:MOST_COUNTED]
        counted = self.filter(pk__in=[topic.pk for topic in topics]).order_by()
        return dict(counted.values_list("pk", CountOf(on_it)))

    def delete(self) -> Any:
        """Refuse: versions that went out name topics, and their addresses answer for ever."""
        raise NeverDeleted("A topic is never deleted. Merge it into the one that it should be.")

    @property
    def _names(self) -> Any:
        return self.model._meta.get_field("names").related_model.objects  # type: ignore[union-attr]

    def _names_in_reach(self, text: str, edition: "Edition") -> list[KnownName]:
        words = sorted(naming.first_words(text))
        names = self._names.filter(edition=edition)
        return [
            name
            for start in range(0, len(words), AT_ONCE)
            for name in _known_names(names.filter(first_word__in=words[start : start + AT_ONCE]))
        ]


def _known_names(names: Any) -> Iterator[KnownName]:
    for key, topic, kind, written in names.order_by().values_list("key", "topic", "topic__kind", "text").iterator():
        yield KnownName(key, topic, is_proper=kind != "subject" and written[:1].isupper() and " " not in key)

"""Related stories: chosen when a story goes out, and the same until it goes out again (decisions/0013)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

MOST = 8
"""Stories kept: more than a page shows, so that one that is held leaves no gap."""
MOST_EARLIER = 3
RARE = 200
"""A topic on more stories than this is common: it relates a story to the newest of them only."""
NEWEST = 500
AT_BEST = 100
"""Candidates whose time and section are asked for; the rest shares less."""


class Relatable:
    """What a story remembers of the stories it stood beside. A fact of the story, never of a revision."""

    related_stories: Any

    def relate(self: Any, now: datetime) -> None:
        """Choose the related stories among those public at `now` and store them; the text stays as it is."""
        self.related_stories = self._choose_related(now)
        type(self).objects.filter(pk=self.pk).update(related_stories=self.related_stories)

    def _choose_related(self: Any, now: datetime) -> dict[str, list[int]]:
        public = type(self).objects.public(now).filter(edition=self.edition_id).exclude(pk=self.pk)
        chain = self._chain()
        out = set(public.filter(pk__in=chain).values_list("pk", flat=True)) if chain else set()
        earlier = [pk for pk in chain if pk in out]
        alike = self._alike(public.exclude(pk__in=earlier))
        return {"earlier": earlier, "alike": alike[: MOST - len(earlier)]}

    def _chain(self: Any) -> list[int]:
        """The stories that this one updates, the last one first."""
        chain: list[int] = []
        before = self.update_of_id
        while before and before not in (self.pk, *chain) and len(chain) < MOST_EARLIER:
            chain.append(before)
            before = type(self).objects.filter(pk=before).values_list("update_of", flat=True).first()
        return chain

    def _alike(self: Any, public: Any) -> list[int]:
        """On the same topics, a rare one counting more; then of the same section; the newest first."""
        shares = self._shares(public)
        best = sorted(shares, key=lambda pk: (shares[pk], pk), reverse=True)[:AT_BEST]
        facts = {pk: rest for pk, *rest in _facts(public.filter(pk__in=best))}
        if self.section_id and len(facts) < MOST:
            facts |= {pk: rest for pk, *rest in _facts(public.filter(section=self.section_id).newest_first()[:MOST])}

        def worth(pk: int) -> Any:
            section, moment, number = facts[pk]
            return shares.get(pk, 0), section == self.section_id, moment, number

        return sorted(facts, key=worth, reverse=True)[:MOST]

    def _shares(self: Any, public: Any) -> dict[int, float]:
        """How much each other story has in common with this one: of a topic on ten stories each has a tenth."""
        rows = self.topics.through.objects.exclude(story=self.pk)
        shares: dict[int, float] = defaultdict(float)
        common = []
        for topic in self.topics.through.objects.filter(story=self.pk).values_list("topic", flat=True):
            on_it = list(rows.filter(topic=topic).values_list("story", flat=True)[: RARE + 1])
            if len(on_it) > RARE:
                common.append(topic)
            else:
                _give(shares, on_it, 1 / (len(on_it) or 1))
        if common:
            newest = list(public.newest_first().values_list("pk", flat=True)[:NEWEST])
            _give(shares, rows.filter(topic__in=common, story__in=newest).values_list("story", flat=True), 1 / RARE)
        return shares


def _give(shares: dict[int, float], stories: Iterable[int], share: float) -> None:
    for pk in stories:
        shares[pk] += share


def _facts(stories: Any) -> Iterable[Any]:
    return stories.values_list("pk", "section", "first_published_at", "news_id")  # type: ignore[no-any-return]

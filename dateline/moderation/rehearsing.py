"""A dry run: which of the last decided comments programs would treat otherwise under a draft or another mode.

The checks read them again; nothing is stored and nobody is told. The desk shows it before anything is published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dateline.comments.models import Comment, CommentQuerySet
from dateline.moderation import word_lists
from dateline.moderation.checking import opinions_on
from dateline.moderation.checks import scores
from dateline.moderation.checks.opinion import Given, LookedFor, Opinion, Verdict, Words
from dateline.moderation.deciding import Opinions, all_clean, breach_among
from dateline.moderation.models import Clause, CommentScore, Decision, WordList
from dateline.moderation.models.opinion import SCORES
from dateline.moderation.scores import given
from dateline.stories.models import CommentsMode, Edition

LAST = 200
"""Comments that are read again: those decided on last. A tenth of a second."""


class Treatment(StrEnum):
    """What programs do with a comment when it comes in."""

    SHOW = "show"
    WAIT = "wait"
    DOUBT = "doubt"
    """It waits, and its score raises a doubt: it is read sooner, with its words marked."""
    REFUSE = "refuse"


@dataclass(frozen=True)
class Setting:
    """What programs go by: the clauses that are on, in order, the edition's mode, and thresholds of scores."""

    clauses: Sequence[Clause]
    mode: CommentsMode
    thresholds: Mapping[str, float] = field(default_factory=dict)

    @property
    def looked_for(self) -> tuple[LookedFor, ...]:
        """What the clauses have the scoring engine look for; nothing where it is off."""
        if not given.is_on():
            return ()
        return given.looked_for(((each.code, each.attributes) for each in self.clauses), self.thresholds)


@dataclass(frozen=True)
class Otherwise:
    """A comment that is treated otherwise, and the opinions that do it; none where a mode alone does."""

    comment: Comment
    was: Treatment
    would: Treatment
    opinions: tuple[Opinion, ...]

    @property
    def words(self) -> list[str]:
        """The words of the comment that do it."""
        spans = [span for opinion in self.opinions for span in opinion.spans]
        return list(dict.fromkeys(self.comment.text[start:end] for start, end in spans))


def rehearse(
    edition: Edition, before: Setting, after: Setting, *, among: CommentQuerySet
) -> tuple[int, list[Otherwise]]:
    """Return how many comments were read again, and those that are treated otherwise, the last decided first.

    `among` are the comments that may be read. Stricter sections and stories stay so; held ones count as open.
    """
    hidden = CommentScore.objects.kept_from_the_desk().values("comment")
    mine = among.filter(story__edition=edition, erased_at=None).exclude(pk__in=hidden)
    ruled = Decision.objects.standing().filter(comment__in=mine).order_by("-pk")
    last = list(dict.fromkeys(ruled.values_list("comment", flat=True)[: LAST * 2]))[:LAST]
    rows = among.select_related("story__section", "score").in_bulk(last)
    stamp = WordList.objects.filter(edition=edition).values_list("stamp", flat=True).first() or ""
    lists = word_lists.lists_of(edition.pk, stamp)
    found = [_otherwise(rows[pk], edition, before, after, lists) for pk in last]
    return len(last), [each for each in found if each]


def _otherwise(
    comment: Comment, edition: Edition, before: Setting, after: Setting, lists: word_lists.Lists
) -> Otherwise | None:
    words = Words(comment.name, comment.text, edition.comment_language, listed=lists.listed, watched=lists.watched)
    opinions, both = opinions_on(words), before.looked_for + after.looked_for
    said = given.kept(getattr(comment, "score", None), comment.text, edition.pk, both) if both else None
    was, for_this = _treated(comment, [*opinions, *_of_scores(words, said, before)], before)
    would, by = _treated(comment, [*opinions, *_of_scores(words, said, after)], after)
    if was == would:
        return None
    return Otherwise(comment, was, would, for_this if (was, would) == (Treatment.DOUBT, Treatment.WAIT) else by)


def _of_scores(words: Words, said: Given | None, setting: Setting) -> list[tuple[str, Opinion]]:
    if said is None or not setting.looked_for:
        return []
    there = replace(words, given=replace(said, looked_for=setting.looked_for))
    return [(SCORES, each) for each in scores.check(there)]


def _treated(comment: Comment, opinions: Opinions, setting: Setting) -> tuple[Treatment, tuple[Opinion, ...]]:
    breach = breach_among(opinions, setting.clauses)
    if breach:
        return Treatment.REFUSE, (breach.opinion,)
    stricter = [each for each in (comment.story.section, comment.story) if each and each.comments_mode]
    own = max([setting.mode, *(CommentsMode(each.comments_mode) for each in stricter)], key=list(CommentsMode).index)
    if own != CommentsMode.READ_FIRST and all_clean(opinions):
        return Treatment.SHOW, ()
    doubts = tuple(each for name, each in opinions if name == SCORES and each.verdict == Verdict.DOUBT)
    if doubts:
        return Treatment.DOUBT, doubts
    return Treatment.WAIT, tuple(opinion for _name, opinion in opinions if opinion.verdict != Verdict.CLEAN)

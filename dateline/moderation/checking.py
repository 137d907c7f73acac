"""Checking a comment as it comes in, by `receive` or changed by `receive_again`; the desk shows what was said.

A check advises, and none is lost because a check fails. What follows without a person is in `deciding`.
"""

import logging
import time
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments import receiving, rewriting
from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib.faults import told_without_words
from dateline.lib.taming import tamed
from dateline.moderation import banning, deciding, queueing, signs, word_lists
from dateline.moderation.banning import Banned
from dateline.moderation.budgets import OverBudget
from dateline.moderation.checks import CHECKS, Check, name_of
from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words
from dateline.moderation.engine import questions
from dateline.moderation.models import Appeal, CheckOpinion
from dateline.moderation.scores import given
from dateline.moderation.signs import Before
from dateline.stories.models import Story

logger = logging.getLogger(__name__)

UNAVAILABLE = Opinion(
    Verdict.UNAVAILABLE,
    "check unavailable",
    "This check could not read the comment. Look for what it would have found.",
)


TOO_SLOW = Opinion(
    Verdict.UNAVAILABLE,
    "check unavailable",
    "This check took longer than it may. Look for what it would have found.",
)
LONGEST_CHECK, LONGEST_ROUND = 1.0, 3.0
"""Seconds that a check may take, and all of them together. The slowest takes a hundredth of that on a busy machine."""


def receive(story: Story, submission: Submission, *, now: datetime) -> Comment:
    """Store a comment, with what the checks say of it and what follows from that, and return it; all of it or nothing.

    The same words again are the earlier comment (`comments.receiving.receive`), and no check speaks twice. Raises
    `OverBudget` when as many came from the same address, under the same name or in all as may, and `Banned` while the
    desk takes none from its sender.
    """
    return receive_once(story, submission, now=now)[0]


def receive_once(story: Story, submission: Submission, *, now: datetime) -> tuple[Comment, bool]:
    """Do as `receive` does, and tell whether the comment is new: only then is whoever sent it sure to be its writer."""
    name, text = tamed(submission.name), tamed(submission.text)
    own = signs.signs_of(name, text, sender=submission.sender, email=submission.email)
    # Before the transaction: on SQLite every other writer would wait for the checks.
    before = signs.before(own, edition_id=story.edition_id, now=now)
    if before.spent and before.spent_until:
        if known := receiving.received_before(story, submission, now=now):
            return known, False
        raise OverBudget(before.spent, until=before.spent_until)
    words = _words(name, text, story, before, banned=_label_of_ban(before, story))
    opinions = opinions_on(replace(words, trap=submission.trap, seconds=_age(submission.form_made_at, now=now)))
    opinions += questions.awaited()
    with transaction.atomic():
        comment, is_new = receiving.receive_once(story, submission, now=now)
        if is_new:
            signs.leave(comment, own, now=now)
            _store(comment, opinions, now=now)
            score = given.store(comment, words.given, now=now)
            questions.put(comment, opinions, now=now)
            deciding.decide(comment, opinions, now=now)
            queueing.rate(comment, opinions, text=own.text, score=score)
    return comment, is_new


def receive_again(comment: Comment, text: str, *, now: datetime) -> Comment:
    """Take another text of a comment in, with what the checks say of that one; it is judged again.

    Raises `PermissionDenied` with a sentence when it cannot be changed (`comments.rewriting.rewrite`), and while an
    appeal waits, whose answer is about the text that was refused. `Banned`, as `receive` does, is one.
    """
    own = signs.signs_of(comment.name, tamed(text), sender=comment.address_hash, email=comment.email)
    before = signs.before(own, edition_id=comment.story.edition_id, now=now)
    banned = _label_of_ban(before, comment.story)
    words = _words(comment.name, tamed(text), comment.story, before, banned=banned)
    opinions = opinions_on(words)
    opinions += questions.awaited()
    with transaction.atomic():
        comment = comment.locked()
        if Appeal.objects.waiting_on(comment).exists():
            raise PermissionDenied(_("Your appeal is being read. You can change the comment after its answer."))
        changed = rewriting.rewrite(comment, text, now=now)
        if changed.sent_at == now:
            signs.change_text(changed, own)
            changed.opinions.all().delete()
            questions.withdraw(changed)
            _store(changed, opinions, now=now)
            score = given.store_again(changed, words.given, now=now)
            questions.put(changed, opinions, now=now)
            if not deciding.is_left_to_persons(changed):
                deciding.decide(changed, opinions, now=now)
            queueing.rate(changed, opinions, text=own.text, score=score)
    return changed


def _label_of_ban(before: Before, story: Story) -> str:
    """The reason for which a name is banned; empty where none is. Raises `Banned` where the sender is."""
    ban = banning.in_force(before.ban)
    if ban and ban.refuses:
        raise Banned(ban, story.edition)
    return ban.reason if ban else ""


def _words(name: str, text: str, story: Story, before: Before, *, banned: str) -> Words:
    """What the checks are given of a comment under a story."""
    lists = word_lists.lists_of(story.edition_id, before.stamp)
    return Words(
        name,
        text,
        story.edition.comment_language,
        listed=lists.listed,
        watched=lists.watched,
        alike=before.alike,
        refused=before.refused,
        doubt_from=settings.DOUBT_FROM_REFUSED,
        banned=banned,
        given=given.give(text, story.edition_id),
    )


def _age(made_at: int | None, *, now: datetime) -> int | None:
    return None if made_at is None else int(now.timestamp()) - made_at


def opinions_on(words: Words) -> list[tuple[str, Opinion]]:
    """Return what each check says, in order, under its name; one that fails or is late is unavailable.

    What a late one found is kept all the same; that it found nothing is not believed. Those that come when the time of
    all is used up are not asked.
    """
    began = time.monotonic()
    opinions = []
    for check in CHECKS:
        begins = time.monotonic()
        said = _ask(check, words) if begins - began < LONGEST_ROUND else (TOO_SLOW,)
        if time.monotonic() - begins > LONGEST_CHECK and all(each.verdict == Verdict.CLEAN for each in said):
            said = (TOO_SLOW,)
        if TOO_SLOW in said:
            logger.error("The check %s took longer than it may.", name_of(check))
        opinions += [(name_of(check), each) for each in said]
    return opinions


def _ask(check: Check, words: Words) -> tuple[Opinion, ...]:
    try:
        said = check.check(words)
        opinions = (said,) if isinstance(said, Opinion) else (*said,) or (CLEAN,)
        if not all(each.fits(words.text) for each in opinions):
            raise ValueError("Spans of an opinion lie in the text, in order.")
    except Exception as fault:
        logger.error("The check %s failed: %s", name_of(check), told_without_words(fault))
        return (UNAVAILABLE,)
    return opinions


def _store(comment: Comment, opinions: list[tuple[str, Opinion]], *, now: datetime) -> None:
    said = [CheckOpinion.of(comment, name, opinion, now=now) for name, opinion in opinions if opinion.is_said]
    if said:  # of most comments nothing is
        CheckOpinion.objects.bulk_create(said)

"""Asking the outside engine about comments that wait: threads of every server, never the door through which they came.

`checking` puts a question beside the comment, which waits; the answer becomes an opinion, and what follows from all of
them follows then. Whatever goes wrong on the way, the comment waits for a person under a label that says so.
"""

import logging
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from enum import Enum

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import deciding, queueing
from dateline.moderation.checks.opinion import CLEAN, Opinion
from dateline.moderation.engine import NAME, Engine, EngineKind, openai, webhook
from dateline.moderation.engine.answer import AWAITED, GONE, opinion_from
from dateline.moderation.engine.asking import NotAnswered, ask
from dateline.moderation.engine.question import NotUnderstood, Question, Rule
from dateline.moderation.models import CheckOpinion, EngineQuestion, HouseRules

AT_ONCE = 4
"""Questions under way from one server: a model takes a second for each."""
PAUSE = 1.0
"""Seconds between two looks."""
PAUSE_AT_FAULT = 5.0
"""Seconds for which each thread leaves an engine alone that gave no answer, however many questions wait."""
KINDS = {EngineKind.WEBHOOK: webhook, EngineKind.OPENAI: openai}

logger = logging.getLogger(__name__)


class Heard(Enum):
    """What became of the question that was due."""

    NOTHING = "nothing was due"
    SETTLED = "it is answered, or needs no answer"
    IN_VAIN = "the engine gave none"


def awaited() -> list[tuple[str, Opinion]]:
    """Return the opinion that stands for the engine's until it is there; none while no engine is set."""
    return [(NAME, AWAITED)] if settings.ENGINE else []


def put(comment: Comment, opinions: deciding.Opinions, *, now: datetime) -> None:
    """Have the engine, if there is one, asked about a comment's present text, which the checks have read."""
    if settings.ENGINE:
        asked = {name: deciding.version_of(name) for name, _opinion in opinions}
        EngineQuestion(comment=comment, of=comment.sent_at, asked=asked, due_at=now).save(force_insert=True)


def withdraw(comment: Comment) -> None:
    """Ask no more about a text that its writer has changed."""
    EngineQuestion.objects.filter(comment=comment).delete()


def ask_one(engine: Engine, *, now: Callable[[], datetime]) -> Heard:
    """Ask about the comment whose turn it is, and settle what the answer comes to."""
    due = EngineQuestion.objects.claim(now())
    if due is None:
        return Heard.NOTHING
    comment = Comment.objects.select_related("story__edition").get(pk=due.comment_id)
    if not comment.is_waiting or comment.sent_at != due.of:
        due.delete()
        return Heard.SETTLED
    opinion = _asked(engine, comment, now=now())
    if opinion is not GONE or due.is_last_try:
        _settle(due, opinion, now=now())
    else:
        due.put_off(now())
        _note(due, GONE)
    return Heard.IN_VAIN if opinion is GONE else Heard.SETTLED


def begin(stopping: threading.Event, engine: Engine) -> None:
    """Start the threads that ask. The end does not wait for them: what they claimed is asked again a minute later."""
    for number in range(AT_ONCE):
        threading.Thread(target=keep, args=[stopping, engine], name=f"engine {number}", daemon=True).start()


def keep(stopping: threading.Event, engine: Engine) -> None:
    """Ask until `stopping` is set. A database that is away is waited for."""
    while not stopping.is_set():
        heard = Heard.NOTHING
        try:
            while not stopping.is_set() and (heard := ask_one(engine, now=clock.now)) is Heard.SETTLED:
                pass
        except DatabaseError:
            logger.exception("The questions for the outside engine cannot be read; it is tried again.")
        finally:
            close_old_connections()
        stopping.wait(PAUSE_AT_FAULT if heard is Heard.IN_VAIN else PAUSE)


def _asked(engine: Engine, comment: Comment, *, now: datetime) -> Opinion:
    rules = HouseRules.objects.in_force(comment.story.edition)
    clauses = rules.clauses_in_force() if rules else []
    known = [Rule(number, each.code, each.title, each.text) for number, each in enumerate(clauses, 1)]
    question = Question(secrets.token_hex(16), comment.text, comment.story.edition.comment_language, known)
    kind = KINDS[engine.kind]
    try:
        return opinion_from(kind.said(ask(engine, kind.request(engine, question, now=now))), question)
    except (NotAnswered, NotUnderstood) as fault:
        logger.warning("The outside engine is asked again later, or no more. %s", fault)
        return GONE


def _settle(due: EngineQuestion, opinion: Opinion, *, now: datetime) -> None:
    with transaction.atomic():
        comment = due.comment.locked()
        if not EngineQuestion.objects.filter(pk=due.pk).delete()[0] or comment.sent_at != due.of:
            return
        opinions = _with_the_others(comment, due, opinion)
        _note(due, opinion)
        if opinions and comment.is_waiting and not deciding.is_left_to_persons(comment):
            deciding.decide(comment, opinions, now=now)
        queueing.rate_again(comment)


def _note(due: EngineQuestion, opinion: Opinion) -> None:
    """Put the opinion in the place of the one that was awaited."""
    row = CheckOpinion.objects.filter(comment=due.comment_id, check_name=NAME, given_at=due.of)
    if not opinion.is_said:
        row.delete()
    said = {"verdict": opinion.verdict, "word": opinion.word, "sentence": opinion.sentence}
    row.update(**said, clause_code=opinion.clause, spans=opinion.spans)


def _with_the_others(comment: Comment, due: EngineQuestion, opinion: Opinion) -> deciding.Opinions:
    """The opinions of all that read the text; none where a check is another now than it was then."""
    if any(deciding.version_of(name) != version for name, version in due.asked.items()):
        return []
    stored = defaultdict(list, {NAME: [opinion]})
    for row in comment.opinions.exclude(check_name=NAME):
        stored[row.check_name].append(row.as_given)
    return [(name, each) for name in due.asked for each in stored.get(name, [CLEAN])]

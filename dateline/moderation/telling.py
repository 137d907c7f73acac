"""Telling staff by mail that a comment was passed to them, answered, or may threaten somebody's life.

By the background worker, so that nobody at the desk waits for a mail server; what fails stands among failed tasks. A
mail holds neither a reader's words nor a colleague's note: mail is read on other people's machines.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from dateline.comments.models import Comment
from dateline.lib import mail
from dateline.moderation.models import Pass, PassKind, Threat
from dateline.moderation.models.decision import UNDER_LAW
from dateline.moderation.staff import who_may
from dateline.people.models import User


def reaches_chiefs(comment: Comment) -> bool:
    """Whether some desk chief of a comment can be told by mail."""
    return mail.is_set_up() and any(user.email for user in who_may(UNDER_LAW, comment))


def queue_pass(passed: Pass) -> None:
    """Have those told to whom a comment was passed, in the transaction under way."""
    if mail.is_set_up():
        tell_of_pass.enqueue(passed.pk)


def queue_answer(passed: Pass) -> None:
    """Have who passed a comment told that it was given back."""
    if mail.is_set_up() and passed.ended_by_id != passed.passed_by_id:
        tell_of_answer.enqueue(passed.pk)


def queue_threat(threat: Threat) -> None:
    """Have the desk chiefs told of a threat to life."""
    if mail.is_set_up():
        tell_of_threat.enqueue(threat.pk)


@task()
def tell_of_pass(pk: int) -> None:
    """Mail to whom a comment was passed, unless it is over by now."""
    passed = Pass.objects.standing().select_related("to", "passed_by", "comment__story__edition").filter(pk=pk).first()
    if passed is None:
        return
    told = [passed.to] if passed.to else who_may(UNDER_LAW, passed.comment)
    with translation.override(passed.comment.story.edition.language):
        facts = {"name": passed.passed_by.display_name, "number": passed.comment.story.news_id}
        if passed.kind == PassKind.LEGAL:
            subject = _("%(name)s asks what the law says of a comment under %(number)s") % facts
        else:
            subject = _("%(name)s has passed you a comment under %(number)s") % facts
        _send(subject, _("The note stands beside the comment."), passed.comment, told)


@task()
def tell_of_answer(pk: int) -> None:
    """Mail to who passed a comment that it came back."""
    passed = Pass.objects.select_related("passed_by", "ended_by", "comment__story__edition").get(pk=pk)
    if passed.ended_by is None:
        return
    with translation.override(passed.comment.story.edition.language):
        facts = {"name": passed.ended_by.display_name, "number": passed.comment.story.news_id}
        subject = _("%(name)s has given a comment under %(number)s back") % facts
        _send(subject, _("The answer stands beside the comment."), passed.comment, [passed.passed_by])


@task(priority=100)
def tell_of_threat(pk: int) -> None:
    """Mail to the desk chiefs that somebody's life may be in danger."""
    threat = Threat.objects.select_related("comment__story__edition").get(pk=pk)
    with translation.override(threat.comment.story.edition.language):
        subject = _("Threat to life in a comment under %(number)s") % {"number": threat.comment.story.news_id}
        text = _("It is off the page. Read it now, and tell the authority that is in charge.")
        _send(subject, text, threat.comment, who_may(UNDER_LAW, threat.comment))


def _send(subject: str, text: str, comment: Comment, told: Iterable[User]) -> None:
    addresses = [user.email for user in told if user.email and user.is_active]
    if addresses:
        there = settings.BASE_URL + reverse("newsroom-comment", args=[comment.pk])
        EmailMessage(subject, f"{text}\n\n{there}\n", bcc=addresses).send()

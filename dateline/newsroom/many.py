"""Ruling on the ticked rows of the queue: comments one by one, and all that are alike."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import many
from dateline.moderation.many import MOST, Left, Ruled
from dateline.moderation.models import Clause
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom import queue_rows
from dateline.newsroom.headers import header
from dateline.newsroom.instants import instant
from dateline.newsroom.next_up import asked_by
from dateline.newsroom.queue_asked import Asked
from dateline.newsroom.queue_reader import reader_of
from dateline.people.models import User

OF_A_GROUP = "g:"


@dataclass(frozen=True)
class Ticked:
    """Comments as they were read, those that are taken back by now, and the groups that were ticked."""

    comments: list[Comment]
    gone: list[Left]
    groups: list[str]


def rule(request: Any) -> HttpResponse:
    """Show or refuse what was ticked, and say what could not be done, row by row."""
    if request.method != "POST":
        return redirect("newsroom-comments")
    asked = asked_by(request)
    ticked = _ticked(request.POST.getlist("ticked"), asked, request.user)
    fault, ruled = "", Ruled(0, [])
    try:
        ruled = _rule(request, ticked)
    except ValidationError as refusal:
        fault = " ".join(refusal.messages)
    left = [*ticked.gone, *ruled.left] if not fault else []
    more = [group for group in ticked.groups if not fault and _members(group, asked, request.user).exists()]
    above = ((_("Comments"), f"{reverse('newsroom-comments')}?{asked.query()}"),)
    context = header(_("Several at once"), icon="comment", under=above) | {
        "fault": fault,
        "done": ruled.done,
        "left": left,
        # As long as something gives way: what is left can else only be read one by one.
        "more": more if ruled.done else [],
        "verb": request.POST.get("verb", ""),
        "clause": request.POST.get("clause", ""),
        "sentence": request.POST.get("sentence", ""),
        "query": asked.query(),
    }
    return render(request, "newsroom/comments/many.html", context, status=422 if fault else 200)


def _rule(request: Any, ticked: Ticked) -> Ruled:
    if not (ticked.comments or ticked.gone):
        raise ValidationError(_("Nothing was ticked. Tick the rows that you have read."))
    if request.POST.get("verb") == "show":
        if ticked.groups:
            raise ValidationError(_("Comments alike are shown one by one. Open them."))
        return many.show(ticked.comments, by=request.user, now=clock.now())
    given = request.POST.get("clause", "")
    clause = Clause.objects.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 16 else None
    sentence = request.POST.get("sentence", "").replace("\0", "")[:2000]
    return many.refuse(ticked.comments, clause=clause, sentence=sentence, by=request.user, now=clock.now())


def _ticked(values: list[str], asked: Asked, user: User) -> Ticked:
    groups = [value.removeprefix(OF_A_GROUP).replace("\0", "") for value in values if value.startswith(OF_A_GROUP)]
    read = {int(pk): at for value in values if (parts := _comment(value)) for pk, at in [parts]}
    mine = Comment.objects.for_right(user, DECIDE).select_related("story__edition").defer("story__body")
    found = [_as_read(comment, read[comment.pk]) for comment in mine.filter(pk__in=list(read)[:MOST])]
    for group in groups:
        keys = _members(group, asked, user).order_by("since", "comment").values_list("pk", flat=True)
        found += mine.filter(pk__in=list(keys[: max(0, MOST - len(found))])).order_by("sent_at", "pk")
    gone = [Left(each, str(_("Its writer has taken the comment back."))) for each in found if each.is_taken_back]
    return Ticked([each for each in found if not each.is_taken_back], gone, groups)


def _members(group: str, asked: Asked, user: User) -> Any:
    # As the row counted them: what is asked for leaves others out.
    return queue_rows.queued(replace(asked, alike=group or "-", after=None), reader_of(user))


def _comment(value: str) -> tuple[str, datetime] | None:
    pk, _colon, text = value.partition(":")
    at = instant(text)
    return (pk, at) if at and pk.isdecimal() and len(pk) < 16 else None


def _as_read(comment: Comment, at: datetime) -> Comment:
    read = copy(comment)
    read.sent_at = at
    return read

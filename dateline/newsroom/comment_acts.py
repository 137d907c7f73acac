"""The page of one act on a comment: the comment beside a form. For `passing`, `threats` and `bans`."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.moderation.models.decision import DECIDE
from dateline.newsroom.headers import header
from dateline.newsroom.opinions import marked

WORDS = {"rows": 4, "dir": "auto"}


def comment_for(request: Any, pk: int) -> Comment:
    """Return the comment that an address names, if this person may decide on it."""
    mine = Comment.objects.for_right(request.user, DECIDE)
    found: Comment = get_object_or_404(mine.select_related("story__edition", "story__section", "thread"), pk=pk)
    return found


def act_page(
    request: Any,
    comment: Comment,
    form: forms.Form | None,
    *,
    title: str,
    icon: str,
    button: str = "",
    happens: tuple[str | Promise, ...] = (),
    template: str = "newsroom/comments/act.html",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the comment and the form; `happens` are sentences on what the act does. 422 where the form has a fault."""
    name = _("A deleted comment") if comment.is_erased else _("Comment of %(name)s") % {"name": comment.name}
    above = ((_("Comments"), reverse("newsroom-comments")), (name, reverse("newsroom-comment", args=[comment.pk])))
    context = header(title, icon=icon, under=above) | {
        "comment": comment,
        "words": marked(comment.text, comment.opinions.seen_at_the_desk()),
        "form": form,
        "title": title,
        "button": button,
        "happens": happens,
    }
    return render(request, template, context | (more or {}), status=422 if form and form.errors else 200)

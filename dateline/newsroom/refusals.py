"""How the desk refuses: a page with the sentence and a way on; to a script, the sentence as JSON. 403 always."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_localized_response

from dateline.newsroom.headers import header

View = Callable[..., Any]


def refused(request: HttpRequest, sentence: Promise | str) -> HttpResponse:
    """Answer 403 with the sentence, in the language and form of who asked."""
    # The language of who asked is set inside; a sentence that was made into text before has another one.
    answer: HttpResponse = get_localized_response(_answer, request, sentence)
    return answer


def _answer(request: HttpRequest, sentence: Promise | str) -> HttpResponse:
    if _is_script(request):
        told = {"success": False, "error_code": "refused", "error_message": str(sentence)}
        return JsonResponse(told, status=403)
    context = header(_("Not yours to do"), icon="warning") | {"sentence": sentence}
    return render(request, "newsroom/refused.html", context, status=403)


def said(view: View) -> View:
    """Let a view of the desk refuse in its own words. Wagtail would say the same of everything."""

    @wraps(view)
    def saying(request: HttpRequest, *args: Any, **options: Any) -> Any:
        try:
            return view(request, *args, **options)
        except PermissionDenied as refusal:
            return refused(request, str(refusal) or _("You do not have the right to do this."))

    return saying


def _is_script(request: HttpRequest) -> bool:
    asked = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    return asked or request.headers.get("Accept", "").startswith("application/json")

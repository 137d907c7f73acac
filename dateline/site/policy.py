"""One content security policy for reader pages, another for the desk."""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicy(CSPMiddleware):
    """Sends the strict reader policy everywhere, and the desk's own under its path."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not _is_desk(request):
            response.headers.setdefault(HEADER, _readers_policy())
            return response
        if HEADER in response:
            # A preview is a reader page, made by an inner request that has passed here with a reader's address.
            del response[HEADER]
        sent: HttpResponseBase = super().process_response(request, response)
        return sent

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only:
            parts.config = settings.DESK_POLICY
        return parts


@cache
def _readers_policy() -> str:
    # The same for every page, without a nonce, so that pages can be stored; made anew it is a tenth of an answer.
    return str(build_policy())


def _is_desk(request: HttpRequest) -> bool:
    return request.path.startswith(settings.DESK_PATH)

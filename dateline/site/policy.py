"""One content security policy for reader pages, another for the desk."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicy(CSPMiddleware):
    """Sends the strict reader policy everywhere, and the desk's own under its path."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if _is_desk(request) and HEADER in response:
            # A preview is a reader page, made by an inner request that has passed here with a reader's address.
            del response[HEADER]
        sent: HttpResponseBase = super().process_response(request, response)
        return sent

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and _is_desk(request):
            parts.config = settings.DESK_POLICY
        return parts


def _is_desk(request: HttpRequest) -> bool:
    return request.path.startswith(settings.DESK_PATH)

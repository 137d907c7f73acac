"""Who is asking: the reader's address and scheme, believed from a proxy only where settings trust it."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dateline.lib.networks import is_address, networks

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class TrustedProxies:
    """Drops forwarded headers, except from the networks of `TRUSTED_PROXIES`.

    From a trusted proxy, REMOTE_ADDR becomes the last address in `X-Forwarded-For` that is not itself trusted:
    everything before it was written by the reader.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.networks = networks(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._trusts(request.META.get("REMOTE_ADDR", "")):
            self._believe(request)
        else:
            for header in FORWARDED:
                request.META.pop(header, None)
        return self.get_response(request)

    def _believe(self, request: HttpRequest) -> None:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        for hop in reversed(hops):
            if not is_address(hop):
                return
            request.META["REMOTE_ADDR"] = hop
            if not self._trusts(hop):
                return

    def _trusts(self, address: str) -> bool:
        if not self.networks or not is_address(address):
            return False
        return any(ipaddress.ip_address(address) in network for network in self.networks)

"""Who is asking: the reader's address and scheme, believed from a proxy only where settings trust it."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dateline.lib.networks import networks, plain_address


class TrustedProxies:
    """Drops forwarded headers, except from the networks of `TRUSTED_PROXIES`.

    From a trusted proxy, REMOTE_ADDR becomes the last address in `X-Forwarded-For` that is not itself trusted:
    everything before it was written by the reader.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.networks = networks(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = plain_address(request.META.get("REMOTE_ADDR", "")) or ""
        request.META["REMOTE_ADDR"] = peer
        if self._trusts(peer):
            self._believe(request)
        else:
            for header in [name for name in request.META if _is_forwarded(name)]:
                del request.META[header]
        return self.get_response(request)

    def _believe(self, request: HttpRequest) -> None:
        for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            address = plain_address(hop.strip())
            if address is None:
                return
            request.META["REMOTE_ADDR"] = address
            if not self._trusts(address):
                return

    def _trusts(self, address: str) -> bool:
        return bool(address) and any(ipaddress.ip_address(address) in network for network in self.networks)


def _is_forwarded(header: str) -> bool:
    """Whether a name of WSGI's stands for one of these headers, however the sender wrote hyphens and case."""
    return header == "HTTP_FORWARDED" or header.startswith("HTTP_X_FORWARDED")

"""Varnish: a PURGE with the tags in `xkey-purge`, as vmod_xkey(3) has it, or a BAN by a pattern of them without that
module. `deploy/varnish.vcl` and `deploy/varnish-ban.vcl` answer them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.delivery.caches_in_front.asking import ask

LONGEST = 6000
"""Characters of a header's value; Varnish takes lines of 8,192 (`http_req_hdr_len`)."""


@dataclass(frozen=True)
class Varnish:
    """One Varnish with its module xkey; several in a row are several caches, each told by itself."""

    host: str
    header: str = "xkey"

    @property
    def name(self) -> str:
        return f"varnish://{self.host}"

    def purge(self, tags: Sequence[str]) -> None:
        for line in _lines(tags, " "):
            self._purge(line)

    def purge_everything(self) -> None:
        self._purge("*")

    def _purge(self, tags: str) -> None:
        # No page of ours has this path: a Varnish that knows no PURGE hands it on, and gets 404 rather than 200.
        ask("PURGE", f"http://{self.host}/purge", {"xkey-purge": tags})


@dataclass(frozen=True)
class BanningVarnish:
    """One Varnish without the module: it compares each page, when next asked for, with what was banned meanwhile."""

    host: str
    header: str = "xkey"

    @property
    def name(self) -> str:
        return f"varnish+ban://{self.host}"

    def purge(self, tags: Sequence[str]) -> None:
        for line in _lines([re.escape(tag) for tag in tags], "|"):
            self._ban(rf"(^|\s)({line})(\s|$)")  # without a space: one would end the pattern

    def purge_everything(self) -> None:
        self._ban(".")

    def _ban(self, pattern: str) -> None:
        ask("BAN", f"http://{self.host}/ban", {"ban-tags": pattern})


def _lines(tags: Sequence[str], between: str) -> Iterator[str]:
    line = ""
    for tag in tags:
        if line and len(line) + 1 + len(tag) > LONGEST:
            yield line
            line = ""
        line = f"{line}{between}{tag}" if line else tag
    if line:
        yield line

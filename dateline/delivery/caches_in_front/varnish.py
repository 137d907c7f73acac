"""Varnish: a PURGE with the tags in `xkey-purge`, as vmod_xkey(3) has it. `deploy/varnish.vcl` answers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.delivery.caches_in_front.asking import ask

LONGEST = 6000
"""Characters of a header's value; Varnish takes lines of 8,192 (`http_req_hdr_len`)."""


@dataclass(frozen=True)
class Varnish:
    """One Varnish; several in a row are several caches, each told by itself."""

    host: str
    header: str = "xkey"

    @property
    def name(self) -> str:
        return f"varnish://{self.host}"

    def purge(self, tags: Sequence[str]) -> None:
        for line in _lines(tags):
            # No page of ours has this path: a Varnish that knows no PURGE hands it on, and gets 404 rather than 200.
            ask("PURGE", f"http://{self.host}/purge", {"xkey-purge": line})


def _lines(tags: Sequence[str]) -> Iterator[str]:
    line = ""
    for tag in tags:
        if line and len(line) + 1 + len(tag) > LONGEST:
            yield line
            line = ""
        line = f"{line} {tag}".strip()
    if line:
        yield line

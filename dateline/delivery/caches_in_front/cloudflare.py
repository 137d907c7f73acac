"""Cloudflare: a purge by tags of a zone, which is believed only where the answer says that it was done."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.delivery.caches_in_front.asking import NotPurged, ask

AT_ONCE = 30
"""Tags of one call. Some plans take more; every plan that purges by tags takes these."""


@dataclass(frozen=True)
class Cloudflare:
    """One zone of Cloudflare's."""

    zone: str
    token: str = field(repr=False)
    api: str = "https://api.cloudflare.com"
    header: str = "Cache-Tag"

    @property
    def name(self) -> str:
        return f"cloudflare://{self.zone}"

    def purge(self, tags: Sequence[str]) -> None:
        for start in range(0, len(tags), AT_ONCE):
            self._purge({"tags": tags[start : start + AT_ONCE]})

    def purge_everything(self) -> None:
        self._purge({"purge_everything": True})

    def _purge(self, what: Mapping[str, object]) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        address = f"{self.api}/client/v4/zones/{self.zone}/purge_cache"
        said = ask("POST", address, headers, json.dumps(what))
        try:
            done = json.loads(said)["success"] is True
        except (ValueError, LookupError, TypeError):
            done = False
        if not done:
            raise NotPurged("Cloudflare answered 200, and not that it has purged.")

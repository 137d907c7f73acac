"""Fastly: a batch of surrogate keys, purged hard, so that no stale page is sent while a new one is fetched."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.delivery.caches_in_front.asking import ask

AT_ONCE = 256
"""Keys of one batch, by Fastly's reference of its API ("Purge multiple surrogate key tags")."""


@dataclass(frozen=True)
class Fastly:
    """One service of Fastly's."""

    service: str
    token: str = field(repr=False)
    api: str = "https://api.fastly.com"
    header: str = "Surrogate-Key"

    @property
    def name(self) -> str:
        return f"fastly://{self.service}"

    def purge(self, tags: Sequence[str]) -> None:
        for start in range(0, len(tags), AT_ONCE):
            self._post("purge", json.dumps({"surrogate_keys": tags[start : start + AT_ONCE]}))

    def purge_everything(self) -> None:
        self._post("purge_all")

    def _post(self, verb: str, body: str | None = None) -> None:
        headers = {"Fastly-Key": self.token, "Content-Type": "application/json", "Accept": "application/json"}
        ask("POST", f"{self.api}/service/{self.service}/{verb}", headers, body)

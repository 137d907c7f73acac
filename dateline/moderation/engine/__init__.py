"""An outside engine that reads comments: which one the settings name. Off unless they do (docs/outside-engine.md)."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

NAME = "outside_engine"
"""The name under which the desk and the record know it, beside the checks' own."""


class EngineKind(StrEnum):
    """How an engine is spoken to: each value is the name of a file here."""

    WEBHOOK = "webhook"
    OPENAI = "openai"


@dataclass(frozen=True)
class Engine:
    """Whom to ask: its whole address, its kind, the model where that has one, and the key, which is never shown."""

    url: str
    kind: EngineKind
    model: str = ""
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """Return what readers are told of it."""
        return urlsplit(self.url).hostname or ""

    @property
    def version(self) -> str:
        """Return what a decision says of it: kind, host and model."""
        return " ".join(part for part in (self.kind.value, self.host, self.model) if part)


def engine_of(url: str, kind: str, *, model: str, key: str) -> Engine | None:
    """Return the engine that the settings name; None without an address. Raises `ValueError` with a sentence."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0 or parts.username:
        raise ValueError("Give the engine's whole address, such as https://engine.example/v1/chat/completions.")
    if kind not in list(EngineKind):
        raise ValueError("Say in DATELINE_ENGINE_KIND how the engine is asked: webhook or openai.")
    if kind == EngineKind.OPENAI and not model:
        raise ValueError("Name the engine's model in DATELINE_ENGINE_MODEL.")
    if kind == EngineKind.WEBHOOK and not key:
        raise ValueError("Give the secret that signs what the engine is asked in DATELINE_ENGINE_KEY.")
    return Engine(url, EngineKind(kind), model, key)

"""Coral's external moderation phase: a comment comes in, signed, and a verdict goes back by the rules of its key.

Coral goes on without us when we fail (`phases/external.ts`, release 9.11.8). So what we cannot score is held by an
answer, not left to an error; a request that is not Coral's gets nothing but one.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from dateline.scoring.perspective import coral_rules, errors
from dateline.scoring.perspective.asking import LONGEST
from dateline.scoring.perspective.coral_rules import Rule, Rules
from dateline.scoring.perspective.keys import Key
from dateline.scoring.perspective.storage import Storage
from dateline.scoring.scorer import Scorer

MOST_SIGNATURES = 10


@dataclass(frozen=True)
class Phase:
    """What a key has set up for Coral: the secrets that it may sign with, several while it changes them."""

    secrets: tuple[str, ...]
    rules: Rules


def set_up(storage: Storage, key: Key, phase: Phase) -> None:
    """Keep what a key has set up, in the place of what it had."""
    with storage.writing() as connection:
        connection.execute(
            "INSERT INTO coral (key, secrets, rules, holds_unscored) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET secrets = excluded.secrets, rules = excluded.rules,"
            " holds_unscored = excluded.holds_unscored",
            [key.id, "\n".join(phase.secrets), coral_rules.write(phase.rules.rules), phase.rules.holds_unscored],
        )


def phase_of(storage: Storage, key: Key) -> Phase | None:
    """Return what a key has set up, if anything."""
    for row in storage.read("SELECT secrets, rules, holds_unscored FROM coral WHERE key = ?", key.id):
        rules: tuple[Rule, ...] = coral_rules.read(row["rules"])
        return Phase(tuple(row["secrets"].split("\n")), Rules(rules, bool(row["holds_unscored"])))
    return None


def is_signed(body: bytes, header: str, secrets: tuple[str, ...]) -> bool:
    """Return whether any signature in a header is that of a body by any of the secrets."""
    # An empty one would be everybody's.
    expected = [f"sha256={hmac.new(each.encode(), body, sha256).hexdigest()}".encode() for each in secrets if each]
    given = [each.strip().encode() for each in header.split(",")[:MOST_SIGNATURES]]
    return any(hmac.compare_digest(one, other) for one in given for other in expected)


def not_signed() -> errors.Refused:
    return errors.Refused(401, "UNAUTHENTICATED", "The signature in X-Coral-Signature is not of a secret of this key.")


def comment_of(given: Any) -> str:
    """Return the text of the comment in Coral's request. Raises `Refused` where there is none."""
    comment = given.get("comment") if isinstance(given, dict) else None
    body = comment.get("body") if isinstance(comment, dict) else None
    if not isinstance(body, str):
        raise errors.payload("A request of Coral has the text of a comment at comment.body.", "comment.body")
    return body


def verdict(text: str, rules: Rules, engine: Scorer) -> dict[str, Any] | None:
    """Return what Coral is told of a comment, or None where there is nothing to tell."""
    if not text.strip():
        return None
    scores = {} if len(text.encode("utf-8", "surrogatepass")) > LONGEST else engine.score(text).scores
    return coral_rules.verdict(rules, scores)

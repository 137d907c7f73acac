"""What Coral is told of a comment, by rules that the holder of a key has set: at which score it is held or rejected.

A rule is written ATTRIBUTE:THRESHOLD:PREMOD or ATTRIBUTE:THRESHOLD:REJECTED:CODE[:TEXT].
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dateline.scoring.attributes import ATTRIBUTES

HELD = "PREMOD"
REJECTED = "REJECTED"
CODES = (
    "OFFENSIVE",
    "ABUSIVE",
    "SPAM",
    "BANNED_WORD",
    "AD",
    "ILLEGAL_CONTENT",
    "HARASSMENT_BULLYING",
    "MISINFORMATION",
    "HATE_SPEECH",
    "IRRELEVANT_CONTENT",
    "OTHER",
)
"""Coral's own (`REJECTION_REASON_CODE` of its schema)."""


class RuleRefused(ValueError):
    """A sentence that says what is wrong with a rule."""


@dataclass(frozen=True)
class Rule:
    """Above which score of an attribute a comment waits for a person, or is rejected, under which code and why."""

    attribute: str
    threshold: float
    status: str
    code: str = ""
    text: str = ""


@dataclass(frozen=True)
class Rules:
    """The rules of a key, and whether a comment that cannot be scored waits."""

    rules: tuple[Rule, ...]
    holds_unscored: bool = True


def parse(words: str) -> Rule:
    """Return the rule that is written. Raises `RuleRefused`."""
    name, threshold, status, code, text = ([*words.split(":", 4), "", "", "", ""])[:5]
    if name not in ATTRIBUTES:
        raise RuleRefused(f"An attribute is one of {', '.join(ATTRIBUTES)}.")
    try:
        least = float(threshold)
    except ValueError:
        least = -1.0
    if not 0 < least < 1:
        raise RuleRefused("A threshold is a number between 0 and 1, such as 0.8.")
    if status not in (HELD, REJECTED):
        raise RuleRefused(f"What follows is {HELD} or {REJECTED}: a comment is never approved by a score.")
    if (status == REJECTED) != (code in CODES) or (status == HELD and (code or text)):
        raise RuleRefused(f"{REJECTED} needs a code, {HELD} has none. A code is one of {', '.join(CODES)}.")
    return Rule(name, least, status, code, text.strip())


def verdict(rules: Rules, scores: Mapping[str, float]) -> dict[str, Any] | None:
    """Return what Coral is told: None where no rule is met. A rejection goes before a hold, and the first before later.

    Without scores the comment waits, unless the rules say otherwise.
    """
    if not scores:
        return held() if rules.holds_unscored else None
    met = [rule for rule in rules.rules if scores[rule.attribute] > rule.threshold]
    for rule in met:
        if rule.status == REJECTED:
            return _rejected(rule)
    return held(flags=True) if met else None


def held(*, flags: bool = False) -> dict[str, Any]:
    """Return the answer that has a comment wait for a person. It cites no code: Coral takes one for a rejection."""
    return {"status": HELD} | ({"actions": _FLAG} if flags else {})


def write(rules: Iterable[Rule]) -> str:
    return json.dumps([asdict(rule) for rule in rules])


def read(written: str) -> tuple[Rule, ...]:
    return tuple(Rule(**each) for each in json.loads(written))


_FLAG = [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}]


def _rejected(rule: Rule) -> dict[str, Any]:
    about = {"customReason" if rule.code == "OTHER" else "detailedExplanation": rule.text} if rule.text else {}
    reason = {"code": rule.code} | about
    return {
        "status": REJECTED,
        "moderationAction": {"status": REJECTED, "rejectionReason": reason},
        "actions": _FLAG,
    }

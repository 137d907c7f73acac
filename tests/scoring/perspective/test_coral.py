"""Coral's external moderation phase: signed requests as its source sends them, verdicts as its source takes them."""

import hmac
import io
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from dateline.scoring.perspective import coral as phases
from dateline.scoring.perspective import coral_rules, keys
from dateline.scoring.perspective.coral import Phase
from dateline.scoring.perspective.coral_rules import Rules
from dateline.scoring.perspective.storage import Storage
from dateline.scoring.perspective.wsgi import CORAL, Perspective
from tests.scoring.perspective.asked import Answer, Asking
from tests.scoring.perspective.conftest import NOW

SECRET = "5d8c7f0f1ab24f2ea8b4b1b5d3c2"
RULES = [
    "INSULT:0.6:PREMOD",
    "THREAT:0.8:REJECTED:ABUSIVE:Threats are removed: rule 3.",
    "PROFANITY:0.9:REJECTED:OTHER:No.",
]
INSULT, THREAT = "You are an idiot.", "I will find you and kill you."


@pytest.fixture
def set_up(storage: Storage, coral: Asking) -> Callable[..., None]:
    def _set_up(*rules: str, secrets: tuple[str, ...] = (SECRET,), holds_unscored: bool = True) -> None:
        parsed = Rules(tuple(coral_rules.parse(rule) for rule in rules or RULES), holds_unscored)
        phases.set_up(storage, keys.named(storage, "coral"), Phase(secrets, parsed))

    return _set_up


def moderate(caller: Asking, text: Any, *secrets: str, **changed: Any) -> Answer:
    """Ask as Coral does: `services/fetch/fetch.ts` and `models/settings/signingSecret/helpers.ts`, release 9.11.8."""
    request = {
        "action": "NEW",
        "comment": {"body": text, "parentID": None},
        "author": {"id": "baf4e943-3594-4fcc-b2ba-3e8de7a76352", "role": "COMMENTER"},
        "story": {"id": "245b3856-b0a0-4d2f-a6bb-58c71f18d6a6", "url": "https://news.example/posts/a-story/"},
        "site": {"id": "a4bede88-2d2c-4424-bc18-4322a9e285a6"},
        "tenantID": "19ba5794-7eeb-4d46-a81b-c00c61672501",
        "tenantDomain": "coral.example",
    }
    body = json.dumps(request | changed, indent=2, ensure_ascii=False).encode()
    signatures = [hmac.new(secret.encode(), body, sha256).hexdigest() for secret in secrets or [SECRET]]
    signed = ",".join(f"sha256={each}" for each in signatures)
    return caller.post(
        f"{CORAL}?key={caller.key}", body, x_coral_signature=signed, user_agent="Coral Moderation/9.11.8"
    )


def test_a_comment_above_a_threshold_waits_and_is_flagged(coral: Asking, set_up: Any) -> None:
    set_up()
    answer = moderate(coral, INSULT)
    assert (answer.status, answer.said) == (
        200,
        {"status": "PREMOD", "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}]},
    )


def test_a_comment_is_rejected_with_the_code_and_the_words_of_its_rule(coral: Asking, set_up: Any) -> None:
    set_up("TOXICITY:0.1:PREMOD", *RULES)
    assert moderate(coral, THREAT, action="EDIT").said == {
        "status": "REJECTED",
        "moderationAction": {
            "status": "REJECTED",
            "rejectionReason": {"code": "ABUSIVE", "detailedExplanation": "Threats are removed: rule 3."},
        },
        "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}],
    }


def test_nothing_is_said_of_any_other_comment_and_none_is_ever_approved(coral: Asking, set_up: Any) -> None:
    set_up()
    for text in ("The ferry is late again.", "", "  "):
        answer = moderate(coral, text)
        assert (answer.status, answer.body) == (204, b"")
    for rule in ("TOXICITY:0.5:APPROVED", "TOXICITY:0.5:NONE", "TOXICITY:0.5:REJECTED"):
        with pytest.raises(coral_rules.RuleRefused):
            coral_rules.parse(rule)


def test_either_of_two_secrets_signs_while_they_are_changed(coral: Asking, set_up: Any) -> None:
    set_up()
    assert moderate(coral, INSULT, "another", SECRET).status == 200
    set_up(secrets=("new", SECRET))
    for signed_with in ((SECRET,), ("new",), ("older", "new")):
        assert moderate(coral, INSULT, *signed_with).status == 200


@pytest.mark.parametrize("secrets", [(), ("",), ("", "other")])
def test_no_secret_signs_nothing(coral: Asking, set_up: Any, secrets: tuple[str, ...]) -> None:
    set_up(secrets=secrets)
    assert moderate(coral, INSULT, "").status == 401


def test_who_has_not_the_secret_gets_no_verdict(
    coral: Asking, set_up: Any, application: Perspective, storage: Storage
) -> None:
    assert moderate(coral, INSULT).status == 401
    set_up()
    assert moderate(coral, INSULT, "guessed").error["status"] == "UNAUTHENTICATED"
    body = json.dumps({"comment": {"body": INSULT}}).encode()
    for header in ("", "sha256=", "sha256=0", "sha256=é", "md5=" + "0" * 32, "," * 10_000):
        assert coral.post(f"{CORAL}?key={coral.key}", body, x_coral_signature=header).status == 401
    other = Asking(application, keys.add(storage, "other", now=NOW))
    assert moderate(other, INSULT).status == 401
    assert moderate(Asking(application, "nobody-s"), INSULT).status == 400


@pytest.mark.parametrize("text", ["این حرف‌ها دروغ است و نویسنده این را می‌داند.", "word " * 5000])
def test_a_comment_that_cannot_be_scored_waits_unless_its_key_says_otherwise(
    coral: Asking, set_up: Any, text: str
) -> None:
    set_up()
    assert moderate(coral, text).said == {"status": "PREMOD"}
    set_up(holds_unscored=False)
    assert moderate(coral, text).status == 204


def test_a_fault_of_our_own_and_a_flood_let_nothing_through(
    coral: Asking, set_up: Any, application: Perspective, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up()
    monkeypatch.setattr(application._callers, "may_ask", lambda key: False)
    assert moderate(coral, "The ferry is late again.").said == {"status": "PREMOD"}
    monkeypatch.undo()
    monkeypatch.setattr(application, "_engine", lambda: 1 / 0)
    assert moderate(coral, "The ferry is late again.").said == {"status": "PREMOD"}


@pytest.mark.parametrize("comment", [None, {}, {"body": 7}])
def test_a_request_that_is_not_coral_s_is_refused(coral: Asking, set_up: Any, comment: Any) -> None:
    set_up()
    assert moderate(coral, "", comment=comment).status == 400


def test_it_is_set_up_by_a_command_that_reads_the_secrets(
    coral: Asking, storage: Storage, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    secrets = tmp_path / "secrets"
    secrets.write_text(f"old\n{SECRET}\n")
    call_command("scoring_keys", "coral", "coral", "--secrets", str(secrets), "--rule", RULES[0], "--pass-unscored")
    assert moderate(coral, INSULT).said["status"] == "PREMOD"
    assert moderate(coral, "این حرف‌ها دروغ است.").status == 204
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="Give the signing secret that Coral shows"):
        call_command("scoring_keys", "coral", "coral")
    with pytest.raises(CommandError, match="A threshold is a number between 0 and 1"):
        call_command("scoring_keys", "coral", "coral", "--secrets", str(secrets), "--rule", "INSULT:80:PREMOD")

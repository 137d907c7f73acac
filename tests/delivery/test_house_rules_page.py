"""The published house rules: the version in force, and every version that ever was."""

import pytest
from django.test import Client

from dateline.lib import clock
from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.stories.models import Edition


def test_the_rules_in_force_are_numbered_dated_and_only_those_that_are_on(client: Client, rules: HouseRules) -> None:
    text = client.get("/en/house-rules").content.decode()
    assert 'id="clause-1"' in text
    assert 'id="clause-2"' in text
    assert 'id="clause-3"' not in text
    assert "The rule on religion." not in text
    assert '<time datetime="2026-03-01T12:00:00Z">1 March 2026</time>' in text
    assert "in force" in text


def test_an_older_version_stays_readable_and_says_that_it_is_old(client: Client, rules: HouseRules, ines: User) -> None:
    following = rules.draft_next()
    assert client.get("/en/house-rules/2").status_code == 404
    following.publish(by=ines, now=clock.now())
    old = client.get("/en/house-rules/1").content.decode()
    assert "no longer in force" in old
    assert "no longer in force" not in client.get("/en/house-rules").content.decode()
    assert 'href="/en/house-rules/2"' in old


def test_an_edition_without_rules_says_so_and_an_unknown_version_is_not_found(client: Client, en: Edition) -> None:
    assert "have not been published yet" in client.get("/en/house-rules").content.decode()
    assert client.get("/en/house-rules/1").status_code == 404


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("read first", "A person reads each comment before it is shown."),
        ("clean", "A comment in which programs find nothing is shown; any other waits for a moderator."),
        ("at once", "is shown at once, and read by a moderator afterwards"),
    ],
)
def test_the_rules_say_when_comments_are_shown(client: Client, rules: HouseRules, mode: str, sentence: str) -> None:
    Edition.objects.update(comments_mode=mode)
    assert sentence in client.get("/en/house-rules").content.decode()

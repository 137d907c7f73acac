"""In a flood whoever is not let in gets their words back on a short page: a whole one costs more than a comment."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.comments.models import Comment
from dateline.delivery import told_briefly
from dateline.delivery.told_briefly import Ration
from dateline.lib import clock
from dateline.moderation import banning
from dateline.moderation.models import BanKind, HouseRules
from dateline.people.models import User
from dateline.stories.models import Story


def test_the_first_get_a_whole_page_and_the_rest_a_short_one_with_the_same_words(
    client: Client, ferry: Story, rules: HouseRules, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.COMMENT_BUDGETS = {"address": 1, "name": 60, "site": 1000}
    monkeypatch.setattr(told_briefly, "whole_pages", Ration(1))

    def post(text: str) -> Any:
        sent = {"name": "Tom", "text": text, "email": "tom@reader.example", "made_at": "1795730400"}
        return client.post(f"{ferry.get_absolute_url()}/comments", sent, headers={"Origin": "http://testserver"})

    assert post("One").status_code == 303
    whole = post("Kept <words>")
    with CaptureQueriesContext(connection) as asked:
        short = post("Kept <words>")
    assert ('class="colophon"' in whole.content.decode(), 'class="colophon"' in short.content.decode()) == (True, False)
    assert len(asked) <= 5
    for answer in (whole, short):
        page = answer.content.decode()
        assert answer.status_code == 429
        assert 590 <= int(answer.headers["Retry-After"]) <= 600
        assert "no-store" in answer.headers["Cache-Control"]
        assert "please send it again in 10 minutes." in page
        assert "Kept &lt;words&gt;</textarea>" in page
        assert 'value="tom@reader.example"' in page
        assert f'action="{ferry.get_absolute_url()}/comments"' in page


def test_who_is_banned_reads_why_on_a_short_page_too(
    client: Client, ferry: Story, comment_on: Callable[..., Comment], mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts: dict[str, Any] = {"days": 7, "reason": "Threats <again>.", "everywhere": False, "by": mara}
    banning.ban(comment_on(ferry), BanKind.ADDRESS, now=clock.now(), **facts)
    monkeypatch.setattr(told_briefly, "whole_pages", Ration(1))
    sent = {"name": "Ben", "text": "Kept <words>", "email": ""}
    at = {"headers": {"Origin": "http://testserver"}, "REMOTE_ADDR": "192.0.2.7"}
    whole = client.post(f"{ferry.get_absolute_url()}/comments", sent, **at)
    with CaptureQueriesContext(connection) as asked:
        short = client.post(f"{ferry.get_absolute_url()}/comments", sent, **at)
    assert ('class="colophon"' in whole.content.decode(), 'class="colophon"' in short.content.decode()) == (True, False)
    assert len(asked) <= 6
    for answer in (whole, short):
        page = answer.content.decode()
        assert (answer.status_code, "Retry-After" in answer.headers) == (403, False)
        assert "no-store" in answer.headers["Cache-Control"]
        assert "No comments are taken from your network address until" in page
        assert "Threats &lt;again&gt;." in page
        assert "Kept &lt;words&gt;</textarea>" in page

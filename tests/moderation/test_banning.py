"""Bans: comments under a banned name wait with that label; from a banned address none is taken, and it is said why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import banning, checking, forgetting
from dateline.moderation.models import Ban, BanKind
from dateline.people.models import User
from dateline.stories.models import Edition, Limit, Section, Story


def send(
    client: Client, story: Story, text: str, name: str = "Ben", email: str = "", address: str = "192.0.2.7"
) -> Any:
    given = {"name": name, "text": text, "email": email}
    there = f"{story.get_absolute_url()}/comments"
    return client.post(there, given, headers={"Origin": "http://testserver"}, REMOTE_ADDR=address)


def test_a_ban_is_told_at_the_form_labels_a_name_and_ends(
    client: Client, ferry: Story, comment_on: Callable[..., Comment], mara: User
) -> None:
    comment, now = comment_on(ferry, email="tom@reader.example"), clock.now()
    facts: dict[str, Any] = {"reason": "Threats again and again.", "everywhere": False, "by": mara, "now": now}
    send(client, ferry, "To warm up.", address="192.0.2.1")
    with CaptureQueriesContext(connection) as without:
        send(client, ferry, "Nobody is banned now.", address="192.0.2.2")
    by_address = banning.ban(comment, BanKind.ADDRESS, days=365, **facts)
    assert by_address.until == comment.address_expires_at
    assert banning.ban(comment, BanKind.ADDRESS, days=7, **facts) == by_address
    answer = send(client, ferry, "Another one.")
    page = answer.content.decode()
    assert answer.status_code == 403
    for words in (
        "No comments are taken from your network address until",
        "Threats again",
        "wrong, write to",
        "Another one.",
    ):
        assert words in page
    with CaptureQueriesContext(connection) as beside:
        assert send(client, ferry, "From next door.", address="192.0.2.8").status_code == 303
    assert len(beside) == len(without)
    with pytest.raises(PermissionDenied, match="Threats again"):
        checking.receive_again(comment, "Other words.", now=now)
    banning.lift(by_address, by=mara, now=now)
    assert send(client, ferry, "Allowed again.").status_code == 303
    banning.ban(comment, BanKind.EMAIL, days=1, **facts)
    assert "this e-mail address" in send(client, ferry, "By mail.", email="TOM@reader.example").content.decode()
    banning.ban(comment, BanKind.NAME, days=1, **facts)
    assert send(client, ferry, "Under the name.", name="ＴＯＭ", address="192.0.2.9").status_code == 303
    opinion = Comment.objects.latest("pk").opinions.get(word="banned name")
    assert (opinion.verdict, opinion.seen) == ("doubt", "Threats again and again.")
    over = now + timedelta(days=2)
    forgetting.forget_addresses(now=over)
    assert set(Ban.objects.values_list("mark", flat=True)) == {""}
    assert Ban.objects.in_force(over).count() == 0


def test_a_network_address_that_is_not_kept_any_more_is_not_banned(
    ferry: Story, comment_on: Callable[..., Comment], mara: User
) -> None:
    comment = comment_on(ferry)
    assert comment.address_expires_at
    facts: dict[str, Any] = {"days": 7, "reason": "No.", "everywhere": False, "by": mara}
    with pytest.raises(ValidationError, match="not kept any more"):
        banning.ban(comment, BanKind.ADDRESS, now=comment.address_expires_at, **facts)
    assert not Ban.objects.exists()


def test_who_may_not_ban_everywhere_bans_in_one_edition_or_not_at_all(
    ferry: Story, en: Edition, fa: Edition, harbour: Section, comment_on: Callable[..., Comment], mara: User
) -> None:
    comment, now = comment_on(ferry), clock.now()
    facts: dict[str, Any] = {"days": 7, "by": mara, "now": now}
    with pytest.raises(ValidationError, match="not known"):
        banning.ban(comment, BanKind.EMAIL, reason="No.", everywhere=False, **facts)
    limit = Limit.objects.create(user=mara, role=mara.groups.get(), edition=en)
    mara = facts["by"] = User.objects.get(pk=mara.pk)
    banning.ban(comment, BanKind.NAME, reason="No.", everywhere=False, **facts)
    with pytest.raises(PermissionDenied):
        banning.ban(comment, BanKind.NAME, reason="No.", everywhere=True, **facts)
    limit.section = harbour
    limit.save()
    facts["by"] = User.objects.get(pk=mara.pk)
    with pytest.raises(PermissionDenied):
        banning.ban(comment, BanKind.NAME, reason="No.", everywhere=False, **facts)
    assert list(Ban.objects.for_right(facts["by"], "moderation.decide_comment")) == []

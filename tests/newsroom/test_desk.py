"""The desk as its people meet it: doors that open, doors that stay closed, decisions that reach the reader."""

import pytest
from django.test import Client
from django.urls import reverse

from dateline.moderation.models import Decision
from dateline.stories.models import Story


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("path", ["", "stories/", "stories/add/", "comments/", "editions/", "house-rules/", "images/"])
def test_the_desk_opens_for_the_chief(chief, ferry, path) -> None:
    assert signed_in(chief).get(f"/desk/{path}").status_code == 200


def test_the_desk_asks_a_stranger_to_sign_in(client, db) -> None:
    assert client.get("/desk/").status_code == 302


def test_the_editor_of_a_story_opens(ines, ferry) -> None:
    assert signed_in(ines).get(f"/desk/stories/edit/{ferry.pk}/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", ["unpublish", "delete"])
def test_side_doors_are_closed_for_superusers_too(root, ferry, door, method) -> None:
    answer = getattr(signed_in(root), method)(f"/desk/stories/{door}/{ferry.pk}/")
    assert answer.status_code in (302, 403, 404)
    ferry.refresh_from_db()
    assert ferry.live
    assert ferry.version == 1


def test_copying_over_a_story_is_closed(root, ferry) -> None:
    signed_in(root).post(f"/desk/stories/copy/{ferry.pk}/", {"headline": "Overwritten"})
    ferry.refresh_from_db()
    assert ferry.headline == "Ferry fares rise"


def test_bulk_delete_leaves_the_story(root, ferry) -> None:
    url = reverse("wagtail_bulk_action", args=["stories", "story", "delete"])
    signed_in(root).post(f"{url}?id={ferry.pk}")
    assert Story.objects.filter(pk=ferry.pk).exists()


def test_a_moderator_shows_a_comment(mara, ferry, rules, comment_on) -> None:
    comment = comment_on(ferry)
    answer = signed_in(mara).post(f"/desk/comments/{comment.pk}/", {"verb": "show"})
    assert answer.status_code == 302
    assert comment.text in Client().get(ferry.get_absolute_url()).content.decode()


def test_a_refusal_names_its_clause_on_the_receipt(mara, ferry, rules, comment_on) -> None:
    comment = comment_on(ferry)
    clause = rules.clauses.get(code="insult")
    signed_in(mara).post(f"/desk/comments/{comment.pk}/", {"verb": "refuse", "clause": clause.pk, "sentence": ""})
    decision = Decision.objects.get(comment=comment)
    assert (decision.clause, decision.rules, decision.decided_by) == (clause, rules, mara)
    receipt = Client().get(f"/receipts/{comment.receipt_token}").content.decode()
    assert clause.reader_sentence in receipt


def test_a_refusal_without_a_clause_comes_back_with_a_sentence(mara, ferry, rules, comment_on) -> None:
    comment = comment_on(ferry)
    answer = signed_in(mara).post(f"/desk/comments/{comment.pk}/", {"verb": "refuse", "sentence": "No."})
    assert answer.status_code == 422
    assert "names the clause" in answer.content.decode()


@pytest.mark.parametrize("who", ["rolf", "ines", "lena"])
def test_only_moderators_rule_on_comments(request, ferry, comment_on, who) -> None:
    comment = comment_on(ferry)
    signed_in(request.getfixturevalue(who)).post(f"/desk/comments/{comment.pk}/", {"verb": "show"})
    comment.refresh_from_db()
    assert comment.is_waiting

"""Prepared questions and rows: the same answers as the querysets that they are made of."""

from datetime import timedelta

import pytest
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from dateline.comments.models import Comment, State
from dateline.lib.prepared import Given, Prepared, PreparedInsert

pytestmark = pytest.mark.django_db

SINCE = Prepared(
    lambda: (
        Comment.objects.filter(name=Given("name", CharField()), created_at__gt=Given("since", DateTimeField()))
        .exclude(state=State.REFUSED)
        .order_by("-pk")
        .values_list("pk", "text", "created_at", "story__live")
    )
)


@pytest.fixture
def comments(ferry):
    now = timezone.now()
    for number in range(4):
        PreparedInsert(Comment).store(_comment(ferry, number, at=now - timedelta(hours=number)))
    return now


def _comment(story, number, *, at):
    return Comment(
        story=story,
        name="Tom",
        text=f"Number {number}: “O’Hara” and ۱۲٪",
        created_at=at,
        sent_at=at,
        key=f"key {number}",
        receipt_digest=f"digest {number}",
        fingerprint="mark",
    )


def test_a_prepared_question_answers_as_its_queryset_does(comments):
    since = comments - timedelta(hours=2, minutes=30)
    asked = Comment.objects.filter(name="Tom", created_at__gt=since).order_by("-pk")

    assert SINCE.rows(name="Tom", since=since) == list(asked.values_list("pk", "text", "created_at", "story__live"))
    assert len(SINCE.rows(name="Tom", since=comments - timedelta(hours=1, minutes=30))) == 2
    assert SINCE.rows(name="Rolf", since=since) == []


def test_what_is_given_is_never_taken_for_sql(comments):
    assert SINCE.rows(name="' OR 1=1 --", since=comments - timedelta(days=9)) == []


def test_a_value_that_is_not_given_is_missed(comments):
    with pytest.raises(KeyError, match="since"):
        SINCE.rows(name="Tom")


def test_a_row_is_stored_as_its_model_stores_it(ferry):
    now = timezone.now()
    comment = _comment(ferry, 1, at=now)

    PreparedInsert(Comment).store(comment)

    stored = Comment.objects.get(pk=comment.pk)
    for field in Comment._meta.concrete_fields:
        assert getattr(stored, field.attname) == getattr(comment, field.attname), field.name


def test_a_row_that_was_stored_is_changed_and_not_stored_again(ferry, django_assert_num_queries):
    comment = _comment(ferry, 1, at=timezone.now())
    PreparedInsert(Comment).store(comment)
    comment.state = State.SHOWN

    with django_assert_num_queries(1):
        comment.save()

    assert Comment.objects.get().state == State.SHOWN

"""From decisions to scores: learned, put in use, taken back; every act with who, when and why."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation.models import LayerInUse, Learning, LearningOutcome
from dateline.moderation.scores import layers, learning
from dateline.people.models import User
from dateline.scoring.learning.layer import Layer
from dateline.stories.models import Edition
from tests.scoring.learning.desks import OWN_INSULT

pytestmark = pytest.mark.django_db
SAID = f"You {OWN_INSULT} of a minister"
Ruled = Callable[..., list[Comment]]


def insult_of(edition: Edition) -> float:
    return layers.engine_for(edition.pk).engine.score(SAID, "en").scores["INSULT"]


def made(edition: Edition, *, base: str = "") -> Learning:
    """Something learned, with a layer that moves nothing."""
    layer = Layer(base or layers.base().version, ())
    number = Learning.objects.count()
    return Learning.objects.create(
        edition=edition, begun_at=clock.now(), version=f"{number:012}", layer=layer.as_bytes(), outcome="better"
    )


def test_what_the_desk_rules_is_learned_put_in_use_and_taken_back(
    en: Edition, fa: Edition, ruled: Ruled, mara: User
) -> None:
    ruled(400)
    as_shipped = insult_of(en)
    row = learning.learn_from(en, now=clock.now())
    assert (row.outcome, row.engine, row.figures["rulings"]) == (LearningOutcome.BETTER, layers.base().version, 400)
    assert row.learned_until == Comment.objects.latest("decided_at").decided_at
    assert insult_of(en) == as_shipped

    use = learning.promote(row, by=mara, reason="It knows our word.", now=clock.now())
    assert learning.promote(row, by=mara, reason="Twice.", now=clock.now()) == use
    assert layers.engine_for(en.pk).layer == row.version
    assert insult_of(en) > as_shipped
    assert layers.engine_for(fa.pk).layer == ""
    assert insult_of(fa) == as_shipped

    learning.roll_back(en, by=mara, reason="Too strict.", now=clock.now())
    assert (layers.engine_for(en.pk).layer, insult_of(en)) == ("", as_shipped)
    log = LayerInUse.objects.order_by("pk").values_list("learning", "put_by", "reason")
    assert list(log) == [(row.pk, mara.pk, "It knows our word."), (None, mara.pk, "Too strict.")]
    with pytest.raises(ValidationError, match="No layer is in use"):
        learning.roll_back(en, by=mara, reason="Again.", now=clock.now())


def test_going_back_twice_goes_back_to_what_was_before(en: Edition, mara: User) -> None:
    rows = [made(en) for _ in range(3)]
    for row in rows:
        learning.promote(row, by=mara, reason="Better.", now=clock.now())
    gone_back = [learning.roll_back(en, by=mara, reason="No.", now=clock.now()).learning for _ in rows]
    assert gone_back == [rows[1], rows[0], None]


def test_what_a_person_took_back_no_night_puts_in_use_again(en: Edition, mara: User) -> None:
    first, night = made(en), made(en)
    assert learning.is_to_be_promoted(first)
    learning.promote(first, by=None, reason="Better.", now=clock.now() - timedelta(days=1))
    assert learning.is_to_be_promoted(night)
    learning.roll_back(en, by=mara, reason="Too strict on football.", now=clock.now() - timedelta(hours=1))
    assert not learning.is_to_be_promoted(night)
    learning.promote(night, by=mara, reason="It is mended.", now=clock.now() - timedelta(hours=1))
    assert learning.is_to_be_promoted(made(en))
    learning.promote(made(en), by=None, reason="Better.", now=clock.now() - timedelta(minutes=9))
    learning.roll_back(en, by=mara, reason="No.", now=clock.now() - timedelta(minutes=5))
    assert not learning.is_to_be_promoted(made(en))


def test_what_was_put_in_use_while_a_night_learned_stays(en: Edition, mara: User) -> None:
    night, other = made(en), made(en)
    learning.promote(other, by=mara, reason="Tried by hand.", now=clock.now())
    assert not learning.is_to_be_promoted(night)


def test_another_process_has_what_is_in_use_within_seconds(
    en: Edition, mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.seconds()
    monkeypatch.setattr(clock, "seconds", lambda: now)
    assert layers.engine_for(en.pk).layer == ""
    row = made(en)
    LayerInUse.objects.create(edition=en, learning=row, put_by=mara, put_at=clock.now(), reason="Elsewhere.")
    assert layers.engine_for(en.pk).layer == ""
    monkeypatch.setattr(clock, "seconds", lambda: now + layers.LOOKED)
    assert layers.engine_for(en.pk).layer == row.version


def test_between_two_looks_no_query_is_made(en: Edition, django_assert_num_queries: Callable[..., object]) -> None:
    layers.engine_for(en.pk)
    with django_assert_num_queries(0):
        layers.engine_for(en.pk)


def test_after_an_update_with_another_model_comments_are_scored_without_the_layer(en: Edition, mara: User) -> None:
    row = made(en, base="en-0+abc")
    with pytest.raises(ValidationError, match="learned on the model en-0"):
        learning.promote(row, by=mara, reason="Old.", now=clock.now())
    LayerInUse.objects.create(edition=en, learning=row, put_by=mara, put_at=clock.now(), reason="Before the update.")
    assert layers.engine_for(en.pk) == layers.Ready(layers.base(), "")
    learning.promote(made(en), by=mara, reason="Of the new model.", now=clock.now())
    assert learning.roll_back(en, by=mara, reason="No.", now=clock.now()).learning is None


def test_what_was_not_learned_or_is_forgotten_cannot_be_in_use(en: Edition, mara: User) -> None:
    row = learning.learn_from(en, now=clock.now())
    assert (row.outcome, row.version, bytes(row.layer)) == (LearningOutcome.TOO_FEW, "", b"")
    with pytest.raises(ValidationError, match="Nothing was learned"):
        learning.promote(row, by=mara, reason="Why not?", now=clock.now())


def test_layers_that_were_never_in_use_are_forgotten_after_some_nights(en: Edition, mara: User) -> None:
    used = made(en)
    learning.promote(used, by=mara, reason="Better.", now=clock.now() - timedelta(days=40))
    unused = [made(en) for _ in range(learning.KEPT + 1)]
    learning.learn_from(en, now=clock.now())
    unused[0].refresh_from_db()
    used.refresh_from_db()
    assert bytes(unused[0].layer) == b""
    assert bytes(used.layer)
    assert Learning.objects.exclude(layer=b"").count() == learning.KEPT + 1
    with pytest.raises(ValidationError, match="is forgotten"):
        learning.promote(unused[0], by=mara, reason="Why not?", now=clock.now())

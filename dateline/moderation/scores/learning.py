"""Learning from an edition's decisions: a layer is made, kept with its figures, and put in use where it is better."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.lib import clock
from dateline.moderation.models import LayerInUse, Learning, LearningOutcome
from dateline.moderation.scores import layers
from dateline.moderation.scores.rulings import rulings_of
from dateline.moderation.scores.thresholds import thresholds_of
from dateline.people.models import User
from dateline.scoring.learning.layer import Layer, read_layer
from dateline.scoring.learning.layered import laid_over
from dateline.scoring.learning.learn import learn
from dateline.scoring.model import UnusableModel
from dateline.stories.models import Edition

KEPT = 14
"""Attempts of an edition whose layer is kept though it was never in use."""


def learn_from(edition: Edition, *, now: datetime, night: Learning | None = None) -> Learning:
    """Learn from an edition's decisions over the engine as shipped, and return the row. What is in use stays so.

    `night` is the row that was written before the night began.
    """
    row = night or Learning(edition=edition, begun_at=now)
    base = layers.linear()
    ruled = rulings_of(edition, now=now)
    found = learn(base, ruled.rulings, in_use=layers.layered_for(edition.pk), thresholds=thresholds_of(edition))
    row.engine, row.learned_until, row.figures = base.version, ruled.until, found.figures
    row.outcome, row.ended_at = found.outcome.value, clock.now()
    if found.layer:
        row.version, row.layer = found.layer.version, found.layer.as_bytes()
    with transaction.atomic():
        row.save()
        _forget_old(edition)
    return row


def promote(learning: Learning, *, by: User | None, reason: str, now: datetime) -> LayerInUse:
    """Have an edition's comments scored with a layer from now on, in every process within seconds.

    Already in use, it is the same row. Raises `ValidationError` with a sentence without a reason, and for an attempt
    that gave no layer, whose layer is forgotten, or whose layer lies over another model than the one installed.
    """
    _refuse_without(reason)
    usable(learning)
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=learning.edition_id)
        present = in_use(edition)
        if present and present.learning_id == learning.pk:
            return present
        row = LayerInUse.objects.create(edition=edition, learning=learning, put_by=by, put_at=now, reason=reason)
    layers.forget(edition.pk)
    return row


def roll_back(edition: Edition, *, by: User | None, reason: str, now: datetime) -> LayerInUse:
    """Have an edition's comments scored as before the layer in use: with the one before, or the engine as shipped.

    The engine as shipped also where the one before does not fit the model that is installed now. Raises
    `ValidationError` with a sentence without a reason, and where no layer is in use.
    """
    _refuse_without(reason)
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        present = in_use(edition)
        if present is None or present.learning is None:
            raise ValidationError(_("No layer is in use: comments are scored by the engine as it is shipped."))
        before = _before(present)
        row = LayerInUse.objects.create(edition=edition, learning=before, put_by=by, put_at=now, reason=reason)
    layers.forget(edition.pk)
    return row


def in_use(edition: Edition) -> LayerInUse | None:
    """Return since when and why an edition's comments are scored as they are; None where no layer ever was in use."""
    return LayerInUse.objects.filter(edition=edition).select_related("learning").first()


def usable(learning: Learning) -> Layer:
    """Return an attempt's layer, or raise `ValidationError` with a sentence where it cannot be in use."""
    if not learning.version:
        raise ValidationError(_("Nothing was learned then, so there is no layer."))
    if not learning.layer:
        raise ValidationError(_("This layer was never in use and is forgotten. Its figures are kept."))
    try:
        layer = read_layer(bytes(learning.layer))
        laid_over(layers.linear().model, layer)
    except UnusableModel as fault:
        raise ValidationError(str(fault)) from None
    return layer


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Say why. The desk needs the reason later, when nobody remembers it."))


def _before(present: LayerInUse) -> Learning | None:
    """The layer that was in use when the present one was first put there, so that going back twice goes on back."""
    assert present.learning
    first = present.learning.uses.order_by("pk").first()
    earlier = LayerInUse.objects.filter(edition=present.edition_id, pk__lt=first.pk if first else present.pk)
    row = earlier.select_related("learning").order_by("-pk").first()
    return row.learning if row and row.learning and _fits(row.learning) else None


def _fits(learning: Learning) -> bool:
    try:
        usable(learning)
    except ValidationError:
        return False
    return True


def _forget_old(edition: Edition) -> None:
    unused = Learning.objects.filter(edition=edition, uses=None).exclude(layer=b"")
    kept = list(unused.order_by("-pk").values_list("pk", flat=True)[:KEPT])
    unused.exclude(pk__in=kept).update(layer=b"")


def is_to_be_promoted(learning: Learning) -> bool:
    """Whether the night puts it in use by itself: not where somebody went back, or changed it while it was learned."""
    if learning.outcome != LearningOutcome.BETTER:
        return False
    present = in_use(learning.edition)
    return present is None or (present.put_at < learning.begun_at and not was_gone_back_to(present))


def was_gone_back_to(present: LayerInUse) -> bool:
    """Whether a person went back to what is in use. The next night would else learn again what they took back."""
    before = LayerInUse.objects.filter(edition=present.edition_id, learning=present.learning_id, pk__lt=present.pk)
    return present.put_by_id is not None and (present.learning_id is None or before.exists())

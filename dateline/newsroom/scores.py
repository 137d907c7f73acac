"""The scores at the desk: the engine, how it fares against what people ruled, and the thresholds, set here."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dateline.lib import clock
from dateline.lib.languages import language_name
from dateline.moderation.models import LayerInUse, Learning, Threshold
from dateline.moderation.models.attributes import NAMES
from dateline.moderation.scores import layers, learning, thresholds
from dateline.moderation.scores.figures import TOXICITY
from dateline.moderation.scores.figures_reading import NEWEST, read
from dateline.newsroom import score_figures
from dateline.newsroom.headers import header
from dateline.newsroom.house_rules import CHANGE
from dateline.newsroom.queue import editions_of
from dateline.scoring.model import SHIPPED, UnusableModel
from dateline.stories.beats import beat_of, in_editions
from dateline.stories.models import Edition

LONGEST_REASON = 500
LAST = 10
"""Settings of a threshold that are listed."""
CARD = SHIPPED.with_suffix(".card.md")


class TriedForm(forms.Form):
    """An attribute, and the threshold that it might have."""

    attribute = forms.ChoiceField(choices=list(NAMES.items()), widget=forms.HiddenInput)
    value = forms.FloatField(
        min_value=0.01,
        max_value=1,
        label=gettext_lazy("Doubt from this score on"),
        widget=forms.NumberInput(attrs={"step": "0.01"}),
        error_messages={"required": gettext_lazy("Give a number from 0.01 to 1.")},
    )


class ThresholdForm(TriedForm):
    """An attribute's threshold, and why it is so."""

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        label=gettext_lazy("Reason, for the desk"),
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={
            "required": gettext_lazy("Say why. The desk needs the reason later, when nobody remembers it.")
        },
    )


def scores(request: Any) -> HttpResponse:
    """Show the engine and its figures for one edition and one attribute; with `?value=`, what that would change."""
    editions = editions_of(request.user)
    edition = next((each for each in editions if each.code == request.GET.get("edition")), None)
    edition = edition or (editions[0] if editions else None)
    return _page(request, edition, TriedForm(request.GET) if "value" in request.GET else None)


def card(request: Any) -> HttpResponse:
    """Give the model's card as text."""
    return HttpResponse(CARD.read_text("utf-8"), content_type="text/plain; charset=utf-8")


@require_POST
def threshold(request: Any, code: str) -> HttpResponse:
    """Set the threshold of one attribute in an edition."""
    mine = Edition.objects.filter(in_editions(request.user, CHANGE, "pk"))
    edition: Edition = get_object_or_404(mine, code=code)
    form = ThresholdForm(request.POST)
    if not form.is_valid():
        return _page(request, edition, form, status=422)
    given = form.cleaned_data
    facts = {"by": request.user, "now": clock.now(), "reason": given["reason"]}
    try:
        thresholds.set_threshold(edition, given["attribute"], given["value"], **facts)
    except ValidationError as refusal:
        form.add_error("value", refusal)
        return _page(request, edition, form, status=422)
    messages.success(request, _("The threshold is set: comments that come from now on are looked at by it."))
    return redirect(f"{reverse('newsroom-scores')}?edition={edition.code}&attribute={given['attribute']}")


def _page(request: Any, edition: Edition | None, form: TriedForm | None, *, status: int = 200) -> HttpResponse:
    above = ((_("Comments"), reverse("newsroom-comments")),)
    context = header(_("Scores"), icon="view", under=above) | {"editions": editions_of(request.user)} | _engine()
    if edition:
        context |= _about(request, edition, form)
    return render(request, "newsroom/scores/page.html", context, status=status)


def _engine() -> dict[str, Any]:
    try:
        engine = layers.base()
    except (UnusableModel, OSError) as fault:
        return {"engine_fault": str(fault)}
    about = {
        "version": engine.version,
        "sha256": engine.model.sha256,
        "language": language_name(engine.model.header.language, get_language() or "en"),
    }
    return {"engine": about | {"bytes": SHIPPED.stat().st_size, "attributes": NAMES}}


def _about(request: Any, edition: Edition, form: TriedForm | None) -> dict[str, Any]:
    asked = form.data.get("attribute") if form else request.GET.get("attribute")
    attribute = str(asked) if asked in NAMES else TOXICITY
    set_at = thresholds.thresholds_of(edition)
    rows = read(edition, by=request.user)
    value = _value(form)
    history = Threshold.objects.filter(edition=edition, attribute=attribute).select_related("set_by").order_by("-pk")
    return (
        score_figures.of_edition(edition, rows, attribute, set_at, by=request.user)
        | {
            "edition": edition,
            "form": form or TriedForm(initial={"attribute": attribute, "value": set_at[attribute]}),
            "reason": (form if isinstance(form, ThresholdForm) else ThresholdForm())["reason"],
            "tried": score_figures.tried(rows, attribute, set_at[attribute], value) if value else None,
            "history": [(each, score_figures.score(each.value)) for each in history[:LAST]],
            "may_set": beat_of(request.user, CHANGE).covers(edition.pk),
            "newest": NEWEST,
            "learned": Learning.objects.filter(edition=edition).defer("layer").first(),
            "is_mixed": len(rows.by_version) > 1,
        }
        | _in_use(edition)
    )


def _in_use(edition: Edition) -> dict[str, Any]:
    """What was put in use, and the layer that comments are scored with: none where it does not fit the model."""
    row = LayerInUse.objects.filter(edition=edition).select_related("learning", "put_by").defer("learning__layer")
    in_use = row.order_by("-pk").first()
    try:
        layer = layers.engine_for(edition.pk).layer
    except (UnusableModel, OSError):  # the page says so
        layer = ""
    went_back = in_use is not None and learning.was_gone_back_to(in_use)
    return {"in_use": in_use, "layer_in_use": layer, "went_back": went_back}


def _value(form: TriedForm | None) -> float | None:
    """The threshold that is tried, also where the reason for it is still to be given."""
    if form is None:
        return None
    form.is_valid()
    value: float | None = form.cleaned_data.get("value")
    return value

"""House rules at the desk: every version to read, drafts to write, compare and publish."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import EditView, IndexView, InspectView, SnippetViewSet

from dateline.moderation.comparing import Change, ClauseChange, compare
from dateline.moderation.drafting import draft_shipped
from dateline.moderation.models import Clause, HouseRules
from dateline.moderation.models.attributes import NAMED_TWICE, NAMES, named_twice
from dateline.newsroom.columns import TimeColumn, without_boxes
from dateline.newsroom.doors import ClosedDoor
from dateline.newsroom.dry_run import dry_run
from dateline.newsroom.limited import EditionForm
from dateline.stories.beats import in_editions
from dateline.stories.models import Edition

ADD, CHANGE = "moderation.add_houserules", "moderation.change_houserules"
CHANGES: dict[Change, Promise] = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "dropped": gettext_lazy("dropped"),
    "switched on": gettext_lazy("switched on"),
    "switched off": gettext_lazy("switched off"),
}


def rules_state(rules: HouseRules) -> str:
    """Return the word for a version's state: Draft, In force or Earlier."""
    if not rules.is_published:
        return _("Draft")
    return _("In force") if is_in_force(rules) else _("Earlier")


def is_in_force(rules: HouseRules) -> bool:
    return rules == HouseRules.objects.in_force(rules.edition)


class RulesIndexView(IndexView):
    """Versions of every edition. The title leads to the version as readers see it; a draft is edited from there."""

    template_name = "newsroom/house_rules/index.html"

    def get_edit_url(self, instance: HouseRules) -> None:
        return None

    def get_list_buttons(self, instance: HouseRules) -> list[Any]:
        return []

    @property
    def columns(self) -> list[Column]:
        return without_boxes(super().columns)

    def get_context_data(self, *args: Any, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **options)
        without = Edition.objects.exclude(house_rules__published_at=None, house_rules__isnull=False)
        without = without.exclude(house_rules__published_at__isnull=False)
        return context | {"editions_without": without.filter(in_editions(self.request.user, ADD, "pk"))}


class RulesView(InspectView):
    """One version: its clauses, what it changes against the version in force, and what can be done with it."""

    template_name = "newsroom/house_rules/version.html"
    page_title = ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [{"url": reverse("house-rules:list"), "label": _("House rules")}, {"url": "", "label": str(self.object)}]

    @property
    def header_more_buttons(self) -> list[Any]:
        return []

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        rules: HouseRules = self.object
        in_force = HouseRules.objects.in_force(rules.edition)
        compared = in_force if not rules.is_published else _one_before(rules)
        clauses = list(rules.clauses.all())
        context: dict[str, Any] = super().get_context_data(**options)
        return context | {
            "rules": rules,
            "state": rules_state(rules),
            "is_in_force": is_in_force(rules),
            "clauses": clauses,
            "compared": compared,
            "changes": _changes(compared, clauses) if compared else [],
            **(dry_run(self.request, rules) if not rules.is_published or is_in_force(rules) else {}),
            "open_draft": HouseRules.objects.drafts().filter(edition=rules.edition, origin="").first(),
        }


@dataclass(frozen=True)
class ChangeShown:
    """A row of the comparison: the clause, what became of it, and each fact that differs, before and after."""

    title: str
    word: Promise
    facts: list[tuple[str, str, str]]


def _changes(before: HouseRules, clauses: list[Clause]) -> list[ChangeShown]:
    changes = compare(before.clauses.all(), clauses)
    return [ChangeShown(each.title, CHANGES[each.change], _facts(each)) for each in changes]


def _facts(change: ClauseChange) -> list[tuple[str, str, str]]:
    labels = [capfirst(Clause._meta.get_field(name).verbose_name) for name in change.fields]  # type: ignore[union-attr]
    sides = ([_said(clause, name) for name in change.fields] for clause in (change.before, change.after))
    return list(zip(labels, *sides, strict=True))


def _said(clause: Clause | None, name: str) -> str:
    """A fact of a clause in words; nothing of a clause that is not there."""
    if clause is None:
        return ""
    if name == "attributes":
        return clause.attribute_names
    value = getattr(clause, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(getattr(clause, f"get_{name}_display", lambda: value)())


def _one_before(rules: HouseRules) -> HouseRules | None:
    earlier = HouseRules.objects.published().filter(edition=rules.edition, number__lt=rules.number)
    return earlier.order_by("-number").first()


class RulesForm(EditionForm):
    """A draft's facts and clauses; an attribute of the scoring engine stands under one clause only."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        clauses = [each.cleaned_data for each in self.formsets["clauses"].forms if each.is_valid()]
        on = [each for each in clauses if each.get("enabled") and not each.get("DELETE")]
        if twice := named_twice(each.get("attributes") or [] for each in on):
            raise ValidationError(NAMED_TWICE % {"name": NAMES[twice]})
        return cleaned


class DraftEditView(EditView):
    """Edits drafts. A published version is read only."""

    def get_object(self, queryset: Any = None) -> HouseRules:
        rules: HouseRules = super().get_object(queryset)
        if rules.is_published:
            raise PermissionDenied(_("A published version of the house rules is never changed. Draft the next one."))
        return rules

    def get_success_url(self) -> str:
        return reverse("house-rules:inspect", args=[self.object.pk])


@require_POST
def publish(request: Any, pk: int) -> HttpResponse:
    """Put a draft in force."""
    rules = get_object_or_404(HouseRules.objects.for_right(request.user, CHANGE), pk=pk)
    try:
        rules.publish(by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%(rules)s is in force. Decisions from now on cite it.") % {"rules": rules})
    return redirect("house-rules:inspect", pk)


@require_POST
def drop(request: Any, pk: int) -> HttpResponse:
    """Throw a draft away, such as one that a captured page offered. A published version stays."""
    rules = get_object_or_404(HouseRules.objects.for_right(request.user, CHANGE), pk=pk)
    name = str(rules)
    try:
        rules.drop()
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("house-rules:inspect", pk)
    messages.success(request, _("%(rules)s is dropped.") % {"rules": name})
    return redirect("house-rules:list")


@require_POST
def draft_next(request: Any, pk: int) -> HttpResponse:
    """Draft the next version from a published one, and open the draft."""
    rules = get_object_or_404(HouseRules.objects.published().for_right(request.user, ADD), pk=pk)
    return redirect("house-rules:edit", rules.draft_next().pk)


@require_POST
def draft_first(request: Any, code: str) -> HttpResponse:
    """Draft an edition's first version from the clauses that Dateline ships, and open the draft."""
    edition = get_object_or_404(Edition.objects.filter(in_editions(request.user, ADD, "pk")), code=code)
    return redirect("house-rules:edit", draft_shipped(edition).pk)


class RulesChooserViewSet(SnippetChooserViewSet):
    """Nothing chooses house rules; a new draft begins in its own form."""

    create_view_class = ClosedDoor


class HouseRulesViewSet(SnippetViewSet):
    model = HouseRules
    icon = "clipboard-list"
    menu_label = gettext_lazy("House rules")
    menu_order = 310
    add_to_admin_menu = True
    url_prefix = admin_url_namespace = base_url_path = "house-rules"
    list_display = [
        "__str__",
        Column("state", label=gettext_lazy("State"), accessor=rules_state),
        Column("edition", label=gettext_lazy("Edition"), accessor="edition.name"),
        TimeColumn("published_at", label=gettext_lazy("Published")),
        Column("published_by", label=gettext_lazy("By"), accessor="published_by.display_name"),
        Column("origin", label=gettext_lazy("Origin")),
    ]
    list_filter = ["edition"]
    inspect_view_enabled = True
    index_view_class = RulesIndexView
    index_template_name = RulesIndexView.template_name
    inspect_view_class = RulesView
    inspect_template_name = RulesView.template_name
    edit_view_class = DraftEditView
    chooser_viewset_class = RulesChooserViewSet
    copy_view_enabled = False
    delete_view_class = ClosedDoor
    copy_view_class = ClosedDoor
    edit_handler = ObjectList(
        [
            FieldPanel("edition"),
            FieldPanel("introduction"),
            FieldPanel("change_notice"),
            InlinePanel(
                "clauses",
                label=gettext_lazy("Clause"),
                panels=[
                    FieldRowPanel([FieldPanel("enabled"), FieldPanel("code"), FieldPanel("kind")]),
                    *(FieldPanel(name) for name in ("title", "text", "guidance", "reader_sentence")),
                    FieldRowPanel([FieldPanel("decided_automatically"), FieldPanel("legal_ground")]),
                    FieldPanel("attributes"),
                    FieldRowPanel([FieldPanel("statement_category"), FieldPanel("statement_keyword")]),
                ],
            ),
        ],
        base_form_class=RulesForm,
    )

    def get_queryset(self, request: Any) -> Any:
        rules = HouseRules.objects.for_right(request.user, "moderation.view_houserules")
        return rules.select_related("edition", "published_by")

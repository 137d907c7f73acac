"""The staff at the desk: Wagtail's accounts, and beside each where somebody has their roles (decisions/0034)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.users.views.users import CreateView, EditView, UserFilterSet, UserViewSet

from dateline.newsroom.headers import header
from dateline.people.models import User
from dateline.people.roles import ADMINISTRATOR
from dateline.stories.models import Edition, Limit


def name_of(role: Group) -> str:
    """Return a role's name in the language of who reads it; one of the newsroom's own as it was given."""
    return _(role.name)


class WithoutSuperuser:
    """Only a superuser makes another one: an administrator could else give themselves every right."""

    def get_form(self: Any, *args: Any) -> Any:
        form = super().get_form(*args)  # type: ignore[misc]
        if not self.request.user.is_superuser:
            form.fields.pop("is_superuser", None)
        if "groups" in form.fields:
            form.fields["groups"].label_from_instance = name_of
        return form


class StaffFilterSet(UserFilterSet):
    """Wagtail's, with the roles in the language of who reads them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.filters["group"].field.label_from_instance = name_of


class StaffCreateView(WithoutSuperuser, CreateView):
    pass


class StaffEditView(WithoutSuperuser, EditView):
    @property
    def header_more_buttons(self) -> list[Button]:
        address = reverse("newsroom-limits", args=[self.object.pk])
        return [*super().header_more_buttons, Button(_("Where they work"), url=address, icon_name="globe")]


class StaffViewSet(UserViewSet):
    filterset_class = StaffFilterSet
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    copy_view_enabled = False


class LimitsForm(forms.Form):
    """For each role of somebody the editions and sections in which they have it; none ticked is everywhere."""

    def __init__(self, person: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        self.roles = {f"role-{role.pk}": role for role in person.groups.exclude(name=ADMINISTRATOR.name)}
        had: dict[int, list[str]] = {}
        for limit in person.limits.all():
            had.setdefault(limit.role_id, []).append(_written(limit.edition_id, limit.section_id))
        for name, role in self.roles.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=name_of(role),
                choices=_places(),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=had.get(role.pk, []),
            )

    def save(self, *, by: Any) -> None:
        """Store the limits instead of those before, and write down who set them."""
        with transaction.atomic():
            self.person.limits.all().delete()
            for name, role in self.roles.items():
                Limit.objects.bulk_create(self._limits(role, self.cleaned_data[name]))
            set_to = {role.name: self.cleaned_data[name] for name, role in self.roles.items()}
            log(instance=self.person, action="dateline.limit", user=by, data=set_to)

    def _limits(self, role: Group, places: list[str]) -> list[Limit]:
        whole = {place for place in places if place.endswith("-")}
        # All of an edition and a section of it is all of the edition.
        kept = [place for place in places if place in whole or f"{place.partition('-')[0]}-" not in whole]
        split = [place.partition("-") for place in kept]
        return [
            Limit(user=self.person, role=role, edition_id=int(own), section_id=int(part) if part else None)
            for own, _dash, part in split
        ]


def limits(request: Any, pk: int) -> HttpResponse:
    """Show where somebody has their roles; on POST set it."""
    person = get_object_or_404(User, pk=pk)
    form = LimitsForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("Stored: from now on it is so."))
        return redirect("newsroom-limits", person.pk)
    above = (
        (_("Users"), reverse("wagtailusers_users:index")),
        (person.display_name, reverse("wagtailusers_users:edit", args=[person.pk])),
    )
    context = header(_("Where they work"), icon="globe", under=above) | {"person": person, "form": form}
    context |= {"is_administrator": person.groups.filter(name=ADMINISTRATOR.name).exists()}
    return render(request, "newsroom/limits.html", context, status=422 if form.errors else 200)


def _places() -> list[Any]:
    """The choices, edition by edition: all of it, or one of its sections."""
    return [
        (
            edition.name,
            [
                (_written(edition.pk, None), _("All of it")),
                *((_written(edition.pk, section.pk), section.name) for section in edition.sections.all()),
            ],
        )
        for edition in Edition.objects.prefetch_related("sections")
    ]


def _written(edition: int, section: int | None) -> str:
    return f"{edition}-{section or ''}"

"""How an edition looks, set at the desk: logo, colours, links, contact points, footer."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from dateline.newsroom.columns import without_boxes
from dateline.newsroom.doors import ClosedDoor
from dateline.newsroom.limited import EditionForm
from dateline.stories.models import Appearance

SAID = _("What is left empty stays as Dateline has it. Colours are refused when text in them would be hard to read.")


class AppearanceIndexView(IndexView):
    @property
    def columns(self) -> list[Any]:
        return without_boxes(super().columns)


def _pick(example: str) -> forms.TextInput:
    return forms.TextInput(attrs={"placeholder": example, "maxlength": 7, "autocomplete": "off", "spellcheck": "false"})


class AppearanceViewSet(SnippetViewSet):
    model = Appearance
    icon = "view"
    menu_label = _("Appearance")
    menu_order = 530
    add_to_admin_menu = True
    url_prefix = admin_url_namespace = base_url_path = "appearance"
    list_display = ["edition", "accent"]
    index_view_class = AppearanceIndexView
    copy_view_enabled = False
    copy_view_class = ClosedDoor
    delete_view_class = ClosedDoor
    edit_handler = ObjectList(
        [
            HelpPanel(format_lazy("<p>{}</p>", SAID)),
            FieldPanel("edition"),
            MultiFieldPanel([FieldPanel("logo"), FieldPanel("logo_in_the_dark")], heading=_("Logo")),
            FieldRowPanel(
                [
                    FieldPanel("accent", widget=_pick("#0b4f5c")),
                    FieldPanel("accent_in_the_dark", widget=_pick("#86c8d3")),
                ],
                heading=_("Colours"),
            ),
            InlinePanel(
                "links", label=_("Link"), panels=[FieldPanel("where"), FieldPanel("label"), FieldPanel("address")]
            ),
            InlinePanel(
                "contacts",
                label=_("Contact point"),
                panels=[FieldPanel(name) for name in ("purpose", "email", "telephone", "address")],
            ),
            FieldPanel("shows_most_read"),
            FieldPanel("footer_text"),
        ],
        base_form_class=EditionForm,
    )

    def get_queryset(self, request: Any) -> Any:
        return Appearance.objects.for_right(request.user, "stories.view_appearance")

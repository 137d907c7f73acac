"""Pages that are places: about, contact. Stories are not pages."""

from typing import Any

from wagtail.fields import RichTextField
from wagtail.models import Page

from dateline.stories.models import Edition


class Place(Page):
    """A lasting page of an edition: `/<edition>/<slug>/`. The tree is home, edition, place."""

    body = RichTextField(blank=True, features=["h2", "bold", "italic", "link", "ol", "ul"])

    template = "delivery/place.html"
    preview_modes = Page.DEFAULT_PREVIEW_MODES

    class Meta:
        verbose_name = "place"

    def get_context(self, request: Any, *args: Any, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **options)
        return context | {"edition": self.edition}

    @property
    def edition(self) -> Edition | None:
        """The edition in whose part of the tree this page stands."""
        codes = self.get_ancestors(inclusive=True).values_list("slug", flat=True)
        return Edition.objects.filter(code__in=list(codes)).first()

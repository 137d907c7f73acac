"""Pages that are places: about, contact. Stories are not pages."""

from typing import Any, Self

from django.urls import reverse
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from dateline.stories.models import Edition


class PlaceQuerySet(PageQuerySet):
    def of(self, edition: Edition) -> Self:
        """The places that readers of an edition may see: live, and right below its page in the tree."""
        parents = Page.objects.filter(depth=3, slug=edition.code).values("path")[:1]
        places: Self = self.live().filter(depth=4, path__startswith=parents)
        return places


class Place(Page):
    """A lasting page of an edition: `/<edition>/<slug>`. The tree is home, edition, place."""

    body = RichTextField(blank=True, features=["h2", "bold", "italic", "link", "ol", "ul"])

    template = "delivery/place.html"
    preview_modes = Page.DEFAULT_PREVIEW_MODES

    objects = PageManager.from_queryset(PlaceQuerySet)()

    class Meta:
        verbose_name = "place"

    def get_absolute_url(self) -> str:
        edition = self.edition
        return reverse("place", args=[edition.code, self.slug]) if edition else ""

    def get_context(self, request: Any, *args: Any, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **options)
        return context | {"edition": self.edition, "is_preview": getattr(request, "is_preview", False)}

    @property
    def edition(self) -> Edition | None:
        """The edition in whose part of the tree this page stands."""
        codes = self.get_ancestors(inclusive=True).values_list("slug", flat=True)
        return Edition.objects.filter(code__in=list(codes)).first()

"""Lists at the desk that count no further than anybody pages: a million rows are long to count, and fifty are shown."""

from functools import cached_property

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

MOST = 10_000
"""Rows that a list pages through. Beyond them a filter or a search leads to a story sooner than page 201."""


class BoundedPaginator(WagtailPaginator):
    """Wagtail's paginator over the first `MOST` rows, which says that there are more."""

    @cached_property
    def _counted(self) -> int:
        if isinstance(self.object_list, QuerySet):
            return self.object_list[: MOST + 1].count()
        return int(super().count)

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST)

    @property
    def items_count_label(self) -> str:
        if self._counted <= MOST:
            return str(super().items_count_label)
        facts = {"number": number_format(MOST, force_grouping=True), "items": self.verbose_name_plural}
        return _("more than %(number)s %(items)s") % facts

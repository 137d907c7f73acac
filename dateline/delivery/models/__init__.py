"""Rows of what readers get: places, and what of it has changed."""

from dateline.delivery.models.drop import Drop
from dateline.delivery.models.page_store import Confirmation, PageStore
from dateline.delivery.models.place import Place, PlaceQuerySet
from dateline.delivery.models.purge import Purge

__all__ = ["Confirmation", "Drop", "PageStore", "Place", "PlaceQuerySet", "Purge"]

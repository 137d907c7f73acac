"""Addresses of many stories at once, for sitemaps: asking `reverse` for each took most of their time."""

from urllib.parse import quote

from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

from dateline.delivery.pictures import absolute
from dateline.stories.models import Edition, Story


class Addresses:
    """Writes what `Story.get_absolute_url` writes, with scheme and host, from the editions given by their keys."""

    def __init__(self, editions: dict[int, Edition]) -> None:
        self._fronts = {
            pk: absolute(reverse("story", args=[edition.code, 0, "-"])).removesuffix("0/-")
            for pk, edition in editions.items()
        }

    def of(self, story: Story) -> str:
        slug = quote(story.slug or "-", safe=f"{RFC3986_SUBDELIMS}/~:@")
        return f"{self._fronts[story.edition_id]}{story.news_id}/{slug}"

"""Photos in sizes that fit the screen; a picture that the archive has lost is said to be lost."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter

from dateline.delivery.pictures import do_without, logo_copy
from dateline.stories.models import Appearance, Photo

register = template.Library()

WIDTHS = (480, 800, 1280)
SPECS = [f"width-{width}|format-webp" for width in WIDTHS]


@register.simple_tag
def picture(photo: Photo | None, sizes: str, loading: str = "lazy") -> SafeString | str:
    """The `<img>` of a photo in three widths; nothing when the archive has no picture.

    `loading` is `eager` for the one picture that opens a page.
    """
    renditions = _renditions(photo)
    if not renditions or photo is None:
        return ""
    largest = renditions[-1]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {} decoding="async">',
        largest.url,
        ", ".join(f"{each.url} {each.width}w" for each in renditions),
        sizes,
        largest.width,
        largest.height,
        photo.default_alt_text,
        SafeString('fetchpriority="high"' if loading == "eager" else 'loading="lazy"'),
    )


@register.simple_tag
def logo(appearance: Appearance | None, name: str) -> SafeString | str:
    """The edition's logo, another for dark screens if it has one; its name in words when there is no picture."""
    by_day = logo_copy(appearance.logo) if appearance else None
    if appearance is None or by_day is None:
        return name
    in_the_dark = logo_copy(appearance.logo_in_the_dark)
    dark = in_the_dark and format_html('<source media="(prefers-color-scheme: dark)" srcset="{}">', in_the_dark.url)
    return format_html(
        '<picture class="logo">{}<img src="{}" width="{}" height="{}" alt="{}"></picture>',
        dark or "",
        by_day.url,
        round(by_day.width / 2),
        round(by_day.height / 2),
        name,
    )


@register.filter
def has_picture(photo: Photo | None) -> bool:
    return bool(photo) and not photo.is_missing  # type: ignore[union-attr]


def _renditions(photo: Photo | None) -> list[Any]:
    """Return the sized copies, narrowest first, one a width; none when the picture cannot be read."""
    if photo is None or photo.is_missing:
        return []
    try:
        made = photo.get_renditions(*(Filter(spec=spec) for spec in SPECS))
    except (InvalidFilterSpecError, OSError) as fault:
        do_without(photo, fault)
        return []
    by_width = {rendition.width: rendition for rendition in made.values()}
    return [by_width[width] for width in sorted(by_width)]

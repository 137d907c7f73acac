"""The bar above the desk's own pages: the same that Wagtail puts above its lists and forms."""

from typing import Any


def header(title: str, *, icon: str, under: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """Return what Wagtail's base template needs for its bar; `under` are label and address of the pages above."""
    trail = [{"url": address, "label": label} for label, address in under]
    return {
        "breadcrumbs_items": [*trail, {"url": "", "label": title}],
        "header_title": title,
        "header_icon": icon,
        "page_title": title,
    }

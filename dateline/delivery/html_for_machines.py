"""A story's text as one piece of HTML that stands alone in somebody else's page: `syndication.py` puts it into feeds.

No class, style, script or relative address; every picture with its credit.
"""

from collections.abc import Iterable, Mapping

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dateline.delivery.pictures import Picture, absolute
from dateline.lib.text import plain
from dateline.stories.models import Notice, Story

TAGS = {"p", "br", "a", "b", "strong", "i", "em", "h2", "ul", "ol", "li", "blockquote", "footer", "aside"} | {
    "figure",
    "figcaption",
    "img",
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}}


def body_html(story: Story, lead_picture: Picture | None, within: Mapping[int, Picture | None]) -> str:
    """Return lead picture, lead, signature and body. `within` has the pictures of the body by the block's place."""
    blocks = [
        figure(within[place]) if place in within else story.body[place].render() for place in range(len(story.body))
    ]
    return cleaned("\n".join(filter(None, [figure(lead_picture), _lead(story), _signature(story), *blocks])))


def notices_html(notices: Iterable[Notice]) -> str:
    """Return what readers are told of the text, a paragraph each, before all else. Nothing where nothing is said."""
    said = [(notice.get_kind_display(), notice.said) for notice in notices]
    return cleaned(format_html_join("", "<p><strong>{}:</strong> {}</p>\n", said))


def cleaned(html: str) -> str:
    """Return HTML with nothing in it but text, links and pictures, its addresses absolute."""
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=lambda _tag, name, value: absolute(value) if name in ("href", "src") else value,
    )
    return plain(safe)


def figure(picture: Picture | None) -> SafeString | str:
    """Return the picture with caption and credit; nothing when there is no picture to show."""
    if picture is None:
        return ""
    words = format_html_join(" ", "{}", ((word,) for word in (picture.caption, picture.credit) if word))
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        picture.address,
        picture.alt,
        picture.width,
        picture.height,
        format_html("<figcaption>{}</figcaption>", words) if words else "",
    )


def _lead(story: Story) -> SafeString | str:
    words = f"{story.source} – {story.lead}" if story.source and story.lead else story.lead
    return format_html("<p><strong>{}</strong></p>", words) if words else ""


def _signature(story: Story) -> SafeString | str:
    # Without the day that the page prints here: it is spelled in the edition's calendar, which machines never see.
    credit, place = story.credit or story.edition.credit, story.dateline_place
    words = f"{place} ({credit})" if credit and place else credit or place
    return format_html("<p>{}</p>", words) if words else ""

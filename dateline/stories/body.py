"""The body of a story: one flat stream of few block types, so that the editor is quick and the text moves anywhere."""

import html as entities
from typing import Any

from django.utils.html import escape, strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "link"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(rows=3)
    speaker = blocks.CharBlock(required=False, help_text=_("Name and role: Dana Osk, harbour master"))

    class Meta:
        icon = "openquote"
        template = "stories/blocks/quote.html"


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False)
    items = blocks.ListBlock(blocks.CharBlock())

    class Meta:
        icon = "list-ul"
        template = "stories/blocks/facts.html"


class PhotoBlock(blocks.StructBlock):
    photo = ImageChooserBlock()
    caption = blocks.TextBlock(required=False, rows=2, help_text=_("Instead of the photo's own; the credit stays."))

    class Meta:
        icon = "image"
        template = "stories/blocks/photo.html"


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """Every block type a story may hold. At most ten, none inside another."""
    return [
        (
            "paragraph",
            blocks.RichTextBlock(features=TEXT_FEATURES, template="stories/blocks/paragraph.html", icon="pilcrow"),
        ),
        ("heading", blocks.CharBlock(template="stories/blocks/heading.html", icon="title")),
        ("quote", QuoteBlock()),
        ("facts", FactsBlock()),
        ("photo", PhotoBlock()),
    ]


def paragraphs_to_body(paragraphs: list[str] | tuple[str, ...]) -> list[dict[str, Any]]:
    """Return plain paragraphs as the raw stream value of `Story.body`."""
    return [{"type": "paragraph", "value": f"<p>{escape(text)}</p>"} for text in paragraphs]


def plain_text(body: Any) -> str:
    """Return the words of a body, a blank line between blocks: for search, JSON-LD and wire output."""
    return "\n\n".join(filter(None, (words_of_block(raw["type"], raw["value"]) for raw in body.raw_data)))


def words_of_block(block_type: str, value: Any) -> str:
    """Return the words of one block as it is kept, line by line; none of a photo."""
    match block_type:
        case "paragraph":
            return _unmarked(value)
        case "quote":
            return "\n".join(filter(None, [value["text"], value.get("speaker")]))
        case "facts":
            return "\n".join(filter(None, [value.get("title"), *map(_item, value["items"])]))
        case "photo":
            return ""
        case _:
            return str(value)


def _item(raw: Any) -> str:
    return str(raw["value"] if isinstance(raw, dict) else raw)  # a list of Wagtail's, new or of old


def _unmarked(html: str) -> str:
    return entities.unescape(strip_tags(html.replace("</p><p>", "</p>\n<p>"))).strip()

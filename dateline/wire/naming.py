"""Which topics a page names, by the names that the archive knows. Called by `intake.py`, before the page lands."""

from dateline.stories.naming import Names
from dateline.wire.item import WireItem


def topics_named(item: WireItem, names: Names) -> list[int]:
    """Return the keys of the topics that headline, lead, text or captions of a page name, in their order there.

    `Topic.objects.names_of` brings the names, once an import.
    """
    captions = (caption.text for caption in item.captions)
    return names.named_in("\n".join([item.headline, item.lead, *item.paragraphs, *captions]))

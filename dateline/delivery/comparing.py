"""Two versions of a story side by side in one text: the fields that changed, by name, and its blocks. Pure.

`history.py` hands in what the versions keep; a photo is told in words, since an old one may not be public any more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.delivery.wording import NEW, OLD, SAME, Piece, aligned, compared
from dateline.stories.body import words_of_block

FIELDS = {
    "kicker": gettext_lazy("Kicker"),
    "headline": gettext_lazy("Headline"),
    "lead": gettext_lazy("Lead"),
    "kind": gettext_lazy("Kind"),
    "section": gettext_lazy("Section"),
    "byline": gettext_lazy("Byline"),
    "contributors": gettext_lazy("Contributors"),
    "place": gettext_lazy("Place and date"),
    "source": gettext_lazy("Source"),
    "credit": gettext_lazy("Credit line"),
    "photo": gettext_lazy("Photo"),
    "caption": gettext_lazy("Photo caption"),
}
"""What is compared beside the text, in its order."""
WHOLE = {"kind", "section", "place", "photo"}
"""Of these the one before and the one after are told, not their words."""
MOST = 20_000
"""Words of changed blocks of one page that are compared one by one; beyond, a block is shown before and after."""


@dataclass(frozen=True)
class Block:
    """A part of the text: what it is, and its raw value where it may differ in more than its words."""

    type: str
    text: str
    raw: Any = None


@dataclass(frozen=True)
class Text:
    """What a version says: its fields as readers saw them, and its blocks."""

    fields: Mapping[str, str]
    blocks: list[Block]


@dataclass(frozen=True)
class Difference:
    """A field that changed, named, with its pieces."""

    name: str
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class ShownBlock:
    """A block as the page shows it: its pieces, and a word where something other than its words changed."""

    type: str
    pieces: list[Piece]
    note: str = ""

    @property
    def state(self) -> str:
        """`same`, `new`, `old` or `changed`."""
        kinds = {piece.kind for piece in self.pieces}
        return kinds.pop() if len(kinds) == 1 else "changed"


@dataclass(frozen=True)
class Comparison:
    """What changed from one version to the next."""

    differences: list[Difference]
    blocks: list[ShownBlock]

    @property
    def in_words(self) -> list[str]:
        """What changed, by name: Headline, Lead, Text."""
        named = [each.label for each in self.differences]
        text_changed = any(block.state != "same" or block.note for block in self.blocks)
        return [*named, _("Text")] if text_changed else named


def blocks_of(raw: list[dict[str, Any]], captions: Mapping[int, str]) -> list[Block]:
    """Return the blocks of a body as it is kept. A photo is its caption."""
    return [_block(each["type"], each["value"], captions) for each in raw]


def _block(block_type: str, value: Any, captions: Mapping[int, str]) -> Block:
    if block_type == "photo":
        photo = value.get("photo")
        return Block(block_type, value.get("caption") or captions.get(photo, ""), photo)
    return Block(block_type, words_of_block(block_type, value), value)


def compare(before: Text, after: Text) -> Comparison:
    """Return how `after` came from `before`."""
    differences = [
        Difference(name, str(label), _pieces(before.fields[name], after.fields[name], by_words=name not in WHOLE))
        for name, label in FIELDS.items()
        if before.fields[name] != after.fields[name]
    ]
    return Comparison(differences, list(_blocks(before.blocks, after.blocks)))


def alone(text: Text) -> Comparison:
    """Return the first version, which came from nothing."""
    return Comparison([], [ShownBlock(block.type, [Piece(SAME, block.text)]) for block in text.blocks])


def _blocks(before: list[Block], after: list[Block]) -> Iterator[ShownBlock]:
    left = MOST
    for old, new in aligned([_key(block) for block in before], [_key(block) for block in after]):
        if old is None and new is not None:
            yield ShownBlock(after[new].type, [Piece(NEW, after[new].text)])
        elif new is None and old is not None:
            yield ShownBlock(before[old].type, [Piece(OLD, before[old].text)])
        elif old is not None and new is not None:
            one, other = before[old], after[new]
            left -= len(one.text.split()) + len(other.text.split()) if one.text != other.text else 0
            yield ShownBlock(other.type, _pieces(one.text, other.text, by_words=left > 0), _note(one, other))


def _key(block: Block) -> str:
    return f"{block.type} {block.text}"


def _pieces(one: str, other: str, *, by_words: bool) -> list[Piece]:
    if one == other or by_words:
        return compared(one, other)
    return [Piece(kind, text) for kind, text in ((OLD, one), (NEW, other)) if text]


def _note(one: Block, other: Block) -> str:
    if other.type == "photo" and one.raw != other.raw:
        return _("Another photo stands here.")
    if one.type != other.type:
        return _("It is set in another way: as a heading, a quotation or a list.")
    if one.text == other.text and one.raw != other.raw and other.type == "paragraph":
        return _("Links or emphasis changed, not the words.")
    return ""

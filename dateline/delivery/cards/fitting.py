"""Words into lines: as large as they fit, in lines of like length. `drawing.py` asks; pure."""

from dataclasses import dataclass, replace
from math import ceil

from dateline.delivery.cards.letters import Hand

MOST_LINES = 5
SMALLER = 0.94
"""From one size to the next: fine enough that a line more or less is the only step that is seen."""


@dataclass(frozen=True)
class Room:
    """What a text has to fit into, in pixels, and how far its base lines stand apart, in sizes."""

    width: int
    height: int
    leading: float
    smallest: int


@dataclass(frozen=True)
class Fitted:
    """Lines in the order in which they are read, and the hand that writes them."""

    lines: list[str]
    hand: Hand


def fit(text: str, hand: Hand, room: Room, direction: str) -> Fitted:
    """Return the text in at most five lines, as large as the room allows; too long even so, it ends in an ellipsis."""
    while True:
        lines = _wrapped(text, hand, room.width, direction)
        most = min(MOST_LINES, int(room.height // (hand.size * room.leading)))
        if len(lines) <= most:
            return Fitted(_balanced(text, hand, room.width, direction, len(lines)), hand)
        if hand.size <= room.smallest:
            return Fitted(_cut(lines, most, hand, room.width, direction), hand)
        hand = replace(hand, size=max(room.smallest, int(hand.size * SMALLER)))


def shortened(text: str, hand: Hand, width: float, direction: str) -> str:
    """Return the text if it fits into one line, else as many words of it as do, with an ellipsis."""
    if hand.width(text, direction) <= width:
        return text
    while text and hand.width(f"{text}…", direction) > width:
        shorter = text.rpartition(" ")[0] or text[:-1]  # a first word too long by itself loses letters
        text = shorter.rstrip(" ,;:–—-،؛")
    return f"{text}…"


def _wrapped(text: str, hand: Hand, width: float, direction: str) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and hand.width(longer, direction) <= width:
            lines[-1] = longer
        else:
            lines += _broken(word, hand, width, direction)
    return lines


def _broken(word: str, hand: Hand, width: float, direction: str) -> list[str]:
    # Only a word wider than the whole line is broken, and where it must be.
    pieces = [""]
    for character in word:
        if pieces[-1] and hand.width(pieces[-1] + character, direction) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _balanced(text: str, hand: Hand, width: int, direction: str, count: int) -> list[str]:
    """Return as many lines as `count`, in the narrowest width that needs no more."""
    longest = max(hand.width(word, direction) for word in text.split(" "))
    narrow, wide = max(width // count, min(width, ceil(longest))) - 1, width
    while wide - narrow > hand.size // 4:
        middle = ceil((narrow + wide) / 2)
        if len(_wrapped(text, hand, middle, direction)) > count:
            narrow = middle
        else:
            wide = middle
    return _wrapped(text, hand, wide, direction)


def _cut(lines: list[str], most: int, hand: Hand, width: float, direction: str) -> list[str]:
    last = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], shortened(last, hand, width, direction)]

"""Colours as people write them on the web, and whether text in one can be read on another."""

Channels = tuple[int, int, int]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours such as `#0b4f5c`, from 1 to 21 (WCAG 2.2, section 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, *, on: str, ratio: float) -> str:
    """Return `colour`, or the nearest shade of it towards black or white that reaches the ratio on `on`."""
    end = "#000000" if _luminance(on) > 0.18 else "#ffffff"
    for step in range(101):
        shade = _between(colour, end, step / 100)
        if contrast(shade, on) >= ratio:
            return shade
    return end


def _luminance(colour: str) -> float:
    # WCAG 2.2, "relative luminance".
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _between(start: str, end: str, part: float) -> str:
    pairs = zip(_channels(start), _channels(end), strict=True)
    return "#" + "".join(f"{round(first + (last - first) * part):02x}" for first, last in pairs)


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue

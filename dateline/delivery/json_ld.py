"""Small pieces of JSON-LD: what `structured_data.py` and `image_data.py` share. Pure."""

import json
from typing import Any

from dateline.lib.text import plain


def in_script(data: dict[str, Any]) -> str:
    """Return the data as JSON that cannot end or open an element, and reads as JSON without unescaping HTML."""
    text = json.dumps(data, ensure_ascii=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def filled(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "", [])}


def person(name: str) -> dict[str, Any]:
    return {"@type": "Person", "name": plain(name)}

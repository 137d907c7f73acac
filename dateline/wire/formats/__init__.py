"""The formats that come in. A new one is a new file here and one line in `FORMATS`."""

import re
from typing import Protocol
from zoneinfo import ZoneInfo

from dateline.lib.text import plain
from dateline.wire.formats import captured_page, saved_page
from dateline.wire.formats.encodings import text_of
from dateline.wire.formats.page_dates import DateOrder
from dateline.wire.item import WireItem, WireRefused


class Format(Protocol):
    """What a module of this package offers."""

    def recognises(self, text: str) -> bool: ...
    def read(self, text: str, *, zone: ZoneInfo, dates: DateOrder | None = None) -> WireItem: ...


FORMATS: list[Format] = [saved_page, captured_page]
"""Asked in order; the first that recognises the text reads it. The captured page takes any text."""

LARGEST = 5_000_000
"""Bytes an arrival may have. A story page is some kilobytes; this bounds what a slip can cost."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Pages of text have hardly any; the joiners and marks of direction that Persian needs are none of them."""


def read(data: bytes, *, zone: ZoneInfo, dates: DateOrder | None = None) -> WireItem:
    """Return what an arrival says, its times read in `zone` and 05/09/2016 as `dates` says.

    Raises `WireRefused` with a sentence, and nothing else whatever the bytes.
    """
    text = _text(data)
    for form in FORMATS:
        if form.recognises(text):
            return form.read(text, zone=zone, dates=dates)
    raise WireRefused("No format that we know was recognised.")


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise WireRefused("The file is larger than 5 MB; a story page is text of some kilobytes.")
    text = text_of(data)
    if not text.strip():
        raise WireRefused("The file is empty.")
    if len(_CONTROL.findall(text)) > len(text) / 20:
        raise WireRefused("The file is binary, not the text of a page.")
    return plain(text)

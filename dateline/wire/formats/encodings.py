"""Bytes to text: UTF-8, UTF-16 with its mark, the code page that an HTML page names, or Persian's old Windows-1256.

Called by `formats.read`. What is none of these is refused; nothing is guessed that a word could not confirm.
"""

import re

from dateline.wire.item import WireRefused

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(rb"<meta\b[^>]{0,200}\bcharset\s*=\s*[\"']?\s*([\w-]{1,20})", re.I)
_WESTERN = {"windows-1252": "windows-1252", "iso-8859-1": "windows-1252", "iso-8859-15": "iso-8859-15"}
"""What an HTML page may name beside these three; browsers read ISO 8859-1 as Windows-1252 (WHATWG Encoding)."""

_ARABIC = "\u0621-\u064a\u0671-\u06d3"
_MIXED = re.compile(rf"(?![{_ARABIC}])[^\W\d_][{_ARABIC}]|[{_ARABIC}](?![{_ARABIC}])[^\W\d_]")
"""A Latin letter beside an Arabic one: bytes of another code page, read as Windows-1256."""
_COMMONEST = re.compile("[اینردموهتليى]")
_LETTER = re.compile(rf"[{_ARABIC}]")


def text_of(data: bytes) -> str:
    """Return the text. Raises `WireRefused` with a sentence for what is binary or in another encoding."""
    if data.startswith(_UTF_16):
        return _decoded(data, "utf-16")
    if b"\x00" in data:
        raise WireRefused("The file is binary, not the text of a page.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _DECLARED.search(data[:4096])
        if named and (encoding := _WESTERN.get(named[1].decode().lower())):
            return _decoded(data, encoding)
        text = data.decode("windows-1256")
    if not _is_of_that_code_page(text):
        raise WireRefused("The file is not UTF-8 text; it may be binary or in another encoding.")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise WireRefused("The file is not UTF-8 text; it may be binary or in another encoding.") from None


def _is_of_that_code_page(text: str) -> bool:
    """Whether it reads as a page: no control characters, no mixed words, and Arabic letters as often as in a text.

    An English page may hold nothing but the quotation marks and dashes, which are the same in Windows-1252.
    """
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text) or _MIXED.search(text):
        return False
    letters = len(_LETTER.findall(text))
    return len(_COMMONEST.findall(text)) >= letters / 3

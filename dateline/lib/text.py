"""Text as people write it, brought to one form for storing, comparing and searching."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ي": "ی",  # Arabic yeh as Persian typists get it on old keyboards
        "ى": "ی",
        "ك": "ک",
        "ۀ": "ه",
        "ة": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ؤ": "و",
        "\u200c": " ",  # zero-width non-joiner divides words as a space does
        "\u0640": None,  # tatweel
    }
    | {chr(0x06F0 + digit): str(digit) for digit in range(10)}
    | {chr(0x0660 + digit): str(digit) for digit in range(10)}
)


class _Marks(dict[int, int | None]):
    """Leaves diacritics out of a translation. Each character is asked for once, which is faster than always."""

    def __missing__(self, character: int) -> int | None:
        self[character] = None if unicodedata.combining(chr(character)) else character
        return self[character]


_WITHOUT_MARKS = _Marks()
_UNWANTED = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]")


def fold(text: str) -> str:
    """Return `text` so that spellings a reader holds for the same become the same.

    Lower case; Arabic and Persian forms of ye and kaf, digits and joiners united; diacritics dropped.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_WITHOUT_MARKS)
    return " ".join(text.casefold().split())


def plain(text: str) -> str:
    """Return `text` in NFC with line ends as newlines and control characters and lone surrogates left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", lines)).strip()

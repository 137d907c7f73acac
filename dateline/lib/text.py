"""Text as people write it, brought to one form for storing, comparing and searching."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ي": "ی",  # Arabic yeh as Persian typists get it on old keyboards
        "ى": "ی",
        "ې": "ی",
        "ك": "ک",
        "ڪ": "ک",
        "ة": "ه",
        "ہ": "ه",  # Urdu and Kurdish forms of heh
        "ھ": "ه",
        "ە": "ه",
        "ٱ": "ا",
        "\u0640": None,  # tatweel
        # Latin letters whose stroke or ligature Unicode does not take apart.
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
    }
    | {chr(0x06F0 + digit): str(digit) for digit in range(10)}
    | {chr(0x0660 + digit): str(digit) for digit in range(10)}
)
NON_JOINERS = "\u200b\u200c"
"""Zero-width space and non-joiner: they divide words as a space does, and keep them one compound."""
UNSEEN = "\u00ad\u061c\u180e\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""What stands inside a word and is no letter: soft hyphens, joiners, marks of direction. For a class of `re`."""

_UNSEEN = re.compile(f"[{UNSEEN}]")
_APART = str.maketrans(dict.fromkeys(NON_JOINERS, " "))


class _Marks(dict[int, int | None]):
    """Leaves diacritics out of a translation. Each character is asked for once, which is faster than always."""

    def __missing__(self, character: int) -> int | None:
        self[character] = None if unicodedata.combining(chr(character)) else character
        return self[character]


_WITHOUT_MARKS = _Marks()
_UNWANTED = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]")


def fold(text: str) -> str:
    """Return `text` so that spellings a reader holds for the same become the same.

    Lower case; Arabic and Persian forms of ye, kaf and heh, digits and joiners united; diacritics dropped.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    # Taken apart first: a ye with hamza, or a letter of old Arabic fonts, shows its plain letter only then.
    decomposed = unicodedata.normalize("NFKD", _UNSEEN.sub("", text.translate(_APART)))
    bare = decomposed.translate(_WITHOUT_MARKS)
    return " ".join(bare.casefold().translate(_LETTERS).split())


def plain(text: str) -> str:
    """Return `text` in NFC with line ends as newlines and control characters and lone surrogates left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", lines)).strip()

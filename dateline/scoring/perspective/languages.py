"""Which language a comment is in: what its sender says of that is heard, and the text is asked all the same.

Coral sends every comment of a site in Persian as English.
"""

from dateline.lib.languages import Guess, guess
from dateline.scoring.engine import Engine, Scored
from dateline.scoring.perspective import errors
from dateline.scoring.perspective.asking import Asked
from dateline.scoring.perspective.names import LANGUAGES, is_scored_in

CERTAIN = 0.8
"""How sure the language model must be that a comment called English is not: slang and names look foreign to it."""


def scored(asked: Asked, engine: Engine) -> Scored:
    """Return the scores of a comment. Raises `Refused` where its sender or its text says that it is not English."""
    first = next(iter(asked.thresholds))
    if asked.languages and not any(map(is_scored_in, asked.languages)):
        raise errors.other_language(first, asked.languages, told_by="requestedLanguages")
    found = engine.score(asked.text)
    if found.scores:
        return found
    if found.language is None:
        raise errors.no_language()
    if asked.languages and not _is_certain(asked.text):
        return engine.score(asked.text, LANGUAGES[0])
    raise errors.other_language(first, [found.language], told_by="detectedLanguages")


def detected(text: str) -> list[str]:
    """Return the code of the language of a text that nobody scores; none where there is only a guess."""
    found = _guess(text)
    return [found.code] if found.score >= CERTAIN else []


def _is_certain(text: str) -> bool:
    return _guess(text).score >= CERTAIN


def _guess(text: str) -> Guess:
    return guess(text[:1000].encode("utf-8", "replace").decode())

"""Which language a comment is in: what its sender says of that is heard, and the text is asked all the same.

Coral sends every comment of a site in Persian as English.
"""

from dateline.lib.languages import guess
from dateline.scoring.engine import Scored
from dateline.scoring.perspective import errors
from dateline.scoring.perspective.asking import Asked
from dateline.scoring.perspective.names import is_scored_in
from dateline.scoring.scorer import Scorer

CERTAIN = 0.8
"""How sure the language model must be of a text that is not scored."""


def scored(asked: Asked, engine: Scorer) -> Scored:
    """Return the scores of a comment. Raises `Refused` where its sender or its text says that it is not English."""
    first = next(iter(asked.thresholds))
    if asked.languages and not any(map(is_scored_in, asked.languages)):
        raise errors.other_language(first, asked.languages, told_by="requestedLanguages")
    found = engine.score(asked.text)
    if found.scores:
        return found
    if found.language is None:
        raise errors.no_language()
    raise errors.other_language(first, [found.language], told_by="detectedLanguages")


def detected(text: str) -> list[str]:
    """Return the code of the language of a text that nobody scores; none where there is only a guess."""
    found = guess(text[:1000].encode("utf-8", "replace").decode())
    return [found.code] if found.score >= CERTAIN else []

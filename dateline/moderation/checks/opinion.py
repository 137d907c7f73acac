"""What a check is given and what it says. Plain values: `checking` hands `Words` over and takes an `Opinion`."""

from dataclasses import dataclass
from enum import StrEnum

from dateline.lib.listed_words import ListedWords
from dateline.scoring.engine import Scored

Span = tuple[int, int]
"""From where to where in the text, as Python slices it."""


class Verdict(StrEnum):
    """What a check makes of a comment. None shows or refuses anything by itself (`decisions/0017`, `0051`)."""

    CLEAN = "clean"
    DOUBT = "doubt"
    BREACH = "breach"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Listed:
    """An entry of the edition's word list: as the desk wrote it, whether it refuses, its clause and note."""

    words: str
    is_refused: bool = False
    clause: str = ""
    note: str = ""


NO_LIST: ListedWords[Listed] = ListedWords()


@dataclass(frozen=True)
class LookedFor:
    """An attribute, the code of the clause in force that names it, and the score from which on it raises a doubt."""

    attribute: str
    clause: str
    threshold: float


@dataclass(frozen=True)
class Given:
    """What the scoring engine said of a text in which something is looked for; nothing (None) where it failed."""

    looked_for: tuple[LookedFor, ...]
    scored: Scored | None = None
    engine: str = ""
    layer: str = ""


@dataclass(frozen=True)
class Words:
    """What is judged: a reader's name and text as stored, and the language that comments of the edition have.

    Beside them what the edition's list has against words (`listed`), and what it only looks for (`watched`); how many
    comments had the same text lately (`alike`), and how many of the sender's last ones were refused (`refused`), which
    is a doubt from a number on (`doubt_from`; 0 for never); why the desk has banned the name (`banned`); what stood in
    the field that nobody sees (`trap`), the age of the form in seconds, where it is known (`seconds`); and what the
    scoring engine said, where a clause in force names what it looks for (`given`).
    """

    name: str
    text: str
    language: str
    listed: ListedWords[Listed] = NO_LIST
    watched: ListedWords[Listed] = NO_LIST
    alike: int = 0
    refused: int = 0
    doubt_from: int = 0
    banned: str = ""
    trap: str = ""
    seconds: int | None = None
    given: Given | None = None


@dataclass(frozen=True)
class Opinion:
    """What one check says of a comment: to the queue in a word, to the moderator in a sentence.

    `clause` is the code of the clause that it is about, or empty. `spans` are the words of the text that raised it.
    `seen` is what it saw, where the sentence leaves that open: a language's code, an entry of a list.

    A clean one that has a word and a sentence is a mark for the moderator, and raises no doubt.
    """

    verdict: Verdict
    word: str = ""
    sentence: str = ""
    clause: str = ""
    spans: tuple[Span, ...] = ()
    seen: str = ""

    def __post_init__(self) -> None:
        if self.verdict != Verdict.CLEAN and not (self.word and self.sentence):
            raise ValueError("An opinion that is not clean says why, in a word and in a sentence.")

    @property
    def is_said(self) -> bool:
        """Whether the desk is told of it."""
        return bool(self.word)

    def fits(self, text: str) -> bool:
        """Whether the spans lie in the text, in order, none within another."""
        ends = [0, *(end for _, end in self.spans)]
        return ends[-1] <= len(text) and all(
            before <= start < end for before, (start, end) in zip(ends, self.spans, strict=False)
        )


CLEAN = Opinion(Verdict.CLEAN)

"""What an engine's answer comes to: an opinion like a check's own. It is believed only as far as it fits the text."""

from collections.abc import Sequence

from dateline.moderation.checks.opinion import CLEAN, Opinion, Span, Verdict
from dateline.moderation.engine.question import NotUnderstood, Question

MOST_QUOTES = 20

AWAITED = Opinion(
    Verdict.UNAVAILABLE,
    "engine not heard",
    "There is no answer of the outside engine yet. Without one no program shows or refuses the comment.",
)
GONE = Opinion(
    Verdict.UNAVAILABLE,
    "engine unavailable",
    "The outside engine was not reached, or gave no answer that can be used. Look for what it would have found.",
)
UNSURE = ("engine unsure", "The outside engine is not sure that the comment keeps the rules.")
AGAINST = ("engine", "The outside engine says that the comment breaks a rule.")
SAYS = dict([UNSURE, AGAINST, (AWAITED.word, AWAITED.sentence), (GONE.word, GONE.sentence)])
"""All that the desk is told of it. Each needs its Persian."""


def opinion_from(said: object, question: Question) -> Opinion:
    """Return the opinion that an engine's answer gives. Raises `NotUnderstood` where it is none of our forms.

    Quotes that are not in the text are passed over, and a breach that has no other is only a doubt: nothing is refused
    for words that nobody wrote.
    """
    if not isinstance(said, dict):
        raise NotUnderstood("The answer is no object.")
    if said.get("verdict") == Verdict.CLEAN:
        return CLEAN
    if said.get("verdict") not in (Verdict.DOUBT, Verdict.BREACH):
        raise NotUnderstood("The answer has no verdict that is known.")
    code, spans = _code(said.get("clause"), question), _spans(said.get("quotes") or [], question.text)
    if said["verdict"] == Verdict.BREACH and spans:
        return Opinion(Verdict.BREACH, *AGAINST, code, spans)
    return Opinion(Verdict.DOUBT, *UNSURE, code, spans)


def _code(number: object, question: Question) -> str:
    for rule in question.rules:
        if rule.number == number and not isinstance(number, bool):
            return rule.code
    raise NotUnderstood("The answer names no clause that is in force.")


def _spans(quotes: object, text: str) -> tuple[Span, ...]:
    """Where the quotes stand in the text, in order; one that reaches into another is left out."""
    if not isinstance(quotes, list) or not all(isinstance(quote, str) for quote in quotes):
        raise NotUnderstood("The quotes of the answer are no list of texts.")
    found = sorted(place for quote in quotes[:MOST_QUOTES] if (place := _place(quote.strip(), text)))
    return _apart(found)


def _place(quote: str, text: str) -> Span | None:
    start = text.find(quote) if quote else -1
    return (start, start + len(quote)) if start >= 0 else None


def _apart(places: Sequence[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for start, end in places:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)

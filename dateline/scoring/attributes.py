"""What is scored, in the names that the Perspective API gave these attributes."""

LEARNED = ("TOXICITY", "INSULT", "IDENTITY_ATTACK", "THREAT", "PROFANITY")
"""Attributes that a model has weights for, in the order of its columns."""
SEVERE = "SEVERE_TOXICITY"
ATTRIBUTES = ("TOXICITY", SEVERE, *LEARNED[1:])
"""Every attribute of an answer, in the order of an answer."""


def severe(scores: dict[str, float]) -> tuple[float, str]:
    """Return how severe a comment is, from 0 to 1, and the attribute that makes it so.

    Derived, not learned, since no data say it: a comment is severe as far as it is toxic and a threat, or toxic and an
    attack on what people are. It is never more severe than toxic.
    """
    worst = max(("THREAT", "IDENTITY_ATTACK"), key=lambda each: scores[each])
    return scores["TOXICITY"] * scores[worst], worst

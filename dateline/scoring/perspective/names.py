"""Under which names an attribute can be asked, and in which languages it is answered."""

from dateline.scoring.attributes import ATTRIBUTES

LANGUAGES = ("en",)
"""What every attribute is scored in, and no other."""

_ANSWERED_BY = (
    {name: name for name in ATTRIBUTES}
    | {f"{name}_EXPERIMENTAL": name for name in ATTRIBUTES}
    | {"TOXICITY_FAST": "TOXICITY"}
)


def answered_by(name: str) -> str | None:
    """Return our attribute that answers for one of theirs; None for one that we have not."""
    return _ANSWERED_BY.get(name)


def is_scored_in(language: str) -> bool:
    """Return whether a language by its code, of ISO 639-1 or BCP 47, is one of ours."""
    return language.replace("_", "-").partition("-")[0].lower() in LANGUAGES

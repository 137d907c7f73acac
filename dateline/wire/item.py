"""A wire item: an arrival understood, before it touches the database. Plain values only."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime


class WireRefused(ValueError):
    """An arrival that cannot be understood. Its text is a sentence that a person can act on."""


@dataclass(frozen=True)
class WireCaption:
    """A photo of the page. `file_name` is a path relative to the page, None when the picture did not come with it."""

    text: str
    file_name: str | None = None
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True)
class WireItem:
    """What one arrival says. Times are aware and in UTC; a missing text is empty."""

    format: str
    news_id: int | None
    published_at: datetime
    headline: str
    headline_is_derived: bool
    lead: str
    source: str
    credit: str
    paragraphs: tuple[str, ...]
    captions: tuple[WireCaption, ...] = ()
    house_rules: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Lines known to be no part of the story: the date's, buttons, tags."""
    language: str = ""
    addresses: tuple[str, ...] = ()
    """Whole addresses that the page had where it was published."""
    notes: tuple[str, ...] = ()
    """Sentences on what the page has and a story does not take."""

    @property
    def content_hash(self) -> str:
        """SHA-256 of the facts, the same for pages that differ in white space alone."""
        facts = [
            self.news_id,
            self.published_at.isoformat(),
            self.headline,
            self.lead,
            self.source,
            self.credit,
            self.paragraphs,
            [[caption.text, caption.alt, caption.credit] for caption in self.captions],
        ]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()

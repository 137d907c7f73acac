"""What the comments before tell of a new one: whether too many came, whether the same text did, and what was refused.

Everything is asked in one query, whose cost does not grow with the number of comments (`decisions/0047`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from dateline.comments.models import Comment, State
from dateline.comments.privacy import email_mark, fingerprint
from dateline.comments.receiving import ADDRESS_LIFE
from dateline.lib.text import fold
from dateline.lib.words import words_of
from dateline.moderation.budgets import WINDOW, Budget
from dateline.moderation.models.sign import Sign

LIFE = ADDRESS_LIFE
LATELY = timedelta(hours=24)
"""In which the same text is counted."""
MOST_COUNTED = 100
"""Comments of the same text beyond which nobody counts."""
LAST_OF_A_SENDER = 50
"""Comments of one address of which it is told how many were refused."""
FEWEST_WORDS = 5
FEWEST_LETTERS = 25
"""Of a text that is known again: "I agree", "Well said" and "Rest in peace" are said by many."""
NOBODY = "-"
LENGTH = 32
"""Characters of a sign: half of a keyed hash, so that its index is small."""


@dataclass(frozen=True)
class Signs:
    """The keyed hashes by which a comment's sender, name and text are known again. Empty are those of nobody."""

    address: str
    name: str
    text: str
    email: str = ""


@dataclass(frozen=True)
class Before:
    """What came before a comment: a budget used up and until when, the same text, refusals, the word list's stamp.

    And the ban in force on its sender or name, if there is one, by its number; one that refuses comes first.
    """

    spent: Budget | None
    spent_until: datetime | None
    alike: int
    refused: int
    stamp: str
    ban: int | None = None


def signs_of(name: str, text: str, *, sender: str, email: str = "") -> Signs:
    """Return the signs of a comment; `sender` is the hash of its address."""
    mark = email_mark(email)[:LENGTH] if email else ""
    return Signs(sender[:LENGTH], fingerprint("name", fold(name))[:LENGTH], _sign_of_text(text), mark)


def before(signs: Signs, *, edition_id: int, now: datetime) -> Before:
    """Ask what came before a comment with these signs. One query."""
    seconds = int(now.timestamp())
    since = seconds - int(WINDOW.total_seconds())
    address = signs.address or NOBODY
    asked: dict[str, Any] = {
        "address": address,
        "name": signs.name,
        "text": signs.text or NOBODY,
        "since": since,
        "lately": seconds - int(LATELY.total_seconds()),
        "but_last_of_address": Budget.ADDRESS.most - 1,
        "but_last_of_name": Budget.NAME.most - 1,
        "most": MOST_COUNTED,
        "last": LAST_OF_A_SENDER,
        "refused": State.REFUSED.value,
        "edition": edition_id,
        "email": signs.email or NOBODY,
        "now": connection.ops.adapt_datetimefield_value(now),
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, asked)
        of_address, of_name, first_at, first, last, alike, refused, stamp, ban = cursor.fetchone()
    is_full = first is not None and last - first + 1 >= Budget.SITE.most
    ends = {Budget.ADDRESS: of_address, Budget.NAME: of_name, Budget.SITE: first_at if is_full else None}
    spent = next((budget for budget, at in ends.items() if at is not None), None)
    until = datetime.fromtimestamp(ends[spent], UTC) + WINDOW if spent else None
    return Before(spent, until, alike, refused, stamp or "", abs(ban) if ban else None)


def leave(comment: Comment, signs: Signs, *, now: datetime) -> None:
    """Leave a comment's signs for those that come after it. Its text may be another than it was."""
    with connection.cursor() as cursor:
        cursor.execute(_LEAVE, [comment.pk, int(now.timestamp()), signs.address, signs.name, signs.text])


def change_text(comment: Comment, signs: Signs) -> None:
    """Let a comment be known again by the text that it has now."""
    Sign.objects.filter(comment=comment).update(text=signs.text)


def forget_old(*, now: datetime) -> None:
    """Forget the signs of comments whose sender's address is forgotten too."""
    Sign.objects.filter(sent_at__lt=int((now - LIFE).timestamp())).delete()


def _sign_of_text(text: str) -> str:
    words = [word.text for word in words_of(text)]
    if len(words) < FEWEST_WORDS and sum(map(len, words)) < FEWEST_LETTERS:
        return ""
    return fingerprint("text", " ".join(words))[:LENGTH]


# The time of the comment that uses up a budget is that of the n-th newest; the n of a site is told by the keys of
# comments, which count up: an index is gone down, however many there are. Of bans, one that refuses is told first: its
# number is below zero, which spares the database an order.
_BEFORE = """
SELECT
  (SELECT sent_at FROM moderation_sign WHERE address = %(address)s AND sent_at > %(since)s
    ORDER BY sent_at DESC LIMIT 1 OFFSET %(but_last_of_address)s),
  (SELECT sent_at FROM moderation_sign WHERE name = %(name)s AND sent_at > %(since)s
    ORDER BY sent_at DESC LIMIT 1 OFFSET %(but_last_of_name)s),
  (SELECT sent_at FROM moderation_sign WHERE sent_at > %(since)s ORDER BY sent_at LIMIT 1),
  (SELECT comment_id FROM moderation_sign WHERE sent_at > %(since)s ORDER BY sent_at LIMIT 1),
  (SELECT max(comment_id) FROM moderation_sign),
  (SELECT count(*) FROM (SELECT 1 AS one FROM moderation_sign WHERE text = %(text)s AND sent_at > %(lately)s
    LIMIT %(most)s) AS alike),
  (SELECT count(*) FROM (SELECT comment_id FROM moderation_sign WHERE address = %(address)s
    ORDER BY sent_at DESC LIMIT %(last)s) AS own
    JOIN comments_comment ON comments_comment.id = own.comment_id WHERE comments_comment.state = %(refused)s),
  (SELECT stamp FROM moderation_wordlist WHERE edition_id = %(edition)s),
  (SELECT min(CASE kind WHEN 'name' THEN id ELSE -id END) FROM moderation_ban
    WHERE mark IN (%(address)s, %(email)s, %(name)s) AND lifted_at IS NULL
    AND until > %(now)s AND (edition_id IS NULL OR edition_id = %(edition)s))
"""
_LEAVE = "INSERT INTO moderation_sign (comment_id, sent_at, address, name, text) VALUES (%s, %s, %s, %s, %s)"

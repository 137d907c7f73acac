"""An edition's word list: words added and removed at the desk, and the list as checks are given it.

Each process keeps the lists that it was asked for and knows by the list's stamp when one has changed, also elsewhere.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.lib.disguises import words_in
from dateline.lib.listed_words import ANY_ENDING, MOST_WORDS, ListedWords, key_of
from dateline.moderation.checks.opinion import NO_LIST, Listed
from dateline.moderation.models.word_list import LONGEST_ENTRY, LONGEST_KEY, Does, ListedWord, WordList, new_stamp
from dateline.people.models import User
from dateline.stories.models import Edition

MOST_ENTRIES = 20_000
"""Of one list. It is kept in memory: 20,000 take some 20 MB."""


class Lists(NamedTuple):
    """What an edition's list has against words, and what it only looks for."""

    listed: ListedWords[Listed] = NO_LIST
    watched: ListedWords[Listed] = NO_LIST


_kept: dict[int, tuple[str, Lists]] = {}


def lists_of(edition_id: int, stamp: str) -> Lists:
    """Return an edition's lists as of a stamp; an edition without a list has the stamp "" and nothing listed."""
    if not stamp:
        return Lists()
    known = _kept.get(edition_id)
    if known is None or known[0] != stamp:
        known = _kept[edition_id] = stamp, _made(edition_id)
    return known[1]


def add(
    edition: Edition, lines: Iterable[str], *, does: str, clause_code: str = "", note: str = "", by: User, now: datetime
) -> int:
    """Put words and phrases on an edition's list, one a line, and return how many; a known one is changed.

    Raises `ValidationError` with a sentence, and changes nothing, when a line has no word, is too long, has a single
    letter or too many words, or when the list gets too long.
    """
    entries = {key_of(line)[:LONGEST_KEY]: line for line in map(str.strip, lines) if line}
    _refuse_unless_findable(entries.values())
    facts = {"does": does, "clause_code": clause_code, "note": note.strip(), "added_by": by, "added_at": now}
    with transaction.atomic():
        word_list = _changed(edition)
        for some in _in_parts(list(entries)):
            word_list.entries.filter(key__in=some).delete()
        if word_list.entries.count() + len(entries) > MOST_ENTRIES:
            said = _("A word list has at most %(most)d entries. Remove some first.")
            raise ValidationError(said % {"most": MOST_ENTRIES})
        ListedWord.objects.bulk_create(
            ListedWord(word_list=word_list, words=words, key=key, **facts) for key, words in entries.items()
        )
    return len(entries)


def remove(edition: Edition, entries: Iterable[int]) -> int:
    """Take entries off an edition's list, by their keys in the database, and return how many were on it."""
    with transaction.atomic():
        return _changed(edition).entries.filter(pk__in=list(entries)).delete()[0]


def _in_parts(keys: list[str]) -> Iterator[list[str]]:
    # A database takes so many values in one question and no more.
    return (keys[at : at + 500] for at in range(0, len(keys), 500))


def _changed(edition: Edition) -> WordList:
    """Give the list another stamp, under a lock that orders changes."""
    word_list, _is_new = WordList.objects.select_for_update().get_or_create(edition=edition)
    word_list.stamp = new_stamp()
    word_list.save()
    return word_list


def _made(edition_id: int) -> Lists:
    entries = list(ListedWord.objects.filter(word_list__edition=edition_id))
    return Lists(
        ListedWords((each.words, each.as_listed()) for each in entries if each.does != Does.WATCH),
        ListedWords((each.words, each.as_listed()) for each in entries if each.does == Does.WATCH),
    )


def _refuse_unless_findable(lines: Iterable[str]) -> None:
    faults = list(filter(None, map(_fault, lines)))
    if faults:
        raise ValidationError(faults)
    if not lines:
        raise ValidationError(_("Write at least one word, each on a line of its own."))


def _fault(line: str) -> str:
    """Why nothing could be found by a line, in a sentence; empty where it is well."""
    named, words = {"line": line[:40], "most": LONGEST_ENTRY, "words": MOST_WORDS}, words_in(line)
    if len(line) > LONGEST_ENTRY:
        return _("“%(line)s…” is longer than %(most)d characters.") % named
    if len(words) > MOST_WORDS:
        return _("“%(line)s” has more than %(words)d words.") % named
    bare = line.removesuffix(ANY_ENDING)
    if ANY_ENDING in bare or (bare != line and len(words) != 1):
        return _("“%(line)s”: a star stands at the end of a single word, and nowhere else.") % named
    if len(words) < 2 and len(key_of(line).rstrip("*")) < 2:
        return _("“%(line)s” would stand in every comment. A word has two letters or more.") % named
    return ""

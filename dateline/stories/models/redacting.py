"""Redact: take words out of everything that was published of a story, and out of what the desk keeps of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.search import index

from dateline.lib.database import overwriting
from dateline.people.models import User
from dateline.stories import signals
from dateline.stories.models import kept_words
from dateline.stories.models.notice import Notice, NoticeKind
from dateline.stories.models.publishing import keep_version
from dateline.stories.models.standing import now_or, refuse_without
from dateline.stories.search import cleaning
from dateline.stories.search import writing as search
from dateline.stories.shown import shown
from dateline.stories.struck import Struck

if TYPE_CHECKING:
    from dateline.stories.models.story import Story


class Redactable:
    """What a story that was ever out can be told of its words; a held or killed one too, since the desk keeps them."""

    def struck(self: Any, words: Iterable[str]) -> Struck:
        """Return the words, and the mark of this story's edition. Raises `ValidationError` without words to find."""
        with translation.override(self.edition.language):
            mark = _("[redacted]")
        try:
            struck = Struck(words, mark)
        except ValueError as short:
            raise ValidationError(_("These are too short to be looked for: %(words)s") % {"words": short}) from short
        if not struck.words:
            raise ValidationError(_("Say which words are to go."))
        return struck

    def redact(
        self: Any,
        words: Iterable[str],
        *,
        by: User,
        reason: str,
        ground: str,
        text: str = "",
        photos: Iterable[int] = (),
        now: datetime | None = None,
    ) -> None:
        """Take words out of every version, saved text, notice and note, for good; a mark stands in their place.

        What is out becomes the next version, with its notice; the text of a killed story stays where it is. Captions
        and descriptions of `photos` are redacted too, wherever they are shown. Raises `PermissionDenied` with a
        sentence for a draft; `ValidationError` without a reason, for words that stand nowhere or are too short, and
        for a reason or text that holds them: both are kept.
        """
        refuse_without(reason)
        struck = self.struck(words)
        refuse_saying(struck, reason, text)
        with overwriting(), transaction.atomic():
            row, at = self._locked(), now_or(now)
            row._refuse_unless_redactable(struck, photos)
            was = shown(row, at)
            notice = row.notice(NoticeKind.REDACTION, by=by, at=at, reason=reason, ground=ground, text=text)
            kept_words.take_out(row, struck, why=f"redaction: {ground}")
            kept_words.take_out_of_photos(kept_words.photos_of(row).filter(pk__in=list(photos)), struck)
            _put_out(row, struck, notice)
            search.forget_words(row, struck.words)
            index.insert_or_update_object(row)  # the desk's index too, before anybody looks
            now_is = shown(row, at)
            signals.changed.send(type(self), story=row, was=was, now_is=now_is, at=at, notice=notice)
            signals.noticed.send(type(self), notice=notice)
            signals.redacted.send(type(self), story=row, struck=struck, notice=notice)
            row.log_notice(notice)
            cleaning.clean.enqueue()
        self.refresh_from_db()

    def _refuse_unless_redactable(self: Any, struck: Struck, photos: Iterable[int]) -> None:
        if not self.version:
            raise PermissionDenied(_("This story was never out. Take the words out of its text."))
        of_photos = kept_words.photos_of(self).filter(pk__in=list(photos)).values_list(*kept_words.OF_A_PHOTO)
        if next(kept_words.places(self, struck), None) is None and not struck.stands_in(list(of_photos)):
            raise ValidationError(_("These words stand nowhere in this story."))


def refuse_saying(struck: Struck, reason: str, text: str) -> None:
    """Raise `ValidationError` for a reason or a public text that says what is to go."""
    if struck.stands_in(reason):
        raise ValidationError(_("The reason holds the words that are to go, and it is kept. Say it without them."))
    if struck.stands_in(text):
        raise ValidationError(_("The text for readers holds the words that are to go."))


def _put_out(row: "Story", struck: Struck, notice: Notice) -> None:
    kept_words.take_out_of_row(row, struck)
    if not row.is_killed:
        row.version += 1
        row.version_created = notice.at
    row.save()
    kept_words.save_anew(row, notice.author, notice.at)
    row.refresh_from_db()
    if not row.is_killed:
        keep_version(row, by=notice.author)
    search.index(row)
    notice.version = row.version
    notice.save()
    if not row.is_killed:
        signals.published.send(type(row), story=row)

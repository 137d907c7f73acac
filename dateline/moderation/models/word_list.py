"""An edition's word list: words and phrases that hold a comment, refuse it, or are only watched for."""

import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.moderation.checks.opinion import Listed
from dateline.people.models import User
from dateline.stories.beats import in_editions
from dateline.stories.models import Edition

LONGEST_ENTRY = 100
LONGEST_KEY = 200
"""Folded, a sign of Unicode may be several letters."""
LONGEST_NOTE = 200


class Does(models.TextChoices):
    """What a word of the list does to a comment that holds it."""

    HOLD = "hold", _("Hold")
    REFUSE = "refuse", _("Refuse")
    WATCH = "watch", _("Watch")


def new_stamp() -> str:
    return secrets.token_hex(8)


class WordList(models.Model):
    """The list of one edition. `stamp` is another after each change, so that who keeps the list knows it is old."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="word_list")
    stamp = models.CharField(max_length=16, default=new_stamp, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"word list of {self.edition_id}"


class ListedWordQuerySet(models.QuerySet["ListedWord"]):
    def for_right(self, user: User, right: str) -> Self:
        """Words of the editions where this member of staff has a right, written `app.codename`."""
        return self.filter(in_editions(user, right, "word_list__edition"))


class ListedWord(models.Model):
    """A word or phrase, what it does, the clause that it is about and a note to moderators. Changed by `word_lists`."""

    word_list = models.ForeignKey(WordList, on_delete=models.PROTECT, related_name="entries")
    words = models.CharField(max_length=LONGEST_ENTRY)
    key = models.CharField(max_length=LONGEST_KEY, help_text="What it is found by: two of a kind are one.")
    does = models.CharField(max_length=6, choices=Does)
    clause_code = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ListedWordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["word_list", "key"], name="a_word_is_listed_once")]

    def __str__(self) -> str:
        return self.words

    def as_listed(self) -> Listed:
        return Listed(self.words, is_refused=self.does == Does.REFUSE, clause=self.clause_code, note=self.note)

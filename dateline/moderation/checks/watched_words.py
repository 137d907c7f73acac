"""Marks the words that the edition's list only looks for: a name in the news, a slogan. It doubts nothing."""

from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words
from dateline.moderation.checks.word_list import in_name_and_text, opinion_on

SAYS = {"watched word": "It holds what the word list only watches for. That is no doubt:"}


def check(words: Words) -> Opinion:
    """A mark on each watched word of the name or text, for whoever reads the comment."""
    found = in_name_and_text(words, words.watched)
    return opinion_on(found, Verdict.CLEAN, "watched word", SAYS["watched word"]) if found else CLEAN

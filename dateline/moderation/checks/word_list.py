"""Finds the words that the edition's list has against comments: some hold one, some are a breach.

The list is made at the desk (`moderation.word_lists`); in what disguises a word is found, `lib.disguises` says.
"""

from dateline.lib.listed_words import Found, ListedWords
from dateline.moderation.checks.opinion import CLEAN, Listed, Opinion, Span, Verdict, Words

SAYS = {
    "refused word": "It holds what the word list refuses:",
    "held word": "It holds what the word list holds for a person to read:",
}


def check(words: Words) -> Opinion:
    """A breach where the list refuses a word of the name or text, a doubt where it holds one.

    Only a doubt where what was found is about several clauses: one may be the law's, and a person sees them all.
    """
    found = in_name_and_text(words, words.listed)
    refused = [each for each in found if each.value.is_refused]
    if refused and len({each.value.clause for each in found if each.value.clause}) > 1:
        return opinion_on(found, Verdict.DOUBT, "refused word", SAYS["refused word"])
    if refused:
        return opinion_on(refused, Verdict.BREACH, "refused word", SAYS["refused word"])
    return opinion_on(found, Verdict.DOUBT, "held word", SAYS["held word"]) if found else CLEAN


def in_name_and_text(words: Words, entries: ListedWords[Listed]) -> list[Found[Listed]]:
    """Return what stands in the text, and what stands in the name without a place (0, 0)."""
    in_name = [Found(0, 0, each.value) for each in entries.find(words.name)]
    return [*in_name, *entries.find(words.text)]


def opinion_on(found: list[Found[Listed]], verdict: Verdict, word: str, sentence: str) -> Opinion:
    """Return the opinion that names these entries, their words and the first clause that one of them is about."""
    entries = dict.fromkeys(each.value for each in found)
    seen = ", ".join(f"{each.words} ({each.note})" if each.note else each.words for each in entries)
    clause = next((each.clause for each in entries if each.clause), "")
    return Opinion(verdict, word, sentence, clause=clause, spans=_spans(found), seen=seen)


def _spans(found: list[Found[Listed]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end, _ in found:
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        elif end:
            spans.append((start, end))
    return tuple(spans)

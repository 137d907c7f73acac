"""What the checks said of a comment, made ready for the desk: sentences with their clause, and the words marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dateline.lib.languages import language_name
from dateline.moderation.models import CheckOpinion, Clause
from dateline.moderation.models.attributes import NAMES
from dateline.moderation.models.opinion import SCORES


@dataclass(frozen=True)
class Said:
    """An opinion, and the clause of the rules in force that it is about, under the number that moderators choose by."""

    opinion: CheckOpinion
    clause: Clause | None
    number: int
    seen: str


def said(opinions: Iterable[CheckOpinion], clauses: list[Clause]) -> list[Said]:
    """Return the opinions with their clauses; a clause that is not in force is left out."""
    known = {clause.code: (clause, number) for number, clause in enumerate(clauses, 1)}
    nothing: tuple[Clause | None, int] = (None, 0)
    about = ((each, known.get(each.clause_code, nothing)) for each in opinions)
    return [Said(each, clause, number, _seen(each)) for each, (clause, number) in about]


def _seen(opinion: CheckOpinion) -> str:
    if opinion.check_name == SCORES:
        return _(", ").join(str(NAMES.get(each, each)) for each in opinion.seen.split(", "))
    is_language = opinion.check_name == "language"
    return language_name(opinion.seen, get_language() or "en") if is_language else opinion.seen


def marked(text: str, opinions: Iterable[CheckOpinion]) -> SafeString:
    """Return a reader's text in paragraphs, every character of it escaped, with what raised an opinion in `<mark>`."""
    parts, last = [], 0
    for start, end, words in _places(opinions):
        parts += [escape(text[last:start]), _mark(text[start:end], ", ".join(words))]
        last = end
    whole = "".join([*parts, escape(text[last:])])
    return mark_safe(linebreaks(whole))  # noqa: S308 - every piece was escaped above


def _places(opinions: Iterable[CheckOpinion]) -> list[tuple[int, int, list[str]]]:
    """From where to where words are marked, in order, and as what; places that overlap are one."""
    places: list[tuple[int, int, list[str]]] = []
    for start, end, word in sorted((*span, _(opinion.word)) for opinion in opinions for span in opinion.spans):
        if places and start < places[-1][1]:
            begin, before, words = places[-1]
            places[-1] = begin, max(before, end), words if word in words else [*words, word]
        else:
            places.append((start, end, [word]))
    return places


def _mark(words: str, label: str) -> str:
    # Line by line, so that no mark reaches over the end of a paragraph. What only screen readers say has a `dir`,
    # because the direction of the reader's text is told from the reader's own letters.
    says = _("marked: %(word)s") % {"word": label}
    before = format_html('<span class="w-sr-only" dir="auto">[{}] </span>', says)
    after = format_html('<span class="w-sr-only" dir="auto"> [{}]</span>', _("end of mark"))
    return re.sub(r"[^\n]+", lambda line: f"<mark>{before}{line[0]}{after}</mark>", escape(words))

"""Drafts of house rules: from the clauses that Dateline ships, or from the rules that a captured page stated."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from dateline.moderation.models import Clause, HouseRules
from dateline.stories.models import Edition

_SHIPPED = Path(__file__).parent / "clauses"

_STATED: dict[str, str] = {
    "language": r"[^.]*\b(?:type|write|post|comments?)\b[^.]*\bin (?:English|Persian|Arabic|French)\b[^.]*\.?"
    r"|[^.]*\bبه (?:فارسی|انگلیسی|عربی)\b[^.]*\.?",
    "insult": r"\binsult\w*(?: to \w+)?|\bتوهین\w*(?: به \w+)?",
    "libel": r"\b(?:libel|slander|defam)\w*(?: to \w+)?|\b(?:افترا|تهمت)\w*",
    "ethnic": r"\b(?:ethnicit\w+|ethnic \w+|rac(?:e|es|ist|ism)\b)|\b(?:قومیت|اقوام|نژاد)[\w\u200c]*",
    "law": r"\b(?:contradictions? with )?the laws?(?: of the \w+)?|\b(?:قانون|قوانین)(?: کشور)?",
    "religion": r"\breligious \w+|\breligions?\b|\b(?:آموزه[\w\u200c]* )?(?:دین|دینی|ادیان|مذهب|مذهبی)\b",
}
"""How pages state a rule, by the code of the clause it becomes. Order is the order of the clauses."""


@cache
def shipped(language: str) -> dict[str, Any]:
    """Return the introduction and the clauses shipped for a language; English where there are none."""
    path = _SHIPPED / f"{language}.toml"
    if not path.exists():
        path = _SHIPPED / "en.toml"
    return tomllib.loads(path.read_text())


def draft_shipped(edition: Edition) -> HouseRules:
    """Store a draft of an edition's rules with every clause shipped in its language, and return it."""
    rules = shipped(edition.language)
    return _store(edition, rules["clause"], introduction=rules["introduction"].strip())


def quotes(sentences: tuple[str, ...]) -> dict[str, str]:
    """Return which rules the sentences of a page state: clause code to the page's own words."""
    text = " ".join(sentences)
    found = {code: re.search(pattern, text, re.I) for code, pattern in _STATED.items()}
    return {code: match[0].strip() for code, match in found.items() if match}


def draft_stated(edition: Edition, sentences: tuple[str, ...], *, origin: str) -> HouseRules | None:
    """Store a draft from the rules that a captured page stated, each clause quoting the page; return it.

    The text of a clause is ours, its quotation the page's. The religious clause stays off. None when the page
    states no rule, or when this edition was offered a draft with the same quotations already.
    """
    stated = quotes(sentences)
    if not stated or _was_offered(edition, stated):
        return None
    clauses = {clause["code"]: clause for clause in shipped(edition.language)["clause"]}
    return _store(edition, [clauses[code] | {"quotes": words} for code, words in stated.items()], origin=origin)


def _was_offered(edition: Edition, stated: dict[str, str]) -> bool:
    offers = HouseRules.objects.filter(edition=edition).exclude(origin="").prefetch_related("clauses")
    return any({clause.code: clause.quotes for clause in offer.clauses.all()} == stated for offer in offers)


def _store(edition: Edition, clauses: list[dict[str, Any]], *, introduction: str = "", origin: str = "") -> HouseRules:
    with transaction.atomic():
        draft = HouseRules(edition=edition, introduction=introduction, origin=origin)
        draft.save()
        for order, facts in enumerate(clauses):
            Clause(rules=draft, sort_order=order, **facts).save()
    stored: HouseRules = HouseRules.objects.get(pk=draft.pk)
    return stored

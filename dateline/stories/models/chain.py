"""The chain: a link for every version, notice, decision and erasure, in the order in which they came (decisions/0027).

A row joins it as it is saved, in its transaction. `verify` walks it; `dateline verify-history` prints what it finds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from dateline.lib import chain
from dateline.lib.database import one_at_a_time
from dateline.stories.queries import NeverDeleted

SENTENCE = "A link of the chain is never changed or deleted."
AT_ONCE = 500
"""Rows read at a time on a walk."""


class ChainLink(models.Model):
    """One link. `salts` lose an entry when a field is erased; all else stays as it was written."""

    kind = models.CharField(max_length=20)
    row = models.BigIntegerField(help_text="The number of the row in its own table; of an erasure, of the link.")
    facts = models.JSONField(default=dict, help_text="Of an erasure, which has no row of its own: what was erased.")
    digests = models.JSONField(default=dict)
    salts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="chain_never_forks"),
            models.UniqueConstraint(
                fields=["kind", "row"], condition=~models.Q(kind="erasure"), name="chain_holds_a_row_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

    def delete(self, *args: Any, **options: Any) -> Any:
        raise NeverDeleted(SENTENCE)


@dataclass(frozen=True)
class Chained:
    """How rows of a kind stand in the chain: what they say for good, and what may have to be erased."""

    kind: str
    facts: tuple[str, ...]
    erasable: tuple[str, ...]

    def facts_of(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.facts}

    def texts_of(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.erasable}


VERSION = Chained("version", ("story_id", "number", "created_at", "published_by_id"), ("headline", "content"))
NOTICE = Chained(
    "notice", ("story_id", "kind", "ground", "at", "version", "readers_knew"), ("text", "reason", "author_name")
)
DECISION = Chained(
    "decision",
    ("comment_id", "outcome", "rules_id", "clause_id", "clause_number", "decided_by_id", "automatic", "decided_at"),
    ("sentence",),
)
KINDS = {each.kind: each for each in (VERSION, NOTICE, DECISION)}


def append(chained: Chained, row: Any) -> None:
    """Add a stored row at the end, in the transaction under way. Writers come one by one, so it never forks."""
    append_all(chained, [row], links=ChainLink.objects)


def append_all(chained: Chained, rows: Iterable[Any], *, links: Any) -> None:
    """Add stored rows in their order. A migration hands in the `links` of its own time."""
    last, made = _last(links), []
    for row in rows:
        salts = {name: chain.salt() for name in chained.erasable}
        digests = {name: chain.digest(text, salt=salts[name]) for name, text in chained.texts_of(row).items()}
        facts = chained.facts_of(row)
        whole = chain.link(last, kind=chained.kind, row=row.pk, facts=facts, digests=digests)
        made.append(links.model(kind=chained.kind, row=row.pk, digests=digests, salts=salts, previous=last, hash=whole))
        last = whole
        if len(made) == AT_ONCE:
            links.bulk_create(made)
            made = []
    links.bulk_create(made)


def erase(chained: Chained, row: Any, field: str, *, reason: str, empty: Any = "") -> None:
    """Erase a field of a row for good, with the salt of its digest, and add a link that says so.

    The chain still verifies. Erasing twice is harmless. Raises `ValueError` for a field that is not erasable.
    """
    if field not in chained.erasable:
        raise ValueError(f"{field} of a {chained.kind} is not erased.")
    with transaction.atomic():
        link = ChainLink.objects.select_for_update().get(kind=chained.kind, row=row.pk)
        if field not in link.salts:
            return
        del link.salts[field]
        ChainLink.objects.filter(pk=link.pk).update(salts=link.salts)
        models.QuerySet(type(row)).filter(pk=row.pk).update(**{field: empty})
        _say_erased(link, field, reason)
    row.refresh_from_db()


def _last(links: Any) -> str:
    """Return the hash at the end, and let nobody else add one before this transaction ends."""
    one_at_a_time("chain")
    return links.order_by("-pk").values_list("hash", flat=True).first() or chain.START


def _say_erased(link: ChainLink, field: str, reason: str) -> None:
    last, facts = _last(ChainLink.objects), {"field": field, "reason": reason}
    whole = chain.link(last, kind="erasure", row=link.pk, facts=facts, digests={})
    ChainLink.objects.create(kind="erasure", row=link.pk, facts=facts, previous=last, hash=whole)


@dataclass(frozen=True)
class Verified:
    """What a walk along the chain found: how many links of each kind, what is wrong with which, and the last hash."""

    counts: Counter[str]
    breaks: list[str]
    head: str


def verify(models_of: dict[str, Any]) -> Verified:
    """Walk the whole chain. `models_of` has the model of each kind, since decisions live in a layer above."""
    counts: Counter[str] = Counter()
    breaks: list[str] = []
    erased: set[tuple[int, str]] = set()
    head = chain.START
    for link, row in _links_with_rows(models_of):
        counts[link.kind] += 1
        if link.kind == "erasure":
            erased.add((link.row, link.facts.get("field", "")))
        if link.previous != head:
            breaks.append(f"Before link {link.pk} ({link}) something is missing or was put in.")
        breaks += [f"Link {link.pk} ({link}): {fault}" for fault in _faults(link, row)]
        head = link.hash
    breaks += _unsaid_erasures(erased) + [
        f"{number} rows of kind {kind} are in no link." for kind, number in _unlinked(models_of) if number
    ]
    return Verified(counts, breaks, head)


def _links_with_rows(models_of: dict[str, Any]) -> Iterator[tuple[ChainLink, Any]]:
    last = 0
    while batch := list(ChainLink.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        rows = {
            kind: model._base_manager.in_bulk([link.row for link in batch if link.kind == kind])
            for kind, model in models_of.items()
        }
        for link in batch:
            yield link, rows.get(link.kind, {}).get(link.row)
        last = batch[-1].pk


def _faults(link: ChainLink, row: Any) -> Iterator[str]:
    if link.kind == "erasure":
        facts = link.facts
    elif row is None or link.kind not in KINDS:
        yield "its row is gone."
        return
    else:
        facts = KINDS[link.kind].facts_of(row)
        for name, text in KINDS[link.kind].texts_of(row).items():
            known = link.salts.get(name)
            if known is None and text:
                yield f"{name} was erased, and something stands there."
            if known is not None and chain.digest(text, salt=known) != link.digests.get(name):
                yield f"{name} is not what was written."
    if chain.link(link.previous, kind=link.kind, row=link.row, facts=facts, digests=link.digests) != link.hash:
        yield "the row is not what was written."


def _unsaid_erasures(said: set[tuple[int, str]]) -> list[str]:
    found = []
    for link in ChainLink.objects.exclude(kind="erasure").iterator(AT_ONCE):
        gone = link.digests.keys() - link.salts.keys()
        found += [
            f"Link {link.pk} ({link}): {name} was erased without a word."
            for name in gone
            if (link.pk, name) not in said
        ]
    return found


def _unlinked(models_of: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for kind, model in models_of.items():
        linked = ChainLink.objects.filter(kind=kind, row=models.OuterRef("pk"))
        yield kind, model._base_manager.filter(~models.Exists(linked)).count()

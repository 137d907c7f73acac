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
        indexes = [models.Index(fields=["row"], condition=models.Q(kind="erasure"), name="chain_erasures")]
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
    """How rows of a kind stand in the chain: what they say for good, and what may have to be erased.

    `later` are facts that the kind did not have at first: where one is empty the link says nothing of it, so that
    the links of rows from before still hold.
    """

    kind: str
    facts: tuple[str, ...]
    erasable: tuple[str, ...]
    later: tuple[str, ...] = ()

    def facts_of(self, row: Any) -> dict[str, Any]:
        said = {name: getattr(row, name, None) for name in self.later}  # a migration's rows may lack them
        return {name: getattr(row, name) for name in self.facts} | {name: fact for name, fact in said.items() if fact}

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
    later=("law", "clause_kind", "program", "undoes_id", "before", "found"),
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
    with transaction.atomic():
        link = _let_go(chained, row, field, empty)
        if link is not None:
            _say_erased(link, field, reason)
    row.refresh_from_db()


def replace(chained: Chained, row: Any, field: str, text: Any, *, reason: str, empty: Any = "") -> None:
    """Erase a field of a row for good, and let `text` stand in its place; the link that says so holds its digest.

    The chain verifies, and finds it when the new text is changed. Raises `ValueError` for a field that is not erasable.
    """
    with transaction.atomic():
        link = _let_go(chained, row, field, empty) or _link_of(chained, row)
        _say_erased(link, field, reason, instead=text)
        models.QuerySet(type(row)).filter(pk=row.pk).update(**{field: text})
    row.refresh_from_db()


def _let_go(chained: Chained, row: Any, field: str, empty: Any) -> ChainLink | None:
    """Empty the field, and forget the salts of what stood there. Returns None where nothing did any more."""
    if field not in chained.erasable:
        raise ValueError(f"{field} of a {chained.kind} is not erased.")
    link = _link_of(chained, row)
    stood = False
    for each in [link, *ChainLink.objects.select_for_update().filter(kind="erasure", row=link.pk)]:
        if each.pk == link.pk or each.facts.get("field") == field:
            stood = each.salts.pop(field, None) is not None or stood
            ChainLink.objects.filter(pk=each.pk).update(salts=each.salts)
    models.QuerySet(type(row)).filter(pk=row.pk).update(**{field: empty})
    return link if stood else None


def _link_of(chained: Chained, row: Any) -> ChainLink:
    own = ChainLink.objects.filter(~models.Q(kind="erasure"), kind=chained.kind, row=row.pk)  # asks the index as it is
    return own.select_for_update().get()


def _last(links: Any) -> str:
    """Return the hash at the end, and let nobody else add one before this transaction ends."""
    one_at_a_time("chain")
    return links.order_by("-pk").values_list("hash", flat=True).first() or chain.START


def _say_erased(link: ChainLink, field: str, reason: str, *, instead: Any = None) -> None:
    last, facts = _last(ChainLink.objects), {"field": field, "reason": reason}
    salts = {} if instead is None else {field: chain.salt()}
    digests = {name: chain.digest(instead, salt=salt) for name, salt in salts.items()}
    whole = chain.link(last, kind="erasure", row=link.pk, facts=facts, digests=digests)
    ChainLink.objects.create(
        kind="erasure", row=link.pk, facts=facts, digests=digests, salts=salts, previous=last, hash=whole
    )


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
    instead = _newest_erasures()
    head = chain.START
    for link, row in _links_with_rows(models_of):
        counts[link.kind] += 1
        if link.previous != head:
            breaks.append(f"Before link {link.pk} ({link}) something is missing or was put in.")
        breaks += [f"Link {link.pk} ({link}): {fault}" for fault in _faults(link, row, instead)]
        head = link.hash
    breaks += _unsaid_erasures(instead) + [
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


def _newest_erasures() -> dict[tuple[int, str], ChainLink]:
    """The last word on each field that was erased: it may hold the digest of what stands there instead."""
    erasures = ChainLink.objects.filter(kind="erasure").order_by("pk")
    return {(link.row, link.facts.get("field", "")): link for link in erasures.iterator(AT_ONCE)}


def _faults(link: ChainLink, row: Any, instead: dict[tuple[int, str], ChainLink]) -> Iterator[str]:
    if link.kind == "erasure":
        facts = link.facts
    elif row is None or link.kind not in KINDS:
        yield "its row is gone."
        return
    else:
        facts = KINDS[link.kind].facts_of(row)
        for name, text in KINDS[link.kind].texts_of(row).items():
            holder = link if name in link.salts else instead.get((link.pk, name), link)
            known = holder.salts.get(name)
            if known is None and text:
                yield f"{name} was erased, and something stands there."
            if known is not None and chain.digest(text, salt=known) != holder.digests.get(name):
                yield f"{name} is not what was written."
    if chain.link(link.previous, kind=link.kind, row=link.row, facts=facts, digests=link.digests) != link.hash:
        yield "the row is not what was written."


def _unsaid_erasures(said: dict[tuple[int, str], ChainLink]) -> list[str]:
    """A digest without its salt is of what was erased: a later link must say so."""
    found = []
    for link in ChainLink.objects.iterator(AT_ONCE):
        erased = link.row if link.kind == "erasure" else link.pk
        found += [
            f"Link {link.pk} ({link}): {name} was erased without a word."
            for name in link.digests.keys() - link.salts.keys()
            if (last := said.get((erased, name))) is None or last.pk <= link.pk
        ]
    return found


def _unlinked(models_of: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for kind, model in models_of.items():
        linked = ChainLink.objects.filter(kind=kind, row=models.OuterRef("pk"))
        yield kind, model._base_manager.filter(~models.Exists(linked)).count()

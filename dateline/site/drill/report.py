"""What `dateline drill` prints: what was asked, how long answers took, and each leak with its address."""

from collections import Counter
from collections.abc import Iterator

from dateline.site.drill.drilling import Found

NOTHING = "Nothing was asked: no story is hidden from readers, so there is nothing to look for."
WHOLE = "No answer told of a hidden story."


def lines(found: Found) -> Iterator[str]:
    """Yield the report, the leaks last."""
    if not found.asked:
        yield NOTHING
        return
    yield f"{found.asked.total():,} questions, by kind of address:"
    kinds: Counter[str] = Counter()
    for (kind, _caller), number in found.asked.items():
        kinds[kind] += number
    yield from (f"{number:>8,}  {kind}" for kind, number in kinds.most_common())
    callers: Counter[str] = Counter()
    for (_kind, caller), number in found.asked.items():
        callers[caller] += number
    yield "Asked by:"
    yield from (f"{number:>8,}  {caller}" for caller, number in callers.most_common())
    if found.times:
        yield "Medians in ms, of a hidden story's address and of an absent one's:"
        yield from (f"{t.hidden * 1000:>8.1f} {t.absent * 1000:>8.1f}  {name}" for name, t in found.times.items())
    yield from (str(leak) for leak in found.leaks)
    count = len(found.leaks)
    yield f"{count} leak{'s' if count > 1 else ''}." if count else WHOLE

"""What came in, without words that must go: `delivery/purging.py` calls it when a story is redacted."""

import zlib

from dateline.stories.models import Story
from dateline.stories.struck import Struck
from dateline.wire.models import Arrival, OldAddress


def forget(story: Story, struck: Struck) -> list[str]:
    """Empty the bytes in which the story came in, and forget old addresses that hold the words; return those.

    All bytes go: a page may write a name in ways that nobody looks for. Their hash stays, so that the same page is
    still known when it comes again, and brings nothing back.
    """
    for arrival in Arrival.objects.filter(story=story):
        arrival.packed, arrival.name = zlib.compress(b""), struck.out_of(arrival.name)
        arrival.save(update_fields=["packed", "name"])
    addresses = [old for old in OldAddress.objects.filter(story=story) if struck.stands_in(old.path)]
    OldAddress.objects.filter(pk__in=[old.pk for old in addresses]).delete()
    return [old.path for old in addresses]

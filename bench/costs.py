"""Measures the pages of one archive, as `million.py` tells it to by a line of JSON each: what, and how many times.

    .venv/bin/python bench/costs.py FOLDER <<< '["front page", 5]'

FOLDER is a home that `filling.py` has filled. Answers what there is to ask for, then the seconds of each request.
"""

import json
import random
import re
import sys
import time
from collections.abc import Callable
from itertools import cycle
from typing import Any

from filling import SEED, newsroom, vocabulary

PAGES_DOWN = 100
Cost = Callable[[], None]


def main() -> None:
    with newsroom(sys.argv[1]):
        costs = _readers() | _desk()
        _say(list(costs))
        for line in sys.stdin:
            what, times = json.loads(line)
            _say([_seconds(costs[what]) for _ in range(times)])


def _say(answer: list) -> None:
    print(json.dumps(answer), flush=True)


def _seconds(work: Cost) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _readers() -> dict[str, Cost]:
    from django.test import Client

    from dateline.lib import clock
    from dateline.stories.models import Story

    client = Client(SERVER_NAME="localhost")
    public = Story.objects.public(clock.now()).filter(edition__code="en")
    numbers = list(public.values_list("news_id", flat=True))
    chosen = random.Random(SEED).sample(numbers, min(200, len(numbers)))
    some = [story.get_absolute_url() for story in public.filter(news_id__in=chosen)]
    middle = public.get(news_id=sorted(numbers)[len(numbers) // 2])
    day = middle.first_published_at.astimezone(middle.edition.zone).date()
    later = list(_later_pages(client, "/en/section/s1"))

    def page(*addresses: str) -> Cost:
        turns = cycle(addresses)
        return lambda: _get(client, next(turns))

    return {
        "story page": page(*some),
        "front page": page("/en/"),
        "section, page 1": page("/en/section/s1"),
        "section, page 2": page(later[0]),
        f"section, {PAGES_DOWN} pages down or last": page(later[-1]),
        "common topic": page("/en/topic/t0"),
        "archive, a day": page(f"/en/archive/{day.year}/{day.month}/{day.day}"),
        "archive, a month": page(f"/en/archive/{day.year}/{day.month}"),
        "sitemap, index": page("/sitemap.xml"),
        "sitemap, a part": page(f"/sitemap-stories-{middle.news_id // 1000}.xml"),
        "feed": page("/en/feed.rss"),
        **{f"search, {name} word": page(f"/en/search?q={word}") for name, word in _words(middle).items()},
    }


def _later_pages(client: Any, address: str) -> Any:
    """Yield the addresses of the pages after the first, as far as the list goes."""
    for _ in range(PAGES_DOWN):
        found = re.search(rf'"({address})?(\?before=[0-9-]+)"', client.get(address).content.decode())
        if not found:
            return
        address = address.partition("?")[0] + found[2]
        yield address


def _words(story: Any) -> dict[str, str]:
    """Words that are found in this archive, however small it is."""
    known = vocabulary("en")
    place = {word: number for number, word in enumerate(known)}
    return {"common": known[3], "middling": known[400], "rare": max(story.text.split(), key=place.__getitem__)}


def _desk() -> dict[str, Cost]:
    from django.test import Client

    from dateline.people.models import User
    from dateline.stories.models import Edition, Story

    client = Client(SERVER_NAME="localhost")
    user, _ = User.objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    client.force_login(user)
    stories = Story.objects.filter(edition__code="en").order_by("pk")
    number = stories.count()
    edited = cycle([stories[place].pk for place in range(0, number, number // 40)])
    known = vocabulary("en")
    fresh = iter(range(10**9))
    edition = Edition.objects.get(code="en")

    def publish() -> None:
        chance = random.Random(next(fresh))
        words = chance.choices(known, k=110)
        sent = {
            "edition": edition.pk,
            "section": edition.sections.all()[1].pk,
            "headline": " ".join(words[:8]),
            "body-count": 1,
            "body-0-deleted": "",
            "body-0-order": 0,
            "body-0-type": "paragraph",
            "body-0-id": "",
            "body-0-value": _typed(" ".join(words)),
            "urgency": 5,
            "contributors-TOTAL_FORMS": 0,
            "contributors-INITIAL_FORMS": 0,
            "action-publish": "action-publish",
        }
        answer = client.post("/desk/stories/add/", sent)
        assert answer.status_code == 302, re.findall("error-message.*", answer.content.decode())

    return {
        "desk, list": lambda: _get(client, "/desk/stories/"),
        "desk, search, common word": lambda: _get(client, f"/desk/stories/?q={known[3]}"),
        "desk, search, middling word": lambda: _get(client, f"/desk/stories/?q={known[400]}"),
        "desk, opening the editor": lambda: _get(client, f"/desk/stories/edit/{next(edited)}/"),
        "desk, publishing": publish,
    }


def _typed(text: str) -> str:
    """A paragraph as the editor sends it."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def _get(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"


if __name__ == "__main__":
    main()

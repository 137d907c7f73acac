"""Kills a story behind Varnish while the way of purges is cut, and asks every address that told of it until none does.

    .venv/bin/python tests/faults/taken_back.py [--away 30] [--leave]

The sample newsroom, one server, Debian's Varnish with `deploy/varnish.vcl` before it. Every address that could show a
story is asked through Varnish until it is warm: page, versions, comments, lists, feeds, archive, search, sitemaps,
card, photos, what is no address of ours. The way of purges is cut, the story killed, and the way mended after `--away`
seconds. Within 10 seconds no address may tell of it any more, its own must answer 410 or 404, and none may tell of it
again once the server is away and Varnish has what is stale alone. Prints what was counted; exit status 1 otherwise.
With `--leave` the way stays cut: the check must then fail.
"""

import argparse
import os
import re
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from serving import Server, free_port

from tests import varnish
from tests.relay import relaying

ALLOWED = 10.0
"""Seconds after the way is mended within which nothing may tell of the story."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--away", type=float, default=30)
    asked.add_argument("--leave", action="store_true", help="leave the way cut: the check must fail")
    options = asked.parse_args()
    if varnish.PROGRAM is None or not varnish.HAS_XKEY:
        sys.exit("This needs Debian's varnish and varnish-modules.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended before the end."))  # and no server stays behind
    cache_port = free_port()
    with tempfile.TemporaryDirectory(prefix="dateline-taken-") as home, relaying(cache_port) as way:
        server = Server(Path(home), free_port())
        os.environ.update(
            DATELINE_HOME=home,
            DATELINE_BASE_URL=f"http://127.0.0.1:{cache_port}",
            DATELINE_TRUSTED_PROXIES="127.0.0.1",
            DATELINE_CACHES=f"varnish://127.0.0.1:{way.port}",
            DJANGO_SETTINGS_MODULE="dateline.site.settings",
        )
        story = _prepare()
        try:
            server.start()
            text = varnish.vcl("varnish.vcl", server.port, server.port)
            with varnish.running(Path(home) / "varnish", cache_port, text):
                return _run(server, way, story, cache_port, away=options.away, leave=options.leave)
        finally:
            server.kill()


def _prepare() -> Any:
    """Fill the sample newsroom, and return a story that has a photo, topics and comments."""
    import django

    django.setup()
    from dateline.lib import clock
    from dateline.site import first_start
    from dateline.site.sample import load
    from dateline.stories.models import Story

    first_start.prepare()
    load.newsroom(now=clock.now())
    seen = Story.objects.public(clock.now()).filter(edition__code="en", section__isnull=False, version=1)
    return seen.filter(photo__isnull=False, comments__state="shown").distinct().newest_first()[0]


@dataclass(frozen=True)
class Answer:
    status: int
    words: str
    """Headers and text."""
    body: bytes


class Watch:
    """The addresses that told of the story, asked through the cache."""

    def __init__(self, port: int, story: Any) -> None:
        self._port, self._story = port, story
        self.own: list[str] = []
        self._pictures: dict[str, bytes] = {}
        self.telling: list[str] = []

    def warm(self) -> None:
        """Ask each address twice, and note which tell."""
        for address in _addresses(self._story):
            answer = self._ask(address)
            self._note_pictures(answer)
            if self._tells(answer, address):
                self._ask(address)
                self.telling.append(address)
        for address in list(self._pictures):
            self._pictures[address] = self._ask(address).body
        self.telling += self._pictures
        self.own = [address for address in self.telling if self._is_own(address)]

    def still(self) -> list[str]:
        return [address for address in self.telling if self._tells(self._ask(address), address)]

    def own_there(self) -> list[str]:
        """Its own addresses that answer anything but that it is gone, or nothing."""
        return [address for address in self.own if self._ask(address).status not in (404, 410)]

    def _is_own(self, address: str) -> bool:
        return address in self._pictures or f"/{self._story.news_id}" in address

    def _note_pictures(self, answer: Answer) -> None:
        if f'<link rel="canonical" href="{self._page}"' in answer.words:
            of_photo = re.findall(rf"/media/images/[\w.-]+\.{self._story.photo_id}-[\w.-]+", answer.words)
            self._pictures |= dict.fromkeys(of_photo, b"")

    @property
    def _page(self) -> str:
        return f"{os.environ['DATELINE_BASE_URL']}{self._story.get_absolute_url()}"

    def _tells(self, answer: Answer, address: str) -> bool:
        if address in self._pictures:
            return answer.body == self._pictures[address]
        if answer.body[:3] == b"\xff\xd8\xff":
            return True
        if "/search?" in address:  # which says again what was asked
            return f"/news/{self._story.news_id}/" in answer.words
        return self._story.headline in unescape(answer.words) or self._story.slug in unquote(answer.words)

    def _ask(self, address: str) -> Answer:
        asking = HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            asking.request("GET", quote(address, safe="/?=&%+"))
            answer = asking.getresponse()
            body = answer.read()
            if answer.status == 301 and unquote(answer.headers["Location"]) == address.rstrip("/"):
                return self._ask(address.rstrip("/"))  # says no more than who asked
            words = "\n".join([*map(str, answer.headers.values()), body.decode(errors="replace")])
            return Answer(answer.status, words, body)
        except (OSError, HTTPException):
            return Answer(0, "", b"")
        finally:
            asking.close()


def _addresses(story: Any) -> list[str]:
    """Every address that could show it, as the drill knows them."""
    from dateline.lib import clock
    from dateline.site.drill.addresses import questions_of
    from dateline.site.drill.hidden import Hidden
    from dateline.site.drill.target import target_of

    target = target_of(Hidden("killed", story, was_known=True), clock.now())
    return list(dict.fromkeys(question.address for question in questions_of(target) if question.method == "GET"))


def _run(server: Server, way: Any, story: Any, port: int, *, away: float, leave: bool) -> int:
    watch = Watch(port, story)
    watch.warm()
    print(
        f"{len(watch.telling)} addresses tell of story {story.news_id}, {len(watch.own)} of them its own.", flush=True
    )
    way.cut()
    _kill(story)
    _wait(away)
    kept = watch.still()
    print(f"{away:.0f} s after the kill, the way of purges cut: {len(kept)} tell of it.", flush=True)
    if not leave:
        way.mend()
    seconds, left = _until_none(watch)
    print(f"The way mended: {len(left)} tell of it after {seconds:.1f} s. {left}", flush=True)
    there = watch.own_there()
    print(f"Of its own, {len(watch.own) - len(there)} of {len(watch.own)} are gone. {there}", flush=True)
    server.kill()
    again = watch.still()
    print(f"With the server away: {len(again)} tell of it. {again}", flush=True)
    return 1 if left or there or again or not kept or seconds > ALLOWED else 0


def _kill(story: Any) -> None:
    from dateline.people.models import User
    from dateline.stories.models import Story

    chief = User.objects.filter(is_superuser=True).first() or User.objects.first()
    Story.objects.get(pk=story.pk).kill(by=chief, reason="She was promised.", ground="safety")


def _wait(seconds: float) -> None:
    time.sleep(seconds)


def _until_none(watch: Watch) -> tuple[float, list[str]]:
    """Return the seconds until no address told any more, or what still does when twice the time is over."""
    begun = time.monotonic()
    left = watch.telling
    while left and time.monotonic() - begun < 2 * ALLOWED:
        left = watch.still()
    return time.monotonic() - begun, left


if __name__ == "__main__":
    sys.exit(main())

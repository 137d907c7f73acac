"""Moderators who rule on comments at the desk, each noting what was acknowledged. Called by `load.py`."""

import html
import http.client
import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from serving import PATIENCE

Decisions = dict[int, str]
"""Comments by their key, each with the sentence of its refusal, or nothing where it was shown."""


@dataclass
class Moderator:
    """A session at the desk, which outlives the server. Rules on every `of`-th comment, so that no two rule on one."""

    port: int
    after: int
    place: int
    of: int
    cookies: dict[str, str] = field(default_factory=dict, repr=False)
    last: str = ""
    """What was asked last, and what was answered."""

    def sign_in(self, link: str) -> None:
        """Use a one-time link up, as the button on its page does."""
        path = re.sub("^https?://[^/]*", "", link)
        page = self.ask("GET", path)[1]
        status, _, _ = self.ask("POST", path, _hidden(page))
        assert status == 302, "The link signs nobody in."

    def decide_until(self, over: threading.Event, made: Decisions) -> None:
        """Rule on what waits, and note each ruling that the server has answered."""
        while not over.is_set():
            try:
                self._decide_a_page(over, made)
            except (OSError, http.client.HTTPException):
                over.wait(0.01)  # killed

    def _decide_a_page(self, over: threading.Event, made: Decisions) -> None:
        queue = self.ask("GET", "/desk/comments/?kind=new&sort=age")[1]
        clauses = re.findall(r'<option value="(\d+)">\d', queue)
        rows = {int(key): read for key, read in re.findall(r'name="ticked" value="(\d+):([^"]*)"', queue)}
        mine = [key for key in sorted(rows) if key > self.after and key % self.of == self.place and key not in made]
        if not mine:
            over.wait(0.05)
        for key in mine:
            if over.is_set():
                return
            self._decide(key, _hidden(queue) | {"read": rows[key]}, clauses, made)

    def _decide(self, key: int, given: dict[str, str], clauses: list[str], made: Decisions) -> None:
        # Without opening its page: that costs as much as the ruling, and nothing of it can be lost.
        given, sentence = given | {"verb": "show"}, ""
        if random.random() < 0.5:
            sentence = f"Refused, {random.getrandbits(64):x}."
            given |= {"verb": "refuse", "clause": clauses[0], "sentence": sentence}
        status, _, _ = self.ask("POST", f"/desk/comments/{key}/", given)
        if status == 302:
            made[key] = sentence

    def ask(self, method: str, path: str, given: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, page and `Location` of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        origin = f"http://127.0.0.1:{self.port}"
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Origin": origin}
        try:
            body = urlencode(given) if given is not None else None
            form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
            connection.request(method, path, body, headers | form | {"Referer": origin + path})
            answer = connection.getresponse()
            said = answer.read().decode(errors="replace")
        finally:
            connection.close()
        self.last = f"{method} {path.partition('sign-in')[0]}: {answer.status}"
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, said, answer.headers.get("Location", "")


def _hidden(page: str) -> dict[str, str]:
    """What the page's own form sends besides what somebody fills in."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found if name in ("csrfmiddlewaretoken", "read")}


def moderators(port: int, names: list[str], *, after: int, link_for: Callable[[str], str]) -> list[Moderator]:
    """Sign each of these in."""
    signed = []
    for place, name in enumerate(names):
        signed.append(Moderator(port, after, place, len(names)))
        signed[-1].sign_in(link_for(name))
    return signed

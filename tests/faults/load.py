"""Readers who comment, pages that come in and moderators, each noting what was acknowledged. For `kill_server.py`."""

import html
import http.client
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

from deciding import Decisions, Moderator
from serving import PATIENCE, Server, get, until

READERS = 8
WORDS = "The fares were low for years. "
"""How each of their comments begins."""
DECISIONS = 5
"""Acknowledged in each round before the server may be killed; a machine with other work makes few in a second."""
PAGES = 400
"""Captured pages offered in a round: more than come in before the kill."""


@dataclass
class Acknowledged:
    """What the newsroom said that it had taken: comments' texts with their receipts, stories' news IDs, rulings."""

    receipts: dict[str, str] = field(default_factory=dict)
    news_ids: list[int] = field(default_factory=list)
    decisions: Decisions = field(default_factory=dict)


def load_until_killed(
    server: Server, story: str, acknowledged: Acknowledged, *, pages: list[Path], desk: list[Moderator]
) -> None:
    """Let pages come in, readers comment on the story at this address and the desk rule on that; kill the server 1 to
    2.5 s after enough of each was acknowledged in this round.
    """
    form, lines, over = hidden_fields(server.port, story), server.ingest(pages), threading.Event()
    enough = (acknowledged.news_ids, 1), (acknowledged.receipts, 1), (acknowledged.decisions, DECISIONS)
    wanted = [(each, len(each) + more) for each, more in enough]
    threads = [_begun(_note_created, lines, acknowledged.news_ids)]
    threads += [_begun(_comment, server.port, story, form, acknowledged.receipts, over) for _ in range(READERS)]
    threads += [_begun(each.decide_until, over, acknowledged.decisions) for each in desk]
    until(
        lambda: all(len(each) >= many for each, many in wanted),
        lambda: f"Of stories, comments and decisions {[f'{len(each)} of {many}' for each, many in wanted]}; {desk}.",
    )
    time.sleep(random.uniform(1, 2.5))
    server.kill()
    over.set()
    for thread in threads:
        thread.join(PATIENCE)
    lines.close()


def _begun(work: Callable[..., None], *words: Any) -> threading.Thread:
    thread = threading.Thread(target=work, args=words, daemon=True)  # a run that is given up ends
    thread.start()
    return thread


def captured_pages(folder: Path, *, first_id: int) -> list[Path]:
    """Write a round's pages, each with a news ID of its own."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"{news_id}.txt" for news_id in range(first_id, first_id + PAGES)]
    for file in files:
        lead = f"Halyard - The harbour office says that report {file.stem} is out. It has two pages."
        file.write_text(f"12 March 2019 - 08:15\nNews ID: {file.stem}\n{lead}\n\nHNA - The text of {file.stem}.\n")
    return files


def _note_created(lines: IO[str], news_ids: list[int]) -> None:
    for line in lines:
        news_id, _, rest = line.partition("\tcreated\t")
        if rest.endswith("\n"):
            news_ids.append(int(news_id))


def _comment(port: int, story: str, form: dict[str, str], receipts: dict[str, str], over: threading.Event) -> None:
    """Send comments as a browser does, each with words of its own, and keep the receipt of each that was taken."""
    while not over.is_set():
        text = f"{WORDS}{random.getrandbits(64):x}"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            body = urlencode(form | {"name": "Tom", "text": text, "email": ""})
            connection.request("POST", f"{story}/comments", body, _headers(port))
            answer = connection.getresponse()
            answer.read()
            if answer.status == 303:
                receipts[text] = answer.headers["Location"]
        except (OSError, http.client.HTTPException):
            over.wait(0.01)  # killed
        finally:
            connection.close()


def hidden_fields(port: int, story: str) -> dict[str, str]:
    form = get(port, story)[1].partition('class="comment-form"')[2].partition("</form>")[0]
    return {
        name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
    }


def _headers(port: int) -> dict[str, str]:
    reader = ".".join(["10", *(str(random.randrange(1, 255)) for _ in range(3))])
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
        "X-Forwarded-For": reader,
    }

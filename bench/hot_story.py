"""How many readers of one hot story a processor second serves: `dateline serve`, and nginx with the same bytes.

    .venv/bin/python bench/hot_story.py [--rounds 5] [--seconds 4]

Needs Debian's wrk and nginx. A story with 50 comments; servers on one core, wrk (32 connections) on another, rounds
interleaved: dateline, nginx sending a plain file of the same bytes, nginx with the page store as its root. Prints
requests per server CPU-second, requests per second, and the ratio to nginx's plain file: goal 0.75, and 0.95 with the
store as root. The headers that a page needs are sent by all three.
"""

import argparse
import contextlib
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

CONNECTIONS = 32
COMMENTS = 50
WIDTHS = (17, 9, 9, 12, 7, 6, 6)
NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
  access_log off; include /etc/nginx/mime.types; default_type text/html; gzip_static on; etag on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  keepalive_requests 1000000;
  server {{ listen 127.0.0.1:{plain}; root {folder}/plain; {headers} }}
  server {{ listen 127.0.0.1:{store}; root {home}/pages/open; {headers}
    location / {{ try_files $uri.page ${{uri}}index.page =404; }} }}
}}
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=int, default=4)
    given = asked.parse_args()
    missing = [name for name in ("wrk", "nginx", "taskset") if not shutil.which(name)]
    if missing or (os.cpu_count() or 1) < 2:
        sys.exit(f"This needs two cores and, from Debian's packages: {', '.join(missing) or 'nothing more'}.")
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as running:
        os.chmod(folder, 0o755)  # noqa: S103 - nginx's worker is another user
        home = Path(folder, "home")
        os.environ.update(DATELINE_HOME=str(home), DJANGO_SETTINGS_MODULE="dateline.site.settings")
        path = story()
        ports = {name: free_port() for name in ("dateline", "nginx, plain file", "nginx, store as root")}
        dateline = running.enter_context(serving(ports["dateline"]))
        wait_for_the_worker()
        got = page(ports["dateline"], path)
        nginx = running.enter_context(_nginx(Path(folder), home, ports, path, got))
        servers = dict(zip(ports, (dateline, nginx, nginx), strict=True))
        print(f"{sys.version.split()[0]} {platform.machine()}, {len(got.body)} bytes, {COMMENTS} comments")
        print(f"memory of dateline serve at rest: {memory(dateline):.0f} MB")
        for encoding in ("identity", "gzip"):
            _compare(servers, ports, path, encoding, given.rounds, given.seconds)
        print(f"\nmemory of dateline serve after the hot story: {memory(dateline):.0f} MB")


class _Got:
    def __init__(self, body: bytes, headers: dict[str, str]) -> None:
        self.body, self.headers = body, headers


def story() -> str:
    """Make a newsroom with one story under which 50 comments stand, and return its address."""
    import django

    django.setup()
    from dateline.comments.models import Comment, State
    from dateline.comments.receiving import Submission, receive
    from dateline.lib import clock
    from dateline.site import first_start
    from dateline.site.sample import load
    from dateline.stories.models import Story

    first_start.prepare()
    load.newsroom(now=clock.now())
    story = Story.objects.public(clock.now()).filter(edition__code="en").newest_first()[3]
    for number in range(COMMENTS):
        words = " ".join(f"word{number * 7 + each}" for each in range(40))
        comment = receive(story, Submission(f"Reader {number}", words, "", "192.0.2.1"), now=clock.now())
        Comment.objects.filter(pk=comment.pk).update(state=State.SHOWN)
    return story.get_absolute_url()


@contextlib.contextmanager
def serving(port: int) -> Iterator[list[int]]:
    command = [sys.executable, "-m", "dateline", "serve", "--port", str(port)]
    with subprocess.Popen(["taskset", "-c", "0", *command]) as process:
        try:
            wait_for(port)
            yield [process.pid, *children(process.pid)]
        finally:
            process.terminate()


@contextlib.contextmanager
def _nginx(folder: Path, home: Path, ports: dict[str, int], path: str, page: _Got) -> Iterator[list[int]]:
    file = folder / "plain" / path.strip("/")
    file.parent.mkdir(parents=True)
    file.write_bytes(page.body)
    import gzip

    file.with_name(file.name + ".gz").write_bytes(gzip.compress(page.body, 6, mtime=0))
    names = ("Content-Security-Policy", "Cache-Control", "Content-Language", "Referrer-Policy", "Cache-Tag")
    names += ("X-Frame-Options", "X-Content-Type-Options", "Cross-Origin-Opener-Policy", "Vary")
    headers = " ".join(f'add_header {name} "{page.headers[name]}";' for name in names if name in page.headers)
    config = folder / "nginx.conf"
    plain, store = ports["nginx, plain file"], ports["nginx, store as root"]
    config.write_text(NGINX.format(folder=folder, home=home, plain=plain, store=store, headers=headers))
    for each in (home, home / "pages", home / "pages" / "open"):
        each.chmod(0o755)
    with subprocess.Popen(["taskset", "-c", "0", "nginx", "-c", str(config), "-p", str(folder)]) as process:
        try:
            wait_for(plain)
            yield [process.pid, *children(process.pid)]
        finally:
            process.terminate()


def _compare(
    servers: dict[str, list[int]], ports: dict[str, int], path: str, encoding: str, rounds: int, seconds: int
) -> None:
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in servers}
    for _ in range(rounds):
        for name, pids in servers.items():
            figures[name].append(_measure(pids, ports[name], path, encoding, seconds))
    columns = ("per CPU-second", "min", "max", "per second", "ratio", "min", "max")
    print(f"\n{encoding:16}" + "".join(f"{name:>{width}}" for name, width in zip(columns, WIDTHS, strict=True)))
    base = [each[0] for each in figures["nginx, plain file"]]
    for name, rows in figures.items():
        per_cpu = [each[0] for each in rows]
        ratios = [mine / other for mine, other in zip(per_cpu, base, strict=True)]
        print(
            f"  {name:22} {statistics.median(per_cpu):>8,.0f} {min(per_cpu):>8,.0f} {max(per_cpu):>8,.0f}"
            f" {statistics.median(each[1] for each in rows):>11,.0f}"
            f" {statistics.median(ratios):>6.2f} {min(ratios):>5.2f} {max(ratios):>5.2f}"
        )


def _measure(pids: list[int], port: int, path: str, encoding: str, seconds: int) -> tuple[float, float]:
    """Return requests per CPU-second of the server and per second. Ends the bench at any answer that is not 200."""
    before, begun = cpu(pids), time.perf_counter()
    asking = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", f"Accept-Encoding: {encoding}"]
    said = subprocess.run(
        ["taskset", "-c", "1", *asking, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    spent, passed = cpu(pids) - before, time.perf_counter() - begun
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"Not every answer was 200:\n{said}")
    requests = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
    return requests / spent, requests / passed


def cpu(pids: list[int]) -> float:
    """Seconds of processor that these processes have had."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def memory(pids: list[int]) -> float:
    """Megabytes that these processes hold, shared ones divided among them (PSS)."""
    rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids]
    return sum(int(re.search(r"^Pss:\s+(\d+)", each, re.M)[1]) for each in rollups) / 1024  # type: ignore[index]


def three(numbers: Sequence[float], form: str = ",.0f") -> str:
    """The median of rounds as it is printed, with the least and the most."""
    return f"{statistics.median(numbers):{form}} ({min(numbers):{form}} to {max(numbers):{form}})"


def children(pid: int) -> list[int]:
    time.sleep(0.3)
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def page(port: int, path: str) -> _Got:
    for _ in range(2):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            got = _Got(answer.read(), {name.title(): value for name, value in answer.headers.items()})
    return got


def wait_for_the_worker() -> None:
    """Let the worker finish what the new newsroom has left it to do: it computes and syncs beside the first rounds."""
    from django.db import connection
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    left = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    for _ in range(1200):
        if not left.exists():
            connection.close()
            return
        time.sleep(0.1)
    sys.exit("The worker has not come to the end of its tasks in two minutes.")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"Nothing answered at port {port}.")


if __name__ == "__main__":
    main()

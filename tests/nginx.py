"""Debian's nginx on loopback with `deploy/nginx.conf`, its ports and paths alone put in."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.ports import free_port

PROGRAM = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
SHIPPED = Path(__file__).parents[1] / "deploy/nginx.conf"
AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/start.log;
events {{ }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include /etc/nginx/mime.types;
    gzip on;
    include {folder}/dateline.conf;
}}
"""


@contextmanager
def running(folder: Path, *, home: Path, behind: int) -> Iterator[int]:
    """Run one before the server on port `behind`, with the pages of its home; give its own port."""
    folder.mkdir()
    port = free_port()
    own = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{behind};",
        "/srv/dateline/": f"{home}/",
        "/var/log/nginx/": f"{folder}/",
    }
    text = SHIPPED.read_text()
    for shipped, ours in own.items():
        assert shipped in text
        text = text.replace(shipped, ours)
    (folder / "dateline.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    process = subprocess.Popen([str(PROGRAM), "-c", f"{folder}/nginx.conf", "-e", f"{folder}/start.log"])
    try:
        end = time.monotonic() + 60
        while not _answers(port):
            assert process.poll() is None, (folder / "start.log").read_text()
            assert time.monotonic() < end, (folder / "start.log").read_text()
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int) -> bool:
    asking = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asking.request("GET", "/healthz")
        return asking.getresponse().status > 0
    except OSError:
        return False
    finally:
        asking.close()

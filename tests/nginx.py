"""Debian's nginx on loopback with `deploy/nginx.conf`, its ports and paths alone put in."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import programs
from tests.ports import free_port

PROGRAM = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
SHIPPED = Path(__file__).parents[1] / "deploy/nginx.conf"
AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log stderr;
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
    command = [str(PROGRAM), "-c", f"{folder}/nginx.conf", "-e", "stderr"]
    with programs.running(command, log=folder / "start.log", answers=lambda: programs.status_of(port, "/healthz") > 0):
        yield port

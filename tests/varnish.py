"""Debian's Varnish on loopback, with a file of ours: asked by tests, and told by `varnishadm`."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import glob
from http.client import HTTPConnection
from pathlib import Path

from tests import programs

PROGRAM = shutil.which("varnishd") or shutil.which("/usr/sbin/varnishd")
HAS_XKEY = bool(glob("/usr/lib/*/varnish/vmods/libvmod_xkey.so"))
DEPLOY = Path(__file__).parents[1] / "deploy"
ROOM = ["-p", "http_resp_hdr_len=32k", "-p", "http_resp_size=64k", "-p", "workspace_backend=128k"]


@dataclass(frozen=True)
class Running:
    """A running Varnish."""

    port: int
    folder: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        asking = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asking.request(method, path, headers=headers)
            answer = asking.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        finally:
            asking.close()

    def use(self, name: str) -> None:
        """Go on with another configuration, and the same pages."""
        self._tell("vcl.use", name)

    def learn(self, name: str, text: str) -> None:
        file = self.folder / f"{name}.vcl"
        file.write_text(text)
        self._tell("vcl.load", name, str(file))

    def _tell(self, *words: str) -> None:
        command = ["varnishadm", "-n", str(self.folder / "run"), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def running(folder: Path, port: int, text: str) -> Iterator[Running]:
    """Run one at this port with this configuration, once a server behind it is ready."""
    folder.mkdir()
    (folder / "own.vcl").write_text(text)
    command = [str(PROGRAM), "-F", "-j", "none", "-n", f"{folder}/run", "-a", f"127.0.0.1:{port}"]
    command += ["-f", f"{folder}/own.vcl", "-s", "malloc,32m", *ROOM]
    with programs.running(command, log=folder / "log", answers=lambda: programs.status_of(port, "/readyz") == 200):
        yield Running(port, folder)


def vcl(file: str, *ports: int) -> str:
    """Return a shipped file with the servers' ports alone put in."""
    text = (DEPLOY / file).read_text()
    for shipped, port in zip(("8001", "8002"), ports, strict=True):
        assert text.count(f'"{shipped}"') == 1
        text = text.replace(f'"{shipped}"', f'"{port}"')
    return text


def is_hit(headers: dict[str, str]) -> bool:
    """Varnish names the request, and the one that had brought what it sends."""
    return len(headers["x-varnish"].split()) == 2

"""Finds the programs that tests need besides Python, installs Debian's packages of them when we are root, and npm's
packages from their lock, and says what will be skipped otherwise. Called by `make test` and `.ci/run`.
"""

import os
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

PAGE_CHECKS = "the check of reader pages by html-validate and of sitemaps by their schema"
BEHIND_VARNISH = "two servers on PostgreSQL behind Varnish"
A_CLIENT = "a client of the Perspective API"
TOOLS = Path(__file__).resolve().parent
NPM_FOLDERS = {
    TOOLS / "page_checks": ("html-validate", PAGE_CHECKS),
    TOOLS / "npm_client": ("perspective-api-client", A_CLIENT),
}
"""Folder with a lock: the package that it is for, and what is skipped without it."""
NEEDED = {
    "postgresql": ("/usr/lib/postgresql/*/bin/pg_ctl", "the suite on PostgreSQL"),
    "chromium": ("/usr/bin/chromium", "the journeys in a browser"),
    "nodejs": ("/usr/bin/node", PAGE_CHECKS),
    "npm": ("/usr/bin/npm", PAGE_CHECKS),
    "nginx": ("/usr/sbin/nginx", "nginx before a server"),
    "varnish": ("/usr/sbin/varnishd", BEHIND_VARNISH),
    "varnish-modules": ("/usr/lib/*/varnish/vmods/libvmod_xkey.so", BEHIND_VARNISH),
    "redis-server": ("/usr/bin/redis-server", "a cache that servers share"),
    "fonts-noto-core": ("/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf", "a look at Persian pages"),
}
"""Debian package: a file it brings, and what is skipped without it."""


def main() -> int:
    missing = _missing()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(missing)
        missing = _missing()
    for package in missing:
        print(f"Not installed, so skipped: {NEEDED[package][1]} (apt-get install {package}).", flush=True)
    installed = [_install_from_npm(*each) for each in NPM_FOLDERS.items()]
    return 1 if (missing or not all(installed)) and "CI" in os.environ else 0


def _missing() -> list[str]:
    return [package for package, (file, _) in NEEDED.items() if not glob(file) and not shutil.which(Path(file).name)]


def _install(packages: list[str]) -> None:
    print(f"Installing for the tests, from Debian's packages: {', '.join(packages)} …", flush=True)
    # Only PostgreSQL's programs: no cluster of the machine's own is made or started.
    own_clusters = Path("/etc/postgresql-common/createcluster.conf")
    if not own_clusters.exists():
        own_clusters.parent.mkdir(exist_ok=True)
        own_clusters.write_text("create_main_cluster = false\n")
    # Nor is any other server: what the packages bring is started by tests, on ports of their own.
    refusal = Path("/usr/sbin/policy-rc.d")
    refuses = not refusal.exists()
    if refuses:
        refusal.write_text("#!/bin/sh\nexit 101\n")
        refusal.chmod(0o755)
    try:
        _apt_get(packages)
    finally:
        if refuses:
            refusal.unlink()


def _apt_get(packages: list[str]) -> None:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *step], env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return


def _install_from_npm(folder: Path, about: tuple[str, str]) -> bool:
    """Bring npm's packages to their lock. Whether they are there."""
    lock, made = folder / "package-lock.json", folder / "node_modules/.package-lock.json"
    if made.exists() and made.stat().st_mtime >= lock.stat().st_mtime:
        return True
    npm = shutil.which("npm")
    if npm is None:
        return False
    package, skipped = about
    print(f"Installing for the tests, from npm's packages: {package} …", flush=True)
    done = subprocess.run([npm, "ci", "--ignore-scripts"], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"Not installed, so skipped: {skipped}. npm said: {done.stderr}", file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())

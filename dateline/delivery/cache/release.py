"""What made the stored pages: the release, its templates and settings. Pages of another one are not sent."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

import dateline
from dateline.lib import mail


def release() -> str:
    """Return a mark that changes with every file of the program, the newsroom's own templates and what shapes pages."""
    facts = [dateline.__version__, settings.BASE_URL, repr(settings.TAG_HEADERS), repr(settings.READER_POLICY)]
    facts.append(
        f"mail: {mail.is_set_up()}, engine: {settings.ENGINE and settings.ENGINE.host}, "
        f"scoring: {settings.SCORING}, kept: {settings.REFUSED_DAYS}"
    )
    folders: list[Path] = [Path(dateline.__file__).parent, *settings.TEMPLATES[0]["DIRS"]]  # type: ignore[misc]
    for folder in folders:
        facts.extend(_files(folder))
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            facts = path.stat()
            yield f"{path} {facts.st_mtime_ns} {facts.st_size}"

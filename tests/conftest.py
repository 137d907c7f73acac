"""The cast of the tests: Ines edits, Rolf reports, Mara moderates, Tom reads. Stories have names too."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission, receive
from dateline.lib import clock
from dateline.lib.object_storage.address import bucket_of
from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.people.roles import ADMINISTRATOR, DESK_CHIEF, EDITOR, MODERATOR, PHOTO_EDITOR, REPORTER
from dateline.site import first_start
from dateline.stories.models import Edition, Section, Story
from tests import cast, object_storage
from tests.cast import somebody as somebody
from tests.object_storage import TestBucket

Move = Callable[..., Path]
FIRST_CASES = 3


def pytest_collection_finish() -> None:
    """What is loaded stays: the collector looks through it no more, and seldom through the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The second database answers the first rows of each table of cases; every row is for the first one, and search."""
    if os.environ.get("TEST_TEMPLATE"):
        spared = [item for item in items if _is_a_further_case(item)]
        config.hook.pytest_deselected(items=spared)
        items[:] = [item for item in items if item not in set(spared)]


def _is_a_further_case(item: pytest.Item) -> bool:
    case = getattr(item, "callspec", None)
    return case is not None and "search" not in item.nodeid and max(case.indices.values(), default=0) >= FIRST_CASES


@pytest.fixture(autouse=True)
def own_pages(settings: Any, tmp_path: Path) -> None:
    """No test drops pages from the store of a home that somebody works with."""
    settings.PAGES_FOLDER = tmp_path / "pages"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A database for each process, copied from a migrated template: on SQLite a file, on PostgreSQL `TEST_TEMPLATE`."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            _use_copied_file(tmp_path_factory.mktemp("database") / "test.sqlite3")
            yield
            connection.close()
        else:
            connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("TEST_TEMPLATE")
            databases = setup_databases(verbosity=0, interactive=False)
            yield
            teardown_databases(databases, verbosity=0)


def _use_copied_file(file: Path) -> None:
    first_start.copy_template(file)
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    if not first_start.is_current():
        call_command("migrate", verbosity=0, interactive=False)


class Databases:
    """Databases besides the one that most tests share, in which commits are real: files, or databases of the server."""

    def __init__(self) -> None:
        self.shared = str(connection.settings_dict["NAME"])

    def empty(self, name: str, folder: Path) -> str:
        """Make one without a table."""
        return self._made(name, folder, like="template1")

    def migrated(self, name: str, folder: Path) -> str:
        """Make one with every table and no row."""
        if connection.vendor == "postgresql":
            return self._made(name, folder, like=os.environ.get("TEST_TEMPLATE", self.shared))
        _use_copied_file(folder / "dateline.sqlite3")
        return str(folder / "dateline.sqlite3")

    def copy_of(self, database: str, name: str, folder: Path) -> str:
        copy = self._made(name, folder, like=database)
        if connection.vendor == "sqlite":
            shutil.copyfile(database, copy)
        return copy

    def use(self, database: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = database

    def drop(self, database: str) -> None:
        """Go back to the shared one, and let this one go."""
        self.use(self.shared)
        if connection.vendor == "postgresql":
            _on_server(f'DROP DATABASE "{database}" WITH (FORCE)')

    def _made(self, name: str, folder: Path, *, like: str) -> str:
        if connection.vendor == "sqlite":
            return str(folder / "dateline.sqlite3")
        _on_server(f'CREATE DATABASE "{self.shared}_{name}" TEMPLATE "{like}"')
        return f"{self.shared}_{name}"


@pytest.fixture(scope="session")
def databases(django_db_setup: None) -> Databases:
    return Databases()


@pytest.fixture
def committed(databases: Databases, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A database of this test's own, in which commits are real and threads meet. Instead of `db`, before other rows."""
    with django_db_blocker.unblock():
        own = databases.migrated("committed", tmp_path)
        databases.use(own)
        yield
        databases.drop(own)


@pytest.fixture
def elsewhere(databases: Databases, django_db_blocker: Any, settings: Any, tmp_path: Path) -> Iterator[Move]:
    """Move to a home that is not there yet: `elsewhere("new")`, its database without a table; what was, stays.

    `elsewhere("new", databases.migrated)` has every table.
    """
    made = []

    def _elsewhere(name: str, database: Callable[[str, Path], str] = databases.empty) -> Path:
        settings.HOME, settings.MEDIA_ROOT = tmp_path / name, tmp_path / name / "media"
        (tmp_path / name).mkdir()
        made.append(database(name, tmp_path / name))
        databases.use(made[-1])
        return tmp_path / name

    with django_db_blocker.unblock():
        yield _elsewhere
        for each in made:
            databases.drop(each)


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that speaks S3."""
    with object_storage.serving(tmp_path_factory.mktemp("s3") / "log") as endpoint:
        yield endpoint


@pytest.fixture
def empty_bucket(s3_server: str) -> TestBucket:
    """A bucket, and nothing of Dateline's on it yet."""
    return object_storage.new_bucket(s3_server)


@pytest.fixture
def bucket(empty_bucket: TestBucket, settings: Any, monkeypatch: pytest.MonkeyPatch) -> TestBucket:
    """The media of this test are in a bucket, as with `DATELINE_MEDIA`."""
    for name, value in object_storage.KEYS.items():
        monkeypatch.setenv(name, value)
    settings.MEDIA_BUCKET = bucket_of(empty_bucket.address)
    settings.STORAGES = empty_bucket.storages
    return empty_bucket


def _on_server(statement: str) -> None:
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Do work in threads that begin together: `at_once(work)` calls `work(0)` to `work(7)` and returns the answers."""

    def _at_once(work: Callable[[int], Any], *, threads: int = 8) -> list[Any]:
        start = Barrier(threads)

        def begin(number: int) -> Any:
            start.wait(timeout=30)
            try:
                return work(number)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(begin, range(threads)))

    return _at_once


NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def ines(db: None) -> User:
    """Edits."""
    return somebody("ines", EDITOR)


@pytest.fixture
def rolf(db: None) -> User:
    """Reports."""
    return somebody("rolf", REPORTER)


@pytest.fixture
def mara(db: None) -> User:
    """Moderates."""
    return somebody("mara", MODERATOR)


@pytest.fixture
def lena(db: None) -> User:
    """Edits photos."""
    return somebody("lena", PHOTO_EDITOR)


@pytest.fixture
def chief(db: None) -> User:
    """Is chief of the desk."""
    return somebody("chief", DESK_CHIEF)


@pytest.fixture
def ada(db: None) -> User:
    """Administers."""
    return somebody("ada", ADMINISTRATOR)


@pytest.fixture
def root(db: None) -> User:
    """Is a superuser, whom the closed doors refuse too."""
    return User.objects.create_superuser("root", "root@halyard.example")


@pytest.fixture
def en(db: None) -> Edition:
    return cast.english()


@pytest.fixture
def fa(db: None) -> Edition:
    return cast.persian()


@pytest.fixture
def harbour(en: Edition) -> Section:
    return Section.objects.create(edition=en, slug="economy", name="Economy")


@pytest.fixture
def write(en: Edition) -> Callable[..., Story]:
    """Make a draft: `write("Ferry fares rise", body=["One.", "Two."])`."""

    def _write(headline: str, *, edition: Edition = en, **facts: Any) -> Story:
        return cast.draft(headline, edition=edition, **facts)

    return _write


@pytest.fixture
def publish(write: Callable[..., Story], ines: User) -> Callable[..., Story]:
    """Make a story and put it out."""

    def _publish(headline: str, **facts: Any) -> Story:
        story = write(headline, **facts)
        story.publish(story.save_revision(user=ines), user=ines)
        return story

    return _publish


@pytest.fixture
def ferry(publish: Callable[..., Story], harbour: Section) -> Story:
    """A published story: ferry fares rise."""
    return publish("Ferry fares rise", lead="Fares on the night ferry rise by 4 per cent.", section=harbour)


@pytest.fixture
def later(write: Callable[..., Story], ines: User) -> Story:
    """Published, and under embargo for two hours."""
    story = write("Later")
    story.embargo(clock.now() + timedelta(hours=2), by=ines)
    story.publish(story.save_revision(user=ines), user=ines)
    return story


@pytest.fixture
def rules(en: Edition, ines: User) -> HouseRules:
    """House rules in force: language, insult, and a religious clause that is off."""
    return cast.rules_in_force(en, by=ines, now=NOON)


@pytest.fixture
def comment_on(db: None) -> Callable[..., Comment]:
    """Send a comment as Tom: it waits."""

    def _comment(
        story: Story,
        text: str = "The fares were low for years.",
        *,
        now: datetime | None = None,
        email: str = "",
        answers: Comment | None = None,
    ) -> Comment:
        submission = Submission(name="Tom", text=text, email=email, address="192.0.2.7", answers=answers)
        return receive(story, submission, now=now or clock.now())

    return _comment

"""`dateline doctor`: a line for each check, a remedy for each fault, exit status 1 if there is one."""

import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from dateline.delivery import purging
from dateline.delivery.caches_in_front.varnish import Varnish
from dateline.delivery.models import Drop, Purge
from dateline.lib import clock
from dateline.site.models import WorkerBeat
from tests.object_storage import TestBucket


def _doctor() -> tuple[int, str]:
    printed = StringIO()
    try:
        call_command("doctor", stdout=printed)
    except SystemExit as end:
        return int(str(end.code)), printed.getvalue()
    return 0, printed.getvalue()


@pytest.fixture
def beating(db: None) -> WorkerBeat:
    return WorkerBeat.objects.create(worker="here", beaten_at=clock.now())


@pytest.fixture(autouse=True)
def quiet_home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]


def test_a_machine_in_order_has_no_fault(beating: WorkerBeat) -> None:
    status, printed = _doctor()
    assert (status, "✗" in printed) == (0, False), printed
    assert printed.endswith("All is well.\n")


def test_a_worker_that_fell_silent_is_a_fault(beating: WorkerBeat) -> None:
    WorkerBeat.objects.update(beaten_at=clock.now() - timedelta(minutes=5))
    status, printed = _doctor()
    assert status == 1
    assert "✗ Background worker: no sign of life since here at" in printed
    assert "Start the server: dateline serve" in printed


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "short", "✗ Secret key: shorter than 50 characters"),
        ("ALLOWED_HOSTS", ["*"], "✗ Hosts: every name is answered"),
        ("BASE_URL", "http://news.example", "✗ Hosts: news.example, the address readers know, is not answered"),
        ("DEBUG", True, "✗ Debugging is on"),
        ("HTTPS", True, "✗ Trusted proxies: none, and readers come by https"),
    ],
)
def test_each_faulty_setting_has_its_line(
    beating: WorkerBeat, settings: Any, name: str, value: object, sentence: str
) -> None:
    setattr(settings, name, value)
    status, printed = _doctor()
    assert status == 1
    assert sentence in printed


def test_a_key_that_others_can_read_is_a_fault(beating: WorkerBeat, tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("x")
    (tmp_path / "secret.key").chmod(0o644)
    assert f"chmod 600 {tmp_path}/secret.key" in _doctor()[1]


def test_a_mail_server_that_does_not_answer_is_a_fault(beating: WorkerBeat, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert "✗ Mail: 127.0.0.1 does not answer" in _doctor()[1]


def test_a_cache_that_has_not_taken_a_purge_for_a_minute_is_a_fault(beating: WorkerBeat, settings: Any) -> None:
    settings.CACHES_IN_FRONT = [Varnish("127.0.0.1:6081")]
    purging.drop(["story:1"])
    assert "✓ Caches in front: varnish://127.0.0.1:6081" in _doctor()[1]
    Drop.objects.update(made_at=clock.now() - timedelta(seconds=61))
    Purge.objects.update(fault="127.0.0.1:6081 answered 503 Service Unavailable.")
    status, printed = _doctor()
    assert status == 1
    assert "✗ Cache in front: varnish://127.0.0.1:6081 has not taken 1 purge, the first since 20" in printed
    assert " UTC. 127.0.0.1:6081 answered 503 Service Unavailable.\n" in printed
    Purge.objects.get().acknowledge(clock.now())
    assert _doctor()[0] == 0


def test_what_is_to_be_purged_by_the_clock_is_not_late(beating: WorkerBeat, settings: Any) -> None:
    settings.CACHES_IN_FRONT = [Varnish("127.0.0.1:6081")]
    purging.drop(["story:1"], at=clock.now() + timedelta(hours=1))
    Drop.objects.update(made_at=clock.now() - timedelta(days=1))
    assert _doctor()[0] == 0


def test_the_last_backup_has_its_line(beating: WorkerBeat, tmp_path: Path) -> None:
    assert "– Backup: none was made of this home\n    Run: dateline backup FILE" in _doctor()[1]
    (tmp_path / "last-backup").write_text("2026-03-01T02:00:00Z\n")
    assert "– Backup: the last is of 2026-03-01 02:00 UTC, " in _doctor()[1]


def test_a_database_without_tables_is_one_fault(tmp_path: Path) -> None:
    environment = os.environ | {"DATELINE_HOME": str(tmp_path)}
    environment.pop("DATELINE_DATABASE_URL", None)
    command = [sys.executable, "-m", "dateline", "doctor"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert "✗ Migrations: some are not applied\n    Run: dateline migrate" in done.stdout
    assert done.stdout.endswith("1 fault.\n")


def test_a_database_that_does_not_answer_is_one_fault_and_no_traceback(tmp_path: Path) -> None:
    address = "postgres://nobody@127.0.0.1:9/none"
    environment = os.environ | {"DATELINE_DATABASE_URL": address, "DATELINE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "dateline", "doctor"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "✗ Database: " in done.stdout
    assert "1 fault." in done.stdout
    assert done.stderr == ""


def test_a_folder_that_takes_no_photo_is_a_fault(beating: WorkerBeat, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "media").touch()
    status, printed = _doctor()
    assert status == 1
    assert f"✗ Photos: {tmp_path}/media cannot be used: " in printed
    assert "Give the folder to the account that runs Dateline." in printed


def test_a_bucket_is_written_and_read(beating: WorkerBeat, bucket: TestBucket) -> None:
    status, printed = _doctor()
    assert (status, f"✓ Photos: in s3://{bucket.name}/paper/media, written and read" in printed) == (0, True), printed
    assert bucket.keys() == []


def test_a_bucket_that_is_not_there_is_a_fault(beating: WorkerBeat, bucket: TestBucket, settings: Any) -> None:
    storages = bucket.storages
    storages["default"]["OPTIONS"]["bucket_name"] = "not-there"
    settings.STORAGES = storages
    status, printed = _doctor()
    assert status == 1
    assert (
        f"cannot be used: s3://not-there at {bucket.endpoint} answered NoSuchBucket\n    See DATELINE_MEDIA" in printed
    )

"""Settings from the environment: every fault is a line of its own on stderr, status 2, and never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = "from dateline.site import settings as s; print({names})"


def ask(*names: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Load the settings in a process of its own and print the ones named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))}
    script = SHOW.format(names=", ".join(f"s.{name}" for name in names) or "''")
    given = {f"DATELINE_{name}": value for name, value in variables.items()}
    return subprocess.run(
        [sys.executable, "-c", script], env=kept | given, capture_output=True, text=True, timeout=60, check=False
    )


def test_all_faults_are_told_at_once_a_line_each(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = ask(
        HOME=str(tmp_path / "file" / "home"),
        BASE_URL="news.example",
        TEMPLATES=str(tmp_path / "nowhere"),
        SECRET_KEY="x" * 501,
        DATABASE_URL="mysql://user:word@host/name",
        MAIL_URL="pigeon://loft",
        DEBUG="perhaps",
        MEDIA="s3://id:s3cret@photos",
        CACHE_URL="memcached://:s3cret@host",
        TRUSTED_PROXIES="10.0.0.0/8,harbour",
        CACHES="varnish://127.0.0.1:6081,fastly://t0ken",
    )
    assert (found.returncode, found.stdout) == (2, "")
    assert sorted(found.stderr.splitlines()) == [
        "DATELINE_BASE_URL: Give scheme and host alone, such as https://news.example.",
        "DATELINE_CACHES: Give varnish://host:port (varnish+ban:// without its module xkey), fastly://token@service "
        "or cloudflare://token@zone, or several divided by commas.",
        "DATELINE_CACHE_URL: Give redis://host:6379/0, or rediss://user:password@host/0. Valkey speaks the same.",
        "DATELINE_DATABASE_URL: Give postgres://user:password@host/name. Without it SQLite is used.",
        "DATELINE_DEBUG: Not a valid boolean.",
        f"DATELINE_HOME: {tmp_path}/file/home cannot be written: Not a directory. Name a folder of this account's own.",
        "DATELINE_MAIL_URL: Give smtp://user:password@host:587, or dummy:// to send none.",
        "DATELINE_MEDIA: Give s3://bucket or s3://bucket/prefix, with ?endpoint=https://host and &region=name where "
        "they are needed. Credentials do not belong there: they come in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        "DATELINE_SECRET_KEY: Longer than maximum length 500.",
        f"DATELINE_TEMPLATES: There is no folder {tmp_path}/nowhere.",
        "DATELINE_TRUSTED_PROXIES: 'harbour' does not appear to be an IPv4 or IPv6 network. "
        "Give addresses or networks, divided by commas.",
    ]


@pytest.mark.parametrize(
    "url", ["redis://", "redis://host/name", "redis://host:port", "redis://host?db=1", "unix:///x", "host:6379"]
)
def test_a_shared_cache_is_redis_or_speaks_like_it(url: str, tmp_path: Path) -> None:
    assert "DATELINE_CACHE_URL: Give redis://host" in ask(CACHE_URL=url, HOME=str(tmp_path)).stderr


def test_the_command_line_ends_the_same_way(tmp_path: Path) -> None:
    variables = os.environ | {"DATELINE_HOME": str(tmp_path), "DATELINE_DEBUG": "perhaps"}
    command = [sys.executable, "-m", "dateline", "doctor"]
    found = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (2, "", "DATELINE_DEBUG: Not a valid boolean.\n")


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/paper",
        "https://news.example?x=1",
        "ftp://news.example",
        "https://",
        "http://[::1",
        "http://news.example:port",
    ],
)
def test_the_address_readers_know_is_scheme_and_host_alone(url: str, tmp_path: Path) -> None:
    assert "Give scheme and host alone" in ask(BASE_URL=url, HOME=str(tmp_path)).stderr


@pytest.mark.parametrize("url", ["sqlite:///other.db", "postgres://", "postgres://user@host:port/name", "nonsense"])
def test_the_database_is_postgresql_s_or_our_own(url: str, tmp_path: Path) -> None:
    found = ask(DATABASE_URL=url, HOME=str(tmp_path))
    assert (found.returncode, "Give postgres://" in found.stderr) == (2, True)


def test_an_empty_variable_is_one_that_is_not_set(tmp_path: Path) -> None:
    found = ask("ALLOWED_HOSTS", "BASE_URL", HOME=str(tmp_path), HOSTS="", BASE_URL=" ", DATABASE_URL="", MAIL_URL="")
    assert found.stdout == "['localhost', '127.0.0.1', '[::1]'] http://127.0.0.1:8000\n", found.stderr


def test_hosts_may_stand_with_spaces_between(tmp_path: Path) -> None:
    found = ask("ALLOWED_HOSTS", HOME=str(tmp_path), HOSTS="news.example, www.news.example")
    assert found.stdout == "['news.example', 'www.news.example']\n"


def test_the_home_and_its_key_are_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    first, second = ask("SECRET_KEY", HOME=str(home)).stdout, ask("SECRET_KEY", HOME=str(home)).stdout
    assert first == second == (home / "secret.key").read_text()
    assert len(first) > 50
    assert (home / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret.key").mkdir()
    found = ask(HOME=str(tmp_path))
    assert found.returncode == 2
    assert found.stderr == f"DATELINE_SECRET_KEY: {tmp_path}/secret.key cannot be used: Is a directory.\n"


def test_a_key_that_a_full_disk_left_empty_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    found = ask(HOME=str(tmp_path))
    assert found.stderr == f"DATELINE_SECRET_KEY: {tmp_path}/secret.key is empty. Remove it, and a new one is made.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_of_somebody_else_is_told_in_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    found = ask(HOME=str(tmp_path))
    assert found.stderr.startswith(f"DATELINE_HOME: {tmp_path} cannot be written: Permission denied.")


def test_a_cache_in_front_is_named_once(tmp_path: Path) -> None:
    found = ask(HOME=str(tmp_path), CACHES="varnish://127.0.0.1:6081, varnish://127.0.0.1:6081")
    assert (found.returncode, found.stderr) == (2, "DATELINE_CACHES: Name each cache once.\n")


def test_pages_name_their_tags_to_every_cache_in_front(tmp_path: Path) -> None:
    caches = "varnish://127.0.0.1:6081, fastly://t0ken@SU1Z0is"
    found = ask("TAG_HEADERS", "CACHES_IN_FRONT", HOME=str(tmp_path), CACHES=caches)
    assert "['Cache-Tag', 'Surrogate-Key', 'xkey']" in found.stdout
    assert "t0ken" not in found.stdout
    assert ask("TAG_HEADERS", "BASE_URL", HOME=str(tmp_path)).stdout.startswith("['Cache-Tag'] ")


def test_a_bucket_becomes_the_place_of_the_media(tmp_path: Path) -> None:
    given = "s3://photos/paper?endpoint=https://s3.example&region=eu-1"
    found = ask("STORAGES['default']", "MEDIA_BUCKET", HOME=str(tmp_path), MEDIA=given)
    assert found.stdout == (
        "{'BACKEND': 'dateline.lib.object_storage.storage.ObjectStorage', 'OPTIONS': {'bucket_name': 'photos', "
        "'location': 'paper', 'endpoint_url': 'https://s3.example', 'region_name': 'eu-1'}} s3://photos/paper\n"
    ), found.stderr

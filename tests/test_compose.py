"""`deploy/compose.yaml`, read and not started: what it names is there, and what runs is watched."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).parents[1] / "deploy/compose.yaml"
COMPOSE = yaml.safe_load(FILE.read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {"migrated"}
"""Those that do something and end."""


def test_every_image_has_a_tag_that_does_not_move_by_itself() -> None:
    images = [service["image"] for service in SERVICES.values() if "image" in service]
    images += re.findall(r"^\s*FROM (\S+)", FILE.read_text(), re.M)
    assert len(images) >= 5
    assert [image for image in images if not re.search(r":.*\d", image)] == []


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_stays_is_watched_and_begun_again(name: str) -> None:
    service = SERVICES[name]
    assert ("image" in service) != ("build" in service)
    assert service["restart"] == ("no" if name in ONCE else "unless-stopped")
    assert bool(service["healthcheck"].get("test")) == (name not in ONCE)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_what_it_needs(name: str) -> None:
    for other, how in SERVICES[name].get("depends_on", {}).items():
        wanted = "service_completed_successfully" if other in ONCE else "service_healthy"
        assert (other in SERVICES, how) == (True, {"condition": wanted})


def test_every_volume_is_declared_and_used() -> None:
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())}
    assert used == set(COMPOSE["volumes"])


def test_only_varnish_is_reached_from_outside_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"varnish": ["127.0.0.1:8080:80"]}


def test_no_secret_is_written_there() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET", name):
                assert re.fullmatch(r"\$\{\w+:\?\}", value), name


def test_both_servers_have_the_same_settings_and_every_one_is_understood(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from tests.site.test_settings import ask

    given = {
        name.removeprefix("DATELINE_"): re.sub(r"\$\{\w+:\?\}", "x" * 60, value)
        for name, value in SERVICES["a"]["environment"].items()
        if name.startswith("DATELINE_")
    }
    assert SERVICES["a"]["environment"] == SERVICES["b"]["environment"] == SERVICES["migrated"]["environment"]
    found = ask("MEDIA_BUCKET", "CACHES['default']['LOCATION']", **given | {"HOME": str(tmp_path)})
    assert found.stdout == "s3://media/dateline redis://valkey:6379/0\n", found.stderr


def test_hosts_that_settings_name_are_services() -> None:
    named = re.findall(r"://(?:[^@\s]*@)?([a-z]+)[:/]", " ".join(SERVICES["a"]["environment"].values()))
    assert set(named) - {"localhost", "media"} == {"database", "varnish", "valkey", "bucket"}
    assert set(named) - {"localhost", "media"} <= set(SERVICES)


def test_varnish_is_given_the_servers_by_the_lines_that_the_file_has() -> None:
    text = (FILE.parent / "varnish.vcl").read_text()
    for before, _ in re.findall(r"s/(\S+ \.port = \S+?)/(\S+ \.port = \S+?)/", FILE.read_text()):
        assert text.count(before) == 1
    assert text.count('    "127.0.0.1";') == 1

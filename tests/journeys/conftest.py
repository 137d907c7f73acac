"""A whole newsroom for the journeys: `dateline demo` in its own home, and Debian's Chromium before it."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.ports import free_port

CHROMIUM = shutil.which("chromium")
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="needs Debian's chromium: apt-get install chromium"))


@dataclass(frozen=True)
class Agency:
    """A running sample newsroom."""

    url: str
    environment: dict[str, str]

    def dateline(self, *words: str) -> str:
        """Run a `dateline` command beside the server and return what it printed."""
        command = [sys.executable, "-m", "dateline", *words]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    def sign_in_link(self, username: str) -> str:
        return self.dateline("sign-in-link", username).strip()


@pytest.fixture(scope="session")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    home, port = tmp_path_factory.mktemp("agency"), free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))},
        "DATELINE_HOME": str(home),
        "DATELINE_BASE_URL": url,
    }
    command = [sys.executable, "-m", "dateline", "demo", "--port", str(port)]
    with (
        (home / "log").open("w") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT) as server,
    ):
        try:
            _until(lambda: "/desk/sign-in/" in (home / "log").read_text() or server.poll() is not None)
            assert server.poll() is None, (home / "log").read_text()
            yield Agency(url, environment)
        finally:
            server.terminate()
            assert server.wait(timeout=15) == 0, (home / "log").read_text()


def _until(met: Callable[[], bool], *, seconds: int = 90) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, f"Waited {seconds} seconds in vain."
        time.sleep(0.1)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser found fault with: script errors, refused content, failed and foreign requests.

    Not a form sent back with status 422: that is how bad input is answered.
    """
    return []


@pytest.fixture
def open_window(chromium: Browser, agency: Agency, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a window of its own, its cookies and all: `open_window(java_script_enabled=False)`.

    When the test ends, no window may have had anything to complain of.
    """
    contexts: list[BrowserContext] = []

    def _open(**options: object) -> Page:
        context = chromium.new_context(base_url=agency.url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)  # a first look makes pictures, beside killed servers
        contexts.append(context)
        context.on("page", lambda page: _listen(page, agency.url, complaints))
        return context.new_page()

    yield _open
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(page: Page, url: str, complaints: list[str]) -> None:
    page.on("pageerror", lambda fault: complaints.append(f"{page.url}: {fault}"))
    page.on(
        "console",
        lambda line: (
            complaints.append(f"{page.url}: {line.text}")
            if line.type == "error" and "status of 422" not in line.text
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            complaints.append(f"{page.url} asked {request.url}")
            if not re.match(rf"{re.escape(url)}|data:|blob:|about:", request.url)
            else None
        ),
    )


@pytest.fixture
def reader(open_window: Callable[..., Page]) -> Page:
    return open_window()


@pytest.fixture
def desk(open_window: Callable[..., Page], agency: Agency) -> Callable[[str], Page]:
    """Open the desk signed in: `desk("mara")`."""

    def _desk(username: str, **options: object) -> Page:
        page = open_window(**options)
        page.goto(agency.sign_in_link(username))
        page.get_by_role("button").click()  # in this person's language
        page.wait_for_url("**/desk/")
        return page

    return _desk

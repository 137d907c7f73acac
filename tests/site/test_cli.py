"""The console command before the settings are read: which address the demo is known by."""

import os
import sys

import pytest
from django.core import management

from dateline.site import cli


@pytest.mark.parametrize(
    ("given", "options", "known"),
    [
        ("", ["demo"], "http://127.0.0.1:8000"),
        ("", ["demo", "--port", "8123"], "http://127.0.0.1:8123"),
        (" ", ["demo", "--port=8123", "--host=newsroom.example"], "http://newsroom.example:8123"),
        ("", ["demo", "--host", "0.0.0.0", "--port", "8123"], "http://127.0.0.1:8123"),
        ("", ["demo", "--host", "::1", "--port", "8123"], "http://[::1]:8123"),
        ("https://news.example", ["demo", "--port", "8123"], "https://news.example"),
        ("", ["demo", "--port", "many"], ""),
        ("", ["demo", "--port", "99999"], ""),
        ("", ["demo", "--port"], ""),
        ("", ["serve", "--port", "8123"], ""),
    ],
)
def test_the_demo_is_known_by_where_it_listens_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, given: str, options: list[str], known: str
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setenv("DATELINE_BASE_URL", given)
    monkeypatch.setattr(sys, "argv", ["dateline", *options])
    monkeypatch.setattr(management, "execute_from_command_line", ran.append)
    cli.main()
    assert os.environ["DATELINE_BASE_URL"] == known
    assert ran == [["dateline", *options]]

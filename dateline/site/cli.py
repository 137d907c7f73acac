"""The console command `dateline`: Django's own command line with our settings, and hyphens for underscores."""

import argparse
import os
import sys

EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - what stands for all of them is no address to go to


def main() -> None:
    """Run one command. `dateline verify-history` and `dateline verify_history` are the same."""
    words = sys.argv[:]
    if len(words) > 1 and not words[1].startswith("-"):
        words[1] = words[1].replace("-", "_")
    if words[1:2] == ["serve_scoring"]:
        # Before Django is imported: its process would keep ten times what the service needs.
        from dateline.site import scoring_server

        sys.exit(scoring_server.main(words[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.site.settings")
    from django.core.management import execute_from_command_line

    if words[1:2] == ["demo"]:
        _know_the_demo_s_address(words[2:])
    execute_from_command_line(words)


def _know_the_demo_s_address(options: list[str]) -> None:
    """Let readers know the demo by the host and port that it listens at, unless the environment says by which address.

    Before the settings are read: the sign-in link, feeds and the desk's trusted origin all come from this one.
    """
    if os.environ.get("DATELINE_BASE_URL", "").strip():
        return
    asked = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    asked.add_argument("--host", default="127.0.0.1")
    asked.add_argument("--port", default="8000")
    try:
        given, _ = asked.parse_known_args(options)
    except argparse.ArgumentError:
        return  # the command says what is wrong
    if not (given.port.isdecimal() and 0 < int(given.port) < 65536):
        return
    host = "127.0.0.1" if given.host in EVERY_ADDRESS else given.host
    os.environ["DATELINE_BASE_URL"] = f"http://[{host}]:{given.port}" if ":" in host else f"http://{host}:{given.port}"


if __name__ == "__main__":
    main()

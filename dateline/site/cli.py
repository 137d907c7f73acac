"""The console command `dateline`: Django's own command line with our settings, and hyphens for underscores."""

import os
import sys


def main() -> None:
    """Run one command. `dateline verify-history` and `dateline verify_history` are the same."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.site.settings")
    from django.core.management import execute_from_command_line

    words = sys.argv[:]
    if len(words) > 1 and not words[1].startswith("-"):
        words[1] = words[1].replace("-", "_")
    execute_from_command_line(words)


if __name__ == "__main__":
    main()

"""`dateline statements` prints the statement of reasons of every refusal, as JSON or a table."""

import csv
import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dateline.lib.spreadsheets import safe_cell
from dateline.moderation.statements import FIELDS, statements


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no day. Write it as 2026-11-25.") from None


class Command(BaseCommand):
    help = "Print the statement of reasons of every refused comment, in the fields of the Commission's database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=day, metavar="DAY", help="only those decided on this day or later (UTC)")
        parser.add_argument("--format", choices=["json", "csv"], default="json")

    def handle(self, *args: Any, since: date | None, format: str, **options: Any) -> None:
        found = statements(since=since)
        if format == "json":
            self.stdout.write(json.dumps({"statements": list(found)}, ensure_ascii=False, indent=1))
            return
        table = csv.writer(self.stdout)
        table.writerow(FIELDS)
        for statement in found:
            table.writerow([safe_cell(_words(statement.get(name, ""))) for name in FIELDS])


def _words(value: Any) -> str:
    return "|".join(value) if isinstance(value, list) else str(value)

"""`dateline old-addresses FILE.csv` brings a table of old addresses in: the old one, and a news ID or the new one."""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dateline.delivery.models import Place
from dateline.stories.models import Edition
from dateline.wire.models import OldAddress
from dateline.wire.old_addresses import NoOldAddress, old_path, story_named

STATES = ("created", "updated", "unchanged", "refused")
AT_ONCE = 200
"""Rows of one transaction: others who write wait for a moment only."""


class Command(BaseCommand):
    help = "Let old addresses lead to stories, by a table of two columns. Exit status 1 if any row was refused."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", help="old address, and a news ID or an address of this site")

    def handle(self, *args: Any, **options: Any) -> None:
        counts: Counter[str] = Counter()
        for state, line in _bring_in(_rows(options["file"])):
            counts[state] += 1
            self.stdout.write(line)
        parts = ", ".join(f"{counts[state]} {state}" for state in STATES)
        self.stdout.write(f"{counts.total()} read: {parts}.")
        if counts["refused"]:
            sys.exit(1)


Row = tuple[int, list[str]]


def _rows(name: str) -> Iterator[Row]:
    """Yield the rows with their line numbers, without a heading and empty lines."""
    try:
        with open(name, encoding="utf-8-sig", newline="") as file:
            table = csv.reader(file)
            for row in table:
                cells = [cell.strip() for cell in row]
                if any(cells) and not (table.line_num == 1 and cells[0].lower() in ("old", "address", "from")):
                    yield table.line_num, cells
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise CommandError(f"The table {name} cannot be read: {getattr(fault, 'strerror', None) or fault}.") from fault


def _bring_in(rows: Iterator[Row]) -> Iterator[tuple[str, str]]:
    """Store rows in transactions of many, and yield the state and the line of each after its commit."""
    while chunk := list(islice(rows, AT_ONCE)):
        with transaction.atomic():
            said = [_store(*row) for row in chunk]
        yield from said


def _store(number: int, cells: list[str]) -> tuple[str, str]:
    try:
        if len(cells) != 2:
            raise NoOldAddress("A row has two columns: the old address, and a news ID or the new address.")
        story = story_named(cells[1])
        path = old_path(cells[0], story.news_id)
        _refuse_a_place(path)
    except NoOldAddress as refusal:
        return "refused", f"-\trefused\tline {number}\t{refusal}"
    known, is_new = OldAddress.objects.get_or_create(path=path, defaults={"story": story})
    state = "created" if is_new else "unchanged" if known.story_id == story.pk else "updated"
    if state == "updated":
        known.story = story
        known.save(update_fields=["story"])
    return state, f"{story.news_id}\t{state}\t{path}"


def _refuse_a_place(path: str) -> None:
    found = [part for part in path.split("/") if part]
    for edition in Edition.objects.filter(code=found[0]) if len(found) == 2 else []:
        if Place.objects.of(edition).filter(slug=found[1]).exists():
            raise NoOldAddress(f"{path} is an address of ours, which answers first.")

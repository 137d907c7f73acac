"""`dateline reader export|erase` hands over or erases all that is kept of one reader (GDPR Articles 15, 17, 20)."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dateline.lib import clock
from dateline.moderation.reader_record import Reader, erase, of_address, of_comment, of_receipt, record

FOUND_BY = {"email": of_address, "receipt": of_receipt, "comment": of_comment}


class Command(BaseCommand):
    help = "Print or erase all that is kept of one reader. See that whoever asks is that reader."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["export", "erase"])
        found_by = parser.add_mutually_exclusive_group(required=True)
        found_by.add_argument("--email", metavar="ADDRESS", help="all that was sent with this e-mail address")
        found_by.add_argument("--receipt", metavar="ADDRESS", help="the comment or report of this receipt")
        found_by.add_argument("--comment", metavar="NUMBER", type=int, help="the comment of this number")
        parser.add_argument("--yes", action="store_true", help="erase without asking once more")

    def handle(self, *args: Any, verb: str, yes: bool, **options: Any) -> None:
        reader = _found(options)
        if not (reader.comments or reader.reports):
            raise CommandError("Nothing is kept under this. See whether it is written as the reader wrote it.")
        if verb == "export":
            self.stdout.write(json.dumps(record(reader), ensure_ascii=False, indent=1))
        elif yes:
            self._erase(reader)
        else:
            counted = f"{len(reader.comments)} comments and {len(reader.reports)} reports"
            raise CommandError(f"This would erase {counted} for good. Add --yes to do it.")

    def _erase(self, reader: Reader) -> None:
        done = erase(reader, now=clock.now())
        self.stdout.write(f"Erased {done.comments} comments and {done.reports} reports.")
        for sentence in done.kept:
            self.stdout.write(f"Kept. {sentence}")
        if done.kept:
            sys.exit(1)


def _found(options: dict[str, Any]) -> Reader:
    name = next(name for name in FOUND_BY if options[name] is not None)
    found: Reader = FOUND_BY[name](options[name])  # type: ignore[operator]
    return found

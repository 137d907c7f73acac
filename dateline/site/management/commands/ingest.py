"""`dateline ingest FILE-OR-FOLDER…` brings pages in, a line each; one bad page never stops the others."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TextIO
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dateline.moderation.drafting import draft_stated
from dateline.site.progress import Progress
from dateline.stories.models import Edition
from dateline.wire import archive
from dateline.wire.formats import LARGEST
from dateline.wire.importing import Outcome, bring_in
from dateline.wire.intake import Intake, Landing
from dateline.wire.reader import Page
from dateline.wire.report import Report


class Command(BaseCommand):
    help = "Bring pages in: as drafts, or published with --publish. Exit status 1 if any was refused."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE", help="a file, a folder, or - for standard input")
        parser.add_argument("--edition", default="en", help="code of the edition it lands in (default: en)")
        parser.add_argument("--timezone", help="zone of the page's times, such as Asia/Tehran (default: the edition's)")
        parser.add_argument(
            "--dates", choices=["day-first", "month-first"], help="what the first number of 05/09/2016 is"
        )
        parser.add_argument("--publish", action="store_true", help="publish new stories; without it all are drafts")
        parser.add_argument("--topics", action="store_true", help="put new stories on the topics that they name")
        parser.add_argument("--quiet", action="store_true", help="print the summary alone")
        parser.add_argument(
            "--report", metavar="FILE", help="report at the end, also to FILE; as CSV if it ends in .csv"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        edition = _edition(options["edition"])
        zone = _zone(options["timezone"], edition)
        intake = Intake(edition, zone, dates=options["dates"], publish=options["publish"], topics=options["topics"])
        with _file(options["report"]) as file:
            is_csv = file is not None and options["report"].lower().endswith(".csv")
            report = Report(zone, file if is_csv else None)
            self._bring_in(intake, options["paths"], report, is_quiet=options["quiet"])
            if is_csv:
                report.finish_table()
            elif file:
                file.writelines(f"{line}\n" for line in [*report.lines(), report.summary()])
        if options["report"] or any(map(os.path.isdir, options["paths"])):
            for line in report.lines():
                self.stdout.write(line)
        self.stdout.write(report.summary())
        if report.counts["refused"]:
            sys.exit(1)

    def _bring_in(self, intake: Intake, paths: list[str], report: Report, *, is_quiet: bool) -> None:
        progress = Progress(sys.stderr, lambda: sum(1 for _ in _pages(paths)))
        offered: set[tuple[str, ...]] = set()
        for outcome in bring_in(intake, _pages(paths)):
            report.add(outcome)
            lines = [_line(outcome), *_notes(outcome.landing), *_offer_rules(intake.edition, outcome, offered)]
            if not is_quiet:
                progress.clear()
                self.stdout.write("\n".join(lines))
                self.stdout.flush()
            progress.step()
        progress.clear()


def _edition(code: str) -> Edition:
    edition = Edition.objects.filter(code=code).first()
    if edition is None:
        known = ", ".join(Edition.objects.values_list("code", flat=True)) or "none yet; make one at the desk"
        raise CommandError(f"There is no edition “{code}”. Editions: {known}.")
    return edition


def _zone(name: str | None, edition: Edition) -> ZoneInfo:
    if name is None:
        return edition.zone
    if name not in available_timezones():
        raise CommandError(f"“{name}” is no time zone. Give a name such as Asia/Tehran.")
    return ZoneInfo(name)


def _file(path: str | None) -> AbstractContextManager[TextIO | None]:
    if path is None:
        return nullcontext()
    try:
        return open(path, "w", encoding="utf-8", newline="")
    except OSError as fault:
        raise CommandError(f"The report cannot be written to {path}: {fault.strerror}.") from fault


class StandardInput:
    """The page that standard input brings; kept, because a page without a number is read again at the end."""

    name = "-"
    beside = None

    def __init__(self) -> None:
        self._data: bytes | None = None

    def read(self) -> bytes:
        if self._data is None:
            self._data = sys.stdin.buffer.read(LARGEST + 1)
        return self._data


def _pages(paths: list[str]) -> Iterator[Page]:
    for place, path in enumerate(paths):
        if path != "-":
            yield from archive.pages([path])
        elif "-" in paths[:place]:
            yield archive.PageFile("-", "", "Standard input can be read once only; it was named before.")
        else:
            yield StandardInput()


def _line(outcome: Outcome) -> str:
    landing = outcome.landing
    if landing.story is None:
        return f"-\trefused\t{outcome.name}\t{landing.reason}"
    story = landing.story
    newest = story.latest_revision.content["headline"] if story.latest_revision else story.headline
    return f"{story.news_id}\t{landing.state}\t{newest}\t{settings.BASE_URL}{story.get_absolute_url()}"


def _notes(landing: Landing) -> list[str]:
    topics = [f"Topics: {', '.join(topic.name for topic in landing.topics)}."] if landing.topics else []
    return [f"        {note}" for note in (*landing.notes, *topics)]


def _offer_rules(edition: Edition, outcome: Outcome, offered: set[tuple[str, ...]]) -> list[str]:
    """Store a draft of the rules that the page states, unless a page of this run stated the same."""
    stated = outcome.landing.house_rules
    if not stated or stated in offered:
        return []
    offered.add(stated)
    draft = draft_stated(edition, stated, origin=f"From the captured page {outcome.name}.")
    if draft is None:
        return []
    return [f"        The page states house rules: a draft with {draft.clauses.count()} clauses waits at the desk."]

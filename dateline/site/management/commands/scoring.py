"""`dateline scoring learn|compare|promote|roll-back|list`: what the scoring engine learns from the desk's decisions."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dateline.lib import clock
from dateline.moderation.models import LayerInUse, Learning
from dateline.moderation.scores import learning, telling
from dateline.people.models import User
from dateline.scoring.model import UnusableModel
from dateline.stories.models import Edition


class Command(BaseCommand):
    help = "Learn from what the desk decided, see what was learned, and put it in use or take it back."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        learn = verbs.add_parser("learn", help="learn now from an edition's decisions; nothing is put in use")
        learn.add_argument("--edition", metavar="CODE", help="needed where there is more than one")
        learn.add_argument("--night", metavar="NUMBER", type=int, help="for the worker: what is better is put in use")
        compare = verbs.add_parser("compare", help="print how what was learned did beside what was in use")
        compare.add_argument("version", nargs="?", metavar="VERSION", help="the newest, unless another is named")
        compare.add_argument("--edition", metavar="CODE")
        promote = verbs.add_parser("promote", help="score the edition's comments with what was learned")
        promote.add_argument("version", metavar="VERSION", help="or as much of its beginning as is clear")
        back = verbs.add_parser("roll-back", help="score as before what is in use was put there")
        back.add_argument("--edition", metavar="CODE")
        for each in (promote, back):
            each.add_argument("--by", metavar="NAME", required=True, help="your name at the desk")
            each.add_argument("--reason", required=True)
        listed = verbs.add_parser("list", help="list what was learned, and what was in use since when and why")
        listed.add_argument("--edition", metavar="CODE")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            lines: Iterable[str] = getattr(self, f"_{verb.replace('-', '_')}")(options)
            for line in lines:
                self.stdout.write(line)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        except (UnusableModel, OSError) as fault:
            raise CommandError(f"The scoring engine cannot be loaded. {fault}") from None

    def _learn(self, options: dict[str, Any]) -> Iterable[str]:
        now = clock.now()
        if not options["night"]:
            return telling.learned(learning.learn_from(_edition(options["edition"]), now=now))
        night = Learning.objects.select_related("edition").get(pk=options["night"])
        row = learning.learn_from(night.edition, now=now, night=night)
        if learning.is_to_be_promoted(row):
            learning.promote(row, by=None, reason="Better than what was in use.", now=clock.now())
        return telling.learned(row)

    def _compare(self, options: dict[str, Any]) -> Iterable[str]:
        if options["version"]:
            return telling.learned(_learning(options["version"]))
        newest = Learning.objects.filter(edition=_edition(options["edition"])).exclude(version="").first()
        if not newest:
            raise CommandError("Nothing was learned yet. `dateline scoring learn` does so, and every night.")
        return telling.learned(newest)

    def _promote(self, options: dict[str, Any]) -> Iterable[str]:
        row = _learning(options["version"])
        learning.promote(row, by=_somebody(options["by"]), reason=options["reason"], now=clock.now())
        return telling.in_use(learning.in_use(row.edition), row.edition)

    def _roll_back(self, options: dict[str, Any]) -> Iterable[str]:
        edition = _edition(options["edition"])
        row = learning.roll_back(edition, by=_somebody(options["by"]), reason=options["reason"], now=clock.now())
        return telling.in_use(row, edition)

    def _list(self, options: dict[str, Any]) -> Iterable[str]:
        for edition in [_edition(options["edition"])] if options["edition"] else Edition.objects.all():
            yield from telling.in_use(learning.in_use(edition), edition)
            for row in Learning.objects.filter(edition=edition).defer("layer")[: telling.MOST]:
                yield telling.line(row)
            for use in LayerInUse.objects.filter(edition=edition).select_related("learning", "put_by")[: telling.MOST]:
                yield telling.use(use)


def _edition(code: str | None) -> Edition:
    editions = list(Edition.objects.filter(code=code) if code else Edition.objects.all())
    if len(editions) == 1:
        return editions[0]
    known = ", ".join(Edition.objects.values_list("code", flat=True))
    raise CommandError(f"Name the edition: --edition, one of {known}." if known else "There is no edition yet.")


def _learning(version: str) -> Learning:
    found = list(Learning.objects.select_related("edition").filter(version__startswith=version)[:20])
    if not version or not found:
        raise CommandError("Nothing of this version was learned. `dateline scoring list` has what was.")
    if len({each.version for each in found}) > 1:
        raise CommandError("More than one version begins so. Give more of it.")
    return found[0]


def _somebody(name: str) -> User:
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"Nobody at the desk is called {name}.")
    return user

"""The drill: every question of every caller about every hidden story, in both worlds. `dateline drill` prints it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from dateline.site.drill import pictures, timing
from dateline.site.drill.addresses import questions_of
from dateline.site.drill.asking import Answer, Question, Site
from dateline.site.drill.callers import STAFF, STRANGER, WITHOUT_ROLE, Caller
from dateline.site.drill.desk_addresses import desk_questions
from dateline.site.drill.hidden import Hidden
from dateline.site.drill.leaks import Leak, difference, failed, words_told
from dateline.site.drill.target import Target, said_of, target_of
from dateline.site.drill.unkept import drawn_once
from dateline.site.drill.worlds import nothing_lasting, take_away
from dateline.stories.models import Story

AGAIN = 1
"""How often two answers that differ are asked for again: somebody may have published between them."""


@dataclass
class Found:
    """What a drill asked, by kind of address and caller, how long answers took, and every leak."""

    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    times: dict[str, timing.Times] = field(default_factory=dict)
    leaks: list[Leak] = field(default_factory=list)


class Drill:
    """Asks of one story after another. `found` grows."""

    def __init__(self) -> None:
        self.found = Found()
        self._site = Site()

    def ask_of(self, hidden: Hidden, now: datetime, *, at_the_desk: bool = True) -> None:
        """Ask every question about one story."""
        target = target_of(hidden, now)
        self.ask_as_a_reader(target, questions_of(target))
        self.read_notices(target)
        self.ask_for_pictures(target, now)
        if at_the_desk:
            self.ask_at_the_desk(target, desk_questions(target))
        if not hidden.was_known:
            self.compare_times(target)

    def ask_as_a_reader(self, target: Target, questions: Iterable[Question]) -> None:
        """Compare each answer with the one that would be given if the story were not there; so is what is stored."""
        for question in questions:
            answer, without = self._in_both_worlds(target, question, STRANGER)
            what = [failed(answer, wanted=200 if question.kind == "front" else 0)]
            if other := difference(answer, without):
                what += [other, words_told(target.runs, answer, without)]
            stored = self._site.stored(question)
            if stored is not None:
                self._count("stored page", STRANGER)
                told = words_told(target.runs, stored, without)
                what.append(f"the stored page: {told}" if told else "")
            self._note(target, STRANGER, question, what)

    def _in_both_worlds(self, target: Target, question: Question, caller: Caller) -> tuple[Answer, Answer]:
        for _ in range(1 + AGAIN):
            with nothing_lasting():
                cookie = caller.come(target.story)
                answer = without = self._site.ask(question, cookie=cookie)
                if not failed(answer):  # a fault may have ended the transaction
                    take_away(target.hidden)
                    without = self._site.ask(question, cookie=cookie)
            if cookie or not difference(answer, without):
                break
        return answer, without

    def read_notices(self, target: Target) -> None:
        """What the desk wrote for readers stands at the story's addresses: it does not repeat the headline."""
        for text in said_of(target.story) if target.hidden.was_known else ():
            told = words_told(target.headline, Answer(200, body=text.encode()))
            self._note(target, STRANGER, Question("notice", target.page), [f"the notice: {told}" if told else ""])

    def ask_for_pictures(self, target: Target, now: datetime) -> None:
        """Ask for the photos that nothing public shows, by every name that somebody could know."""
        photos = pictures.own_photos(target, now)
        for caller, questions in (
            (STRANGER, [*pictures.originals(photos), *pictures.guesses(photos), *pictures.copies(target, photos)]),
            (WITHOUT_ROLE, [*pictures.originals(photos)]),
        ):
            for question in questions:
                answer = self._as(caller, target, question)
                what = f"{len(answer.body)} bytes of a picture of it" if answer.status == 200 else ""
                self._note(target, caller, question, [failed(answer), what])

    def ask_at_the_desk(self, target: Target, questions: Iterable[Question]) -> None:
        """Ask as each role where its limit keeps the story away: no page holds its words, be it refused or a list."""
        for question in questions:
            for caller in (STRANGER, *STAFF):
                answer = self._as(caller, target, question)
                told = words_told(target.runs_of_text, answer)
                if told:  # or it stands there because of something else, which this person may see
                    told = words_told(target.runs_of_text, *self._in_both_worlds(target, question, caller))
                opens = caller.enters_desk and question.address == "/desk/"
                self._note(target, caller, question, [failed(answer, wanted=200 if opens else 0), told])

    def _as(self, caller: Caller, target: Target, question: Question) -> Answer:
        with nothing_lasting():
            return self._site.ask(question, cookie=caller.come(target.story))

    def compare_times(self, target: Target) -> None:
        """Compare the time of the story's address with that of one like it under which nothing is."""
        own = Question("time", target.page)
        absent = Question("time", target.page.replace(f"/{target.story.news_id}/", f"/{_absent(target.story)}/"))
        times = timing.compared(*(partial(self._as, STRANGER, target, question) for question in (own, absent)))
        self.found.times[str(target.hidden)] = times
        told = f"the answer takes {times.hidden * 1000:.0f} ms, and {times.absent * 1000:.0f} ms for an absent story"
        self._note(target, STRANGER, own, [told if times.tell else ""])

    def _note(self, target: Target, caller: Caller, question: Question, what: Iterable[str]) -> None:
        self._count(question.kind, caller)
        told = "; ".join(filter(None, what))
        if told:
            self.found.leaks.append(Leak(str(target.hidden), caller.name, str(question), told))

    def _count(self, kind: str, caller: Caller) -> None:
        self.found.asked[kind, caller.name] += 1


def drill(stories: Iterable[Hidden], now: datetime) -> Iterator[tuple[Hidden, Found]]:
    """Ask of each story, and yield it with all that was found until then. The desk is asked of one of each kind."""
    drilling, kinds = Drill(), set[str]()
    with drawn_once():
        for hidden in stories:
            drilling.ask_of(hidden, now, at_the_desk=hidden.kind not in kinds)
            kinds.add(hidden.kind)
            yield hidden, drilling.found


def _absent(story: Story) -> int:
    """A news ID with as many digits that no story has."""
    last = 10 ** len(str(story.news_id)) - 1
    taken = set(Story.objects.filter(news_id__gt=last - 1000, news_id__lte=last).values_list("news_id", flat=True))
    return next(number for number in range(last, 0, -1) if number not in taken)

"""A desk that has ruled on comments, some refused for insult."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from dateline.comments.models import Comment, State
from dateline.lib import clock
from dateline.moderation.models import Clause, Decision, HouseRules, Outcome
from dateline.moderation.scores import layers
from dateline.people.models import User
from dateline.stories.models import Edition, Story
from tests.scoring.learning.desks import rulings


@pytest.fixture(autouse=True)
def own_layers() -> Iterator[None]:
    """No test is scored with what another has learned."""
    layers._kept.clear()
    yield
    layers._kept.clear()


@pytest.fixture
def insult(en: Edition, ines: User) -> Clause:
    """The clause on insult, in force, which names what the engine looks for."""
    version = HouseRules.objects.create(edition=en)
    for order, (code, attributes) in enumerate([("insult", ["INSULT"]), ("advertising", [])]):
        text = {"title": code, "text": "No.", "reader_sentence": "It breaks the rule."}
        Clause.objects.create(rules=version, sort_order=order, code=code, attributes=attributes, **text)
    version.publish(by=ines, now=clock.now() - timedelta(days=9))
    return version.clauses_in_force()[0]


@pytest.fixture
def ruled(ferry: Story, insult: Clause, mara: User) -> Callable[..., list[Comment]]:
    """Write rulings of Mara's as rows, yesterday's: `ruled(400)`. She refuses every comment with a word of her own."""

    def _ruled(number: int, *, at: datetime | None = None) -> list[Comment]:
        first = (at or clock.now()) - timedelta(days=1)
        made = []
        for place, each in enumerate(rulings(number)):
            came = first + timedelta(seconds=place)
            state = State.REFUSED if each.labels[0] else State.SHOWN
            times = {"created_at": came, "sent_at": came, "decided_at": came}
            keys = {"key": f"{place:032}", "receipt_digest": f"{place:064}", "fingerprint": f"{place:064}"}
            made.append(Comment(story=ferry, name="Tom", text=each.text, state=state, **times, **keys))
        comments = Comment.objects.bulk_create(made)
        Decision.objects.bulk_create(_decision(each, insult, mara) for each in comments)
        return comments

    return _ruled


def _decision(comment: Comment, clause: Clause, mara: User) -> Decision:
    facts = {"comment": comment, "edition": comment.story.edition, "decided_by": mara, "decided_at": comment.decided_at}
    if comment.state == State.SHOWN:
        return Decision(outcome=Outcome.SHOW, **facts)
    of = {"rules": clause.rules, "clause": clause, "clause_number": 1, "clause_kind": clause.kind}
    return Decision(outcome=Outcome.REFUSE, sentence="It breaks the rule.", **of, **facts)

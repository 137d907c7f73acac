"""What was refused to the sender before is a mark, and a doubt only from the number that a newsroom has set."""

from dateline.moderation.checks import sender
from dateline.moderation.checks.opinion import CLEAN, Verdict, Words


def test_refusals_are_a_mark_and_a_doubt_where_the_newsroom_says_so() -> None:
    def verdict(refused: int, doubt_from: int) -> tuple[Verdict, str]:
        opinion = sender.check(Words("Tom", "Words.", "en", refused=refused, doubt_from=doubt_from))
        return opinion.verdict, opinion.word

    assert sender.check(Words("Tom", "Words.", "en", doubt_from=1)) == CLEAN
    assert verdict(9, 0) == (Verdict.CLEAN, "refused before")
    assert verdict(2, 3) == (Verdict.CLEAN, "refused before")
    assert verdict(3, 3) == (Verdict.DOUBT, "often refused")

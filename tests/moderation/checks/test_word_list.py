"""What the word list has against a comment, and what it only watches for."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.lib.listed_words import ListedWords
from dateline.moderation.checks import watched_words, word_list
from dateline.moderation.checks.opinion import CLEAN, Listed, Opinion, Verdict, Words

LIST = ListedWords(
    (each.words, each)
    for each in [
        Listed("fool"),
        Listed("idiot", clause="insult"),
        Listed("vermin", is_refused=True, clause="ethnic", note="always"),
        Listed("go to hell", is_refused=True),
        Listed("hell"),
    ]
)


def opinion_on(text: str, *, name: str = "Tom") -> Opinion:
    return word_list.check(Words(name, text, "en", listed=LIST, watched=LIST))


def test_what_is_refused_is_told_before_what_is_held() -> None:
    opinion = opinion_on("A fool, and vermin")
    assert (opinion.verdict, opinion.word, opinion.clause) == (Verdict.BREACH, "refused word", "ethnic")
    assert (opinion.seen, opinion.spans) == ("vermin (always)", ((12, 18),))


def test_all_that_is_held_is_told_once_with_the_first_clause_there_is() -> None:
    opinion = opinion_on("A fool, a F00L, an idiot")
    assert (opinion.verdict, opinion.word, opinion.clause) == (Verdict.DOUBT, "held word", "insult")
    assert (opinion.seen, opinion.spans) == ("fool, idiot", ((2, 6), (10, 14), (19, 24)))


def test_a_word_in_the_name_is_told_without_a_place_in_the_text() -> None:
    opinion = opinion_on("Good.", name="V e r m i n")
    assert (opinion.verdict, opinion.seen, opinion.spans) == (Verdict.BREACH, "vermin (always)", ())


def test_a_watched_word_is_a_mark_on_a_clean_comment() -> None:
    opinion = watched_words.check(Words("Tom", "A fool", "en", watched=LIST))
    assert (opinion.verdict, opinion.word, opinion.seen, opinion.spans) == (
        Verdict.CLEAN,
        "watched word",
        "fool",
        ((2, 6),),
    )
    assert watched_words.check(Words("Tom", "Good.", "en", watched=LIST)) == CLEAN


def test_without_a_list_everything_is_clean() -> None:
    assert word_list.check(Words("fool", "fool", "en")) == CLEAN


@given(st.text(alphabet="fo0l idtgehvrmn.\n", max_size=80), st.text(max_size=20))
def test_spans_fit_the_text_also_where_entries_overlap(text: str, name: str) -> None:
    assert opinion_on(f"{text} go to hell {text}", name=name).fits(f"{text} go to hell {text}")

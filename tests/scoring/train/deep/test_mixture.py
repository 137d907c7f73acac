"""The comments that the transformer is taught by, made from rows and from sentences of our own."""

from functools import cache
from math import nan
from random import Random

from dateline.scoring.train.deep.composing import composed
from dateline.scoring.train.deep.vocabulary import chosen
from dateline.scoring.train.own_check import own_check
from dateline.scoring.train.rows import Row

HATEFUL = Row("tram", "train", "throw the tramps out", 1.0, (1.0, nan, 1.0, nan, nan))


@cache
def made() -> list[Row]:
    return list(composed([HATEFUL], Random(3)))


def test_the_same_rows_give_the_same_sentences_and_none_is_one_of_those_judged_by() -> None:
    texts = [row.text for row in made()]
    assert texts == [row.text for row in composed([HATEFUL], Random(3))]
    assert not any("{" in text for text in texts)
    judged = {text.lower() for _, text in own_check()}
    assert not judged & {text.lower().rstrip(".!") for text in texts}


def test_hatred_in_the_mouth_of_who_answers_it_is_no_attack() -> None:
    answers = [row for row in made() if row.source == "answered"]
    assert [("throw the tramps out" in row.text, row.labels[2]) for row in answers] == [(True, 0.0)]


def test_the_vocabulary_has_every_letter_and_what_is_met_most() -> None:
    whole = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##a", "tram", "line", "lines", "é"]
    comments = [["tram", "line"], ["tram", "[GROUP]"]]
    signs = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[GROUP]"]
    assert chosen(whole, comments, 8) == [*signs, "a", "##a", "tram"]

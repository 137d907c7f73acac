"""Words are cut into the longest pieces that the vocabulary has."""

from dateline.scoring.deep import wordpiece
from dateline.scoring.deep.wordpiece import KEPT_OF_END, WordPiece

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "under", "##stand", "##s", "##t", "."]


def cut(*words: str) -> list[str]:
    return [PIECES[number] for number in WordPiece(PIECES).numbers(words).tolist()]


def test_the_longest_piece_is_taken_and_a_word_that_cannot_be_cut_is_unknown() -> None:
    assert cut("understands", ".") == ["[CLS]", "under", "##stand", "##s", ".", "[SEP]"]
    assert cut("unst") == ["[CLS]", "un", "##s", "##t", "[SEP]"]
    assert cut("xunder", "underx", "") == ["[CLS]", "[UNK]", "[UNK]", "[SEP]"]


def test_of_a_long_comment_beginning_and_end_are_read() -> None:
    pieces = WordPiece([*PIECES, "a", "z"])
    found = pieces.numbers(["a"] * 200 + ["z"] * KEPT_OF_END, 64).tolist()
    assert len(found) == 64
    assert found == [2, *[10] * (62 - KEPT_OF_END), *[11] * KEPT_OF_END, 3]


def test_a_very_long_word_is_cut_at_its_beginning_alone() -> None:
    assert len(WordPiece(PIECES).cut("un" + "s" * 1_000_000)) < wordpiece.LONGEST_WORD


def test_memory_does_not_grow_with_the_words_that_were_cut(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(wordpiece, "REMEMBERED", 50)
    pieces = WordPiece(PIECES)
    for number in range(500):
        pieces.cut(f"un{number}")
    assert len(pieces._cut) <= 50

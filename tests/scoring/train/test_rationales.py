"""What people marked: most of those who found a comment toxic, or any; and the rows that are made of it."""

import gzip
import json
from pathlib import Path

from dateline.scoring.train.rationales import CLEAN, FILE, made_of_marks, marked_in
from dateline.scoring.train.rows import Row

NAN = float("nan")
TEXT = "The mayor is a crook and the tram is late"
TWO = f"{TEXT}. I was at the stop for half an hour! Ha ha."


def test_what_anybody_marked_is_taken_out_and_sentences_stand_by_themselves(tmp_path: Path) -> None:
    assert marked_in(tmp_path, "train") == []
    crook, is_a = [15, 20, "Insult"], [10, 14, "Insult"]
    toxic = [{"not_toxic": False, "spans": spans} for spans in ([crook], [crook, is_a], [crook])]
    votes = [*toxic, {"not_toxic": True, "spans": [[0, 9, "Insult"]]}]
    comments = [
        {"split": "train", "text": TEXT, "annotations": votes},
        {"split": "train", "text": "What a crook", "annotations": toxic},  # too little is left
        {"split": "train", "text": TEXT, "annotations": votes[3:]},  # nobody found it toxic
        {"split": "train", "text": TWO, "annotations": votes},
        {"split": "dev", "text": TEXT, "annotations": votes},
    ]
    with gzip.open(tmp_path / FILE, "wt") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in comments)
    first = marked_in(tmp_path, "train")[0]
    assert (first.by_most, first.by_any) == (set(range(15, 20)), set(range(10, 14)) | set(range(15, 20)))

    labels = (1.0, 1.0, 1.0, 0.0, 0.0)
    bare, longer, rude, clean = made_of_marks([Row("a", "train", TWO, 1.0, labels)], tmp_path)
    assert bare.text.split() == ["The", "mayor", "and", "the", "tram", "is", "late"]
    assert longer.text.startswith("The mayor ")
    assert bare.labels == longer.labels == clean.labels == CLEAN
    assert clean.text == "I was at the stop for half an hour!"
    assert rude.text == f"{TEXT}."
    assert (rude.labels[:2], rude.labels[4]) == ((1.0, 1.0), 0.0)
    assert all(label != label for label in rude.labels[2:4])  # where the attack on a group is, nobody knows

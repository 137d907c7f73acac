"""What people marked: most of those who found a comment toxic, or any; and the comment without it."""

import gzip
import json
from pathlib import Path

from dateline.scoring.train.rationales import FILE, marked_in, without_what_was_marked

TEXT = "The mayor is a crook and the tram is late"


def test_what_anybody_marked_is_taken_out_and_the_rest_is_clean(tmp_path: Path) -> None:
    assert marked_in(tmp_path, "train") == []
    crook, is_a = [15, 20, "Insult"], [10, 14, "Insult"]
    toxic = [{"not_toxic": False, "spans": spans} for spans in ([crook], [crook, is_a], [crook])]
    votes = [*toxic, {"not_toxic": True, "spans": [[0, 9, "Insult"]]}]
    comments = [
        {"split": "train", "text": TEXT, "annotations": votes},
        {"split": "train", "text": "What a crook", "annotations": toxic},  # too little is left
        {"split": "train", "text": TEXT, "annotations": votes[3:]},  # nobody found it toxic
        {"split": "dev", "text": TEXT, "annotations": votes},
    ]
    with gzip.open(tmp_path / FILE, "wt") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in comments)
    first = marked_in(tmp_path, "train")[0]
    assert (first.by_most, first.by_any) == (set(range(15, 20)), set(range(10, 14)) | set(range(15, 20)))
    (row,) = without_what_was_marked(tmp_path)
    assert row.text.split() == ["The", "mayor", "and", "the", "tram", "is", "late"]
    assert set(row.labels) == {0.0}

"""A file that does not match is refused, and says why."""

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.scoring import model as models
from dateline.scoring.engine import Engine


def test_a_model_is_written_and_read_back_the_same(engine: Engine, tmp_path: Path) -> None:
    digest = models.write(engine.model, tmp_path / "again.dlscore")
    assert (tmp_path / "again.dlscore").read_bytes() == models.SHIPPED.read_bytes()
    assert digest == engine.model.sha256
    assert engine.version == f"en-2+{digest[:12]}"
    assert len(models.SHIPPED.read_bytes()) < 5_000_000
    assert digest in models.SHIPPED.with_suffix(".card.md").read_text()


def test_what_does_not_match_is_refused(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "x.dlscore"
    whole = models.SHIPPED.read_bytes()
    for spoiled, says in (
        (b"PK\3\4" + whole, "is no model"),
        (whole[:40], "header cannot be read"),
        (whole[:-1] + bytes([whole[-1] ^ 1]), "tables are not those"),
        (whole[:-9], "tables are not those"),
    ):
        path.write_bytes(spoiled)
        with pytest.raises(models.UnusableModel, match=says):
            models.read(path)
    models.write(replace(engine.model, header=replace(engine.model.header, normaliser=99)), path)
    with pytest.raises(models.UnusableModel, match=r"version 99 of the normaliser.*Train it anew"):
        Engine(path)


@pytest.mark.parametrize("number", ["NaN", "1e999"])
def test_a_header_with_a_number_without_an_end_is_refused(engine: Engine, tmp_path: Path, number: str) -> None:
    path, header = tmp_path / "x.dlscore", engine.model.header
    models.write(replace(engine.model, header=replace(header, biases=(123456.0, *header.biases[1:]))), path)
    path.write_bytes(path.read_bytes().replace(b"123456.0", number.rjust(8).encode(), 1))
    with pytest.raises(models.UnusableModel, match="header cannot be read"):
        models.read(path)

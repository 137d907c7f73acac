"""The pure part of the chain."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lib import chain


def test_the_same_value_is_the_same_bytes() -> None:
    moment = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    elsewhere = moment.astimezone(timezone(timedelta(hours=3, minutes=30)))
    assert chain.canonical({"b": moment, "a": "خبر"}) == chain.canonical({"a": "خبر", "b": elsewhere})
    assert chain.canonical({"a": 1}) == b'{"a":1}'


def test_what_has_no_form_is_refused() -> None:
    for value in (object(), float("nan")):
        with pytest.raises((TypeError, ValueError)):
            chain.canonical(value)


def test_a_link_depends_on_all_that_it_covers() -> None:
    facts = {"previous": chain.START, "kind": "notice", "row": 1, "facts": {"at": 1}, "digests": {"text": "x"}}
    others = {"previous": "1" * 64, "kind": "version", "row": 2, "facts": {"at": 2}, "digests": {"text": "y"}}

    def hashed(**given: object) -> str:
        previous = given.pop("previous")
        return chain.link(previous, **given)  # type: ignore[arg-type]

    hashes = {hashed(**facts)} | {hashed(**(facts | {name: other})) for name, other in others.items()}
    assert len(hashes) == len(others) + 1


@given(st.text(), st.text())
def test_a_digest_tells_texts_apart_and_hides_them(one: str, other: str) -> None:
    salt = chain.salt()
    assert (chain.digest(one, salt=salt) == chain.digest(other, salt=salt)) == (one == other)
    assert chain.digest(one, salt=salt) != chain.digest(one, salt=chain.salt())

"""Words struck from texts: found as people write them, in both scripts, and nothing else with them."""

import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.stories.struck import Struck

MARK = "[redacted]"


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        ("Dana Osk", "Then DANA  OSK said; dana-osk, Dana\u00a0Osk.", f"Then {MARK} said; {MARK}, {MARK}."),
        ("Osk", "Oskar and Osk’s boat.", f"Oskar and {MARK}’s boat."),
        ("O'Neil", "O’Neil and Oneil.", f"{MARK} and {MARK}."),
        ("مریم کریمی", "مريم كريمي و مریم‌کریمی‌ها آمدند.", f"{MARK} و {MARK}‌ها آمدند."),
        ("a+b (c)", "It was a+b (c).", f"It was {MARK}."),
        ("Dana\nDana Osk", "Dana Osk and Dana.", f"{MARK} and {MARK}."),
    ],
)
def test_words_are_found_as_people_write_them(words: str, text: str, left: str) -> None:
    struck = Struck(words.splitlines(), MARK)
    assert struck.out_of(text) == left
    assert struck.stands_in(text)
    assert not struck.stands_in(left)


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>Said <b>Da</b>na Osk &amp; co.</p>", f"<p>Said <b>{MARK}</b> &amp; co.</p>"),
        ("<p>Dana</p><p>Osk</p>", f"<p>{MARK}</p><p></p>"),
        ('<p><a href="/x/dana-osk">She</a> &lt;4</p>', "<p><a>She</a> &lt;4</p>"),
        ("<p>Dana &amp; Osk</p>", "<p>Dana &amp; Osk</p>"),
    ],
)
def test_html_keeps_its_tags_and_loses_the_words(html: str, left: str) -> None:
    assert Struck(["Dana Osk"], MARK).out_of_html(html) == left


def test_an_address_is_left_without_a_mark() -> None:
    assert Struck(["Dana Osk"], MARK).out_of_address("trial-of-dana-osk-opens") == "trial-of-opens"


def test_a_kept_row_loses_them_wherever_they_stand() -> None:
    blocks = [("paragraph", "<p>Dana <i>Osk</i>.</p>"), ("facts", {"items": ["Dana Osk"]})]
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    row = {"headline": "3 < Dana Osk > 2", "slug": "dana-osk", "body": body, "version": 2, "lead": None}
    struck = Struck(["Dana Osk"], MARK)
    left = struck.out_of_row(row)
    assert not struck.stands_in(left)
    assert (left["headline"], left["slug"], left["version"]) == (f"3 < {MARK} > 2", "", 2)
    assert struck.number_in(row) == 4


def test_longer_words_that_hold_them_are_named() -> None:
    assert Struck(["Osk"], MARK).within_words(["Oskar met Osk in Noskow."]) == {"Oskar", "Noskow"}


def test_what_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a, -$"):
        Struck(["a", " - ", "Osk"], MARK)


@given(st.text(alphabet="ab <>&;/pی\u200c", max_size=30), st.text(alphabet="abی ", min_size=2, max_size=6))
@settings(max_examples=int(os.environ.get("EXAMPLES", "60")), deadline=None)
def test_nothing_of_them_is_left_in_any_text(text: str, words: str) -> None:
    if sum(map(str.isalnum, words)) < 2:
        return
    struck = Struck([words], "#")
    assert not struck.stands_in(struck.out_of(text))
    assert not struck.stands_in(struck.out_of_row({"type": "paragraph", "value": f"<p>{text}</p>"}))

"""Keys of pages and the files they lie in: one page, one key, one file."""

import pytest

from dateline.delivery.cache.keys import file_of, key_of


@pytest.mark.parametrize(
    ("key", "file"),
    [
        ("/", "index.page"),
        ("/en/", "en/index.page"),
        ("/en/news/1/ferry", "en/news/1/ferry.page"),
        ("/fa/news/1/بندر", "fa/news/1/بندر.page"),
        ("/en/topic/50%41", "en/topic/50%41.page"),  # unquoted once, as a web server does: not the file of 50A
        ("/en/section/sport?before=1-2", None),
        ("/en/index", None),
        ("/en/../x", None),
        ("/en//x", None),
        ("/en/" + "ف" * 101, None),
    ],
)
def test_a_page_has_one_file_or_none(key: str, file: str | None) -> None:
    assert file_of(key) == file


@pytest.mark.parametrize(
    ("path", "query", "key"),
    [
        ("/en/section/sport", "before=1-2&utm=x", "/en/section/sport?before=1-2"),
        ("/en/section/sport", "after=1-2", "/en/section/sport"),
        ("/en/section/sport", "before=", "/en/section/sport"),
        ("/en/section/sport", "before=%D9%81", "/en/section/sport?before=%D9%81"),
        ("/en/news/1/a/comments", "after=1-2", "/en/news/1/a/comments?after=1-2"),
        ("/en/colours.css", "v=abc", "/en/colours.css?v=abc"),
        ("/en/archive/2026/3/1", "before=1-2", "/en/archive/2026/3/1?before=1-2"),
        ("/en/archive/2026/3", "before=1-2", "/en/archive/2026/3"),
        ("/en/section/sport", "before=" + "9" * 900, None),
        ("/en/search", "", None),
        ("/desk", "", None),
        ("/desktop", "", "/desktop"),
    ],
)
def test_a_parameter_counts_where_it_makes_another_page(path: str, query: str, key: str | None) -> None:
    assert key_of(path, query) == key

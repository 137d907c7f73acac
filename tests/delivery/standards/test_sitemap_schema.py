"""Sitemaps by the schema of sitemaps.org, which the npm package `sitemap` carries, and by its protocol's text.

The schema asks for the schemas of Google's and W3C's elements too; those are nowhere to be had, so they are let through
here and asserted in `tests/delivery/test_sitemaps.py`. No package carries the schema of the index: its rules are the
same but for their names.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from dateline.stories.models import Edition, Story

SCHEMA = Path(__file__).parents[3] / "tools/page_checks/node_modules/sitemap/schema/sitemap.xsd"
LARGEST = 50 * 1024 * 1024
MOST = 50_000


@pytest.fixture
def schema() -> Any:
    if not SCHEMA.exists():
        assert "CI" not in os.environ, f"{SCHEMA} is missing."
        pytest.skip("needs npm's package of the schema: python tools/find_test_programs.py")
    return SCHEMA.read_text().replace('processContents="strict"', 'processContents="lax"')


def valid(text: str, schema: str) -> str:
    """Return what the schema complains of."""
    checked = etree.XMLSchema(etree.fromstring(schema.encode()))
    checked.validate(etree.fromstring(text.encode()))
    return str(checked.error_log)


def for_the_index(schema: str) -> str:
    # "All formatting and restrictions are as for Sitemap files", sitemaps.org/protocol.html, "Sitemap index".
    for here, there in {"urlset": "sitemapindex", '"url"': '"sitemap"'}.items():
        schema = schema.replace(here, there)
    return schema


def test_every_part_follows_the_schema(client: Client, edition: Edition, story: Story, schema: str) -> None:
    client.get(story.get_absolute_url())  # makes the copy of its photo that is listed
    index = client.get("/sitemap.xml").content.decode()
    assert valid(index, for_the_index(schema)) == ""
    parts = re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", index)
    assert len(parts) == 3
    for part in [*parts, "/news-sitemap.xml"]:
        answer = client.get(part)
        assert valid(answer.content.decode(), schema) == "", part
        assert len(answer.content) < LARGEST
        assert answer.content.count(b"<url>") < MOST
    assert b"image:loc" in client.get("/sitemap-stories-0.xml").content
    assert b"xhtml:link" in client.get("/sitemap-stories-0.xml").content


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("</urlset>", "<page/></urlset>"),
        ("2026-03-01T12:00:00Z</lastmod>", "1 March 2026</lastmod>"),
        ("<url><loc>", "<url><lastmod>2026-03-01</lastmod><loc>"),
        ("http://127.0.0.1:8000/en/news/1/-</loc>", "</loc>"),
    ],
)
def test_the_schema_finds_what_is_wrong(schema: str, good: str, bad: str) -> None:
    right = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://127.0.0.1:8000/en/news/1/-</loc>'
        "<lastmod>2026-03-01T12:00:00Z</lastmod></url></urlset>"
    )
    assert valid(right, schema) == ""
    wrong = right.replace(good, bad)
    assert wrong != right
    assert valid(wrong, schema) != ""

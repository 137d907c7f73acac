"""Structured data by pyld, the JSON-LD processor, and by schema.org's own vocabulary.

`schema_org.json` lists the properties of the types that we use, and what value each may have; it is made by
`tools/list_schema_org.py`. It is the only context that the processor gets: a property that it does not know is dropped,
and the drop is a fault.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pyld import jsonld

from dateline.stories.models import Edition, Photo, Story

SCHEMA = "http://schema.org/"
VOCABULARY: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "schema_org.json").read_text())


@cache
def properties_of(name: str) -> dict[str, set[str]]:
    """The properties of a type and of those above it, each with the types that its value may have."""
    own = {each: set(values.split()) for each, values in VOCABULARY[name]["properties"].items()}
    for above in VOCABULARY[name]["above"]:
        own = properties_of(above) | own
    return own


@cache
def kinds_of(name: str) -> set[str]:
    return {name}.union(*(kinds_of(above) for above in VOCABULARY[name]["above"]))


def context() -> dict[str, Any]:
    terms: dict[str, Any] = {name: SCHEMA + name for name in VOCABULARY}
    for name in VOCABULARY:
        for each, values in properties_of(name).items():
            terms[each] = {"@id": SCHEMA + each, "@type": "@id"} if values == {"URL"} else {"@id": SCHEMA + each}
    return terms


def from_nowhere_else(address: str, _options: Any) -> dict[str, Any]:
    assert address == "https://schema.org", f"{address} is asked for."
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": {"@context": context()},
    }


def expanded(data: dict[str, Any]) -> Any:
    dropped: list[Any] = []
    nodes = jsonld.expand(data, {"documentLoader": from_nowhere_else}, on_property_dropped=dropped.append)
    assert dropped == []
    return nodes


def faults_of(node: dict[str, Any]) -> Iterator[str]:
    """What schema.org does not know of a node, or does not allow there."""
    name = node["@type"]
    for each, values in node.items():
        allowed = properties_of(name).get(each)
        if each.startswith("@"):
            continue
        if allowed is None:
            yield f"{name} has no {each}"
            continue
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                yield from faults_of(value)
            if not is_allowed(value, allowed):
                yield f"{each} of {name} may not be {value}"


def is_allowed(value: Any, allowed: set[str]) -> bool:
    if isinstance(value, dict):
        return bool(kinds_of(value["@type"]) & allowed)
    if isinstance(value, bool):
        return "Boolean" in allowed
    if isinstance(value, int):
        return bool({"Integer", "Number", "Distance"} & allowed)  # Google's own examples give pixels as bare numbers
    if "Text" in allowed or is_day(value, allowed):
        return True
    return is_address(value) and bool({"URL", "Thing"} & allowed)  # an address may stand for the thing


def is_address(value: str) -> bool:
    return bool(urlsplit(value).scheme in ("http", "https", "tag")) and value.isascii()


def is_day(value: str, allowed: set[str]) -> bool:
    try:
        return ("DateTime" in allowed and datetime.fromisoformat(value).utcoffset() is not None) or (
            "Date" in allowed and bool(date.fromisoformat(value))
        )
    except ValueError:
        return False


def data_of(html: str) -> list[dict[str, Any]]:
    return [json.loads(text) for text in re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', html)]


@pytest.fixture
def found(visit: Any) -> dict[str, dict[str, Any]]:
    """The structured data of each page that has some."""
    return {name: data for name, html in visit.pages.items() for data in data_of(html)}


def test_the_processor_expands_every_term(found: dict[str, dict[str, Any]]) -> None:
    assert len(found) >= 2
    for name, data in found.items():
        article, crumbs = expanded(data)
        assert article["@type"] == [f"{SCHEMA}NewsArticle"], name
        assert crumbs["@type"] == [f"{SCHEMA}BreadcrumbList"], name
        assert is_address(article["@id"])


def test_schema_org_knows_every_property_and_allows_its_value(found: dict[str, dict[str, Any]]) -> None:
    for name, data in found.items():
        assert [fault for node in data["@graph"] for fault in faults_of(node)] == [], name


def test_all_that_google_asks_of_an_article_is_there(found: dict[str, dict[str, Any]]) -> None:
    for data in found.values():
        article, crumbs = data["@graph"]
        for recommended in ("headline", "datePublished", "dateModified", "author", "publisher"):
            assert article[recommended]
        assert all(author["name"] and author["@type"] in ("Person", "Organization") for author in article["author"])
        for image in article.get("image", []):  # "Image metadata": contentUrl and one of the four
            assert image["contentUrl"]
            assert {"creator", "creditText", "copyrightNotice", "license"} & image.keys()
        for place, item in enumerate(crumbs["itemListElement"], start=1):
            assert item["position"] == place
            assert item["name"]
            assert item["item"]


def test_rights_and_what_the_archive_lost_are_known_words_too(
    client: Client, edition: Edition, story: Story, quay: Photo
) -> None:
    Edition.objects.update(licence_address="https://halyard.example/licences")
    Photo.objects.filter(pk=quay.pk).update(
        usage_terms="Once. https://halyard.example/terms", credit_line=edition.credit
    )
    [data] = data_of(client.get(story.get_absolute_url()).content.decode())
    [article, _crumbs] = data["@graph"]
    assert {"license", "acquireLicensePage", "usageInfo"} <= article["image"][0].keys()
    assert article["hasPart"][0]["@type"] == "Photograph"
    assert [*faults_of(article)] == []
    expanded(data)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"@type": "NewsArticle", "headLine": "x"}, "NewsArticle has no headLine"),
        ({"@type": "Person", "headline": "x"}, "Person has no headline"),
        ({"@type": "NewsArticle", "isAccessibleForFree": "yes"}, "isAccessibleForFree of NewsArticle may not be yes"),
        ({"@type": "NewsArticle", "datePublished": "1 March"}, "datePublished of NewsArticle may not be 1 March"),
        ({"@type": "ImageObject", "contentUrl": "/media/x.jpg"}, "contentUrl of ImageObject may not be /media/x.jpg"),
    ],
)
def test_what_is_wrong_is_found(wrong: dict[str, Any], fault: str) -> None:
    assert [*faults_of(wrong)] == [fault]


def test_a_word_that_schema_org_lacks_is_dropped_by_the_processor() -> None:
    with pytest.raises(AssertionError, match="headLine"):
        expanded({"@context": "https://schema.org", "@type": "NewsArticle", "headLine": "x"})

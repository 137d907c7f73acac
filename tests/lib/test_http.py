import pytest
from django.test import RequestFactory

from dateline.lib.http import is_from_own_page


@pytest.mark.parametrize(
    ("headers", "believed"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://TESTSERVER"}, True),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "http://testserver:8000"}, False),
        ({"Origin": "http://[broken"}, False),
        ({"Origin": ""}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_are_believed(headers: dict[str, str], believed: bool) -> None:
    assert is_from_own_page(RequestFactory().post("/", headers=headers)) is believed

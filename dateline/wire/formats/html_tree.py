"""A saved HTML page as a tree, bounded in time and memory whatever the page. Called by `saved_page.py`.

Nothing is fetched: the parser reads the bytes that it is given and no address that they name.
"""

import re

from lxml import etree, html

from dateline.wire.item import WireRefused

MOST_TAGS = 20_000
"""Story pages have some thousands. Finding the main text grows with the square of them: 4 s here at the worst."""

MOST_ATTRIBUTES = 500
"""Of one tag. The parser compares each with all others: 16,000 cost it 0.8 s, 400,000 ten minutes."""

_DEPTH = "The page's tags are nested deeper than 250; no story page's are."

# The attributes of a tag as browsers read them (HTML, section 13.2.5), each alternative in linear time.
_ATTRIBUTE = re.compile(r"""[\s/]*+=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+""")
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+((?:{_ATTRIBUTE.pattern})*+)")


def parse(text: str) -> html.HtmlElement:
    """Return the page's tree. Raises `WireRefused` for one that would take too long, is too deep, or is empty."""
    _refuse_the_endless(text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise WireRefused("The page's HTML cannot be read.") from None
    # The parser stops at its limit and keeps what it has: the rest of the text would be lost unseen.
    if any(fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for fault in parser.error_log):
        raise WireRefused(_DEPTH)
    return tree


def _refuse_the_endless(text: str) -> None:
    for number, tag in enumerate(_TAG.finditer(text)):
        if number == MOST_TAGS:
            raise WireRefused(f"The page has more than {MOST_TAGS:,} tags; a story page has some thousands.")
        if len(tag[1]) > MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(tag[1])) > MOST_ATTRIBUTES:
            raise WireRefused(f"A tag of the page has more than {MOST_ATTRIBUTES} attributes; no story page's has.")

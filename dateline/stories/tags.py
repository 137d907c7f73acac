"""The names of tags: what a page shows, as the page store and caches know it (docs/formats/tags.md).

A tag with a number is a row; a tag with an `@` is a list of an edition. Rows note themselves where they are loaded,
lists where they are asked for, and `delivery/purging.py` names the same tags when something changes.
"""

from datetime import date, datetime
from urllib.parse import quote

from django.utils.crypto import salted_hmac

SITE = "site"
"""What all editions share: their names and order."""
STORIES = "stories"
"""Stories in general: a list that did not say which. Dropped whenever any story comes, goes or looks different."""
SITEMAP, NEWS_SITEMAP, SITEMAP_PAGES = "sitemap", "news-sitemap", "sitemap-pages"


def story(news_id: int) -> str:
    """Everything that a story's own page and feeds show of it."""
    return f"story:{news_id}"


def headline(news_id: int) -> str:
    """What lists show of a story; its text may change without them."""
    return f"headline:{news_id}"


def unseen(pk: int) -> str:
    """A story that a page would show, were it public. Opaque: a tag is public, and must not tell a hidden number."""
    return f"unseen:{_opaque(str(pk))}"


def old_address(path: str) -> str:
    """A path of another system, whether it leads to a story, to a hidden one or to none."""
    return f"old:{_opaque(f'path {path}')}"


def translations(pk: int) -> str:
    """The stories that say the same as the story of this row, opaque for the same reason."""
    return f"translations:{_opaque(f'same as {pk}')}"


def updates(pk: int) -> str:
    """The stories that go on where the story of this row ends."""
    return f"updates:{_opaque(f'after {pk}')}"


def comments(news_id: int) -> str:
    """The comments shown under a story."""
    return f"comments:{news_id}"


def photo(pk: int) -> str:
    return f"photo:{pk}"


def topic_row(pk: int) -> str:
    """A topic's own facts: name, description, aliases."""
    return f"topic:{pk}"


def edition(code: str) -> str:
    """What stands round every page of an edition: sections, places, appearance."""
    return f"edition:{code}"


def rules(code: str) -> str:
    """The house rules of an edition."""
    return f"rules:{code}"


def corrections(code: str) -> str:
    """The notices on stories of an edition: its page of corrections."""
    return f"corrections:{code}"


def decided(code: str) -> str:
    """The newest decisions on comments of an edition: its moderation log."""
    return f"decided:{code}"


def figures(code: str) -> str:
    """What was counted of an edition's comments, month by month."""
    return f"figures:{code}"


def kills(code: str) -> str:
    """Which stories of an edition were killed: its feeds tell so."""
    return f"kills:{code}"


def front(code: str) -> str:
    """The newest stories of an edition."""
    return f"front:{code}"


def most_read(code: str) -> str:
    """Which stories of an edition were read most."""
    return f"most-read:{code}"


def section(slug: str, code: str) -> str:
    """The stories of a section."""
    return f"section:{quote(slug)}@{code}"


def topic(slug: str, code: str) -> str:
    """The stories on a topic."""
    return f"topic:{quote(slug)}@{code}"


def day(of: date, code: str) -> str:
    """The stories of a day on the edition's clocks."""
    return f"day:{of}@{code}"


def month(first: date, code: str) -> str:
    """The counts of a month of the edition's calendar, by its first day."""
    return f"month:{first}@{code}"


def year(first: date, code: str) -> str:
    """The counts of a year of the edition's calendar, by its first day."""
    return f"year:{first}@{code}"


def years(code: str) -> str:
    """The years that have stories."""
    return f"years@{code}"


def day_after(of: date | None, code: str) -> str:
    """Which day with stories follows this one; None for the first of all."""
    return f"after:{of or ''}@{code}"


def day_before(of: date | None, code: str) -> str:
    """Which day with stories comes before this one; None for the last of all."""
    return f"before:{of or ''}@{code}"


def sitemap_of_stories(part: int) -> str:
    return f"sitemap-stories:{part}"


def sitemap_of_topics(part: int) -> str:
    return f"sitemap-topics:{part}"


def within(of_list: str, moment: datetime) -> str:
    """The part of a list beyond its first page that holds stories of this month (UTC)."""
    return f"{of_list}/{moment:%Y-%m}"


def across(of_list: str) -> str:
    """A part of a list beyond its first page that spans years."""
    return f"{of_list}/wide"


def end_of(of_list: str) -> str:
    """The last page of a list: an older story would stand on it."""
    return f"{of_list}/end"


def _opaque(text: str) -> str:
    return salted_hmac("dateline.stories.tags", text).hexdigest()[:16]

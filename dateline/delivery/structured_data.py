"""What search engines read of a story: schema.org NewsArticle and BreadcrumbList as JSON-LD. Pure.

`templatetags/machine_data.py` gathers the facts and writes the result into the page; photos are in `image_data.py`.
"""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from dateline.delivery.image_data import images, logo
from dateline.delivery.json_ld import filled, person
from dateline.delivery.syndication import author_of, changed_at
from dateline.delivery.templatetags.dates import machine
from dateline.lib.text import plain
from dateline.stories.models import Appearance, ContactPoint, Edition, Genre, Notice, Story, Topic
from dateline.stories.models.topic import Kind

TYPES = {"person": "Person", "organisation": "Organization", "place": "Place", "subject": "Thing"}
GENRE_CODES = "http://cv.iptc.org/newscodes/genre/"
WRITERS = {"reporting", "writing", "text"}
"""Roles of those who are authors; everybody else contributed."""


@dataclass(frozen=True)
class Around:
    """What stands around a story on its page: only what readers may see."""

    house_rules: str
    translations: list[Story] = field(default_factory=list)
    update_of: Story | None = None
    comment_count: int = 0
    takes_comments: bool = True
    old_address: str = ""
    """Where the story was published before it came in, whole."""
    appearance: Appearance | None = None
    notices: list[Notice] = field(default_factory=list)
    """Corrections, clarifications and redactions."""


def structured_data(story: Story, edition: Edition, base: str, around: Around) -> dict[str, Any]:
    """Return the JSON-LD of a story page. `base` is scheme and host; every address in the result begins with it."""
    return {
        "@context": "https://schema.org",
        "@graph": [news_article(story, edition, base, around), breadcrumbs(story, edition, base)],
    }


def news_article(story: Story, edition: Edition, base: str, around: Around) -> dict[str, Any]:
    page = base + story.get_absolute_url()
    text = plain(story.text)
    topics = list(story.topics.all())
    article = {
        "@type": "NewsArticle",
        "@id": short_address(story, base),
        "url": page,
        "mainEntityOfPage": {"@type": "WebPage", "@id": page},
        "identifier": [{"@type": "PropertyValue", "propertyID": "news ID", "value": str(story.news_id)}, story.uri],
        "headline": plain(story.headline),
        "description": plain(story.lead),
        "datePublished": machine(story.first_published_at),
        "dateModified": machine(changed_at(story)),
        "dateline": _dateline(story),
        "locationCreated": _place(story.dateline_place),
        "author": _authors(story, edition, base),
        "contributor": [person(each.name) for each in story.contributors.all() if not _is_writer(each.role)],
        "publisher": _publisher(edition, base, around),
        "sourceOrganization": _source(story, edition),
        "genre": [str(story.get_genre_display()), GENRE_CODES + Genre(story.genre).term],
        "articleSection": plain(story.section.name) if story.section else None,
        "articleBody": text,
        "wordCount": len(text.split()),
        "inLanguage": edition.language,
        "isAccessibleForFree": True,
        **images(story, edition),
        "keywords": [plain(topic.name) for topic in topics],
        "about": [_topic(topic, edition, base) for topic in topics if topic.kind == Kind.SUBJECT],
        "mentions": [_topic(topic, edition, base) for topic in topics if topic.kind != Kind.SUBJECT],
        "version": story.version,
        "correction": [_correction(notice) for notice in around.notices],
    }
    return filled(article | _relations(story, base, around) | _discussion(story, page, around))


def breadcrumbs(story: Story, edition: Edition, base: str) -> dict[str, Any]:
    """Return the way from the front page through the section to the story."""
    steps = [(plain(edition.agency_name), base + edition.get_absolute_url())]
    if story.section:
        steps.append((plain(story.section.name), base + reverse("section", args=[edition.code, story.section.slug])))
    steps.append((plain(story.headline), base + story.get_absolute_url()))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def short_address(story: Story, base: str) -> str:
    """Return the story's name among linked data: the address that never changes, whatever its headline."""
    return f"{base}/news/{story.news_id}"


def _correction(notice: Notice) -> dict[str, Any]:
    return {"@type": "CorrectionComment", "text": plain(notice.said), "datePublished": machine(notice.at)}


def _dateline(story: Story) -> str:
    day = story.dateline_date.isoformat() if story.dateline_date else ""
    return ", ".join(filter(None, [plain(story.dateline_place), day]))


def _authors(story: Story, edition: Edition, base: str) -> list[dict[str, Any]]:
    writers = [person(each.name) for each in story.contributors.all() if _is_writer(each.role)]
    if writers:
        return writers
    return [person(author_of(story))] if plain(story.byline) else [_agency(edition, base)]


def _source(story: Story, edition: Edition) -> dict[str, Any] | None:
    """Say who filed the news, when it was somebody else than the agency."""
    source = plain(story.source)
    if source in ("", edition.agency_name, edition.credit, edition.source):
        return None
    return {"@type": "Organization", "name": source}


def _is_writer(role: str) -> bool:
    return role.strip().casefold() in WRITERS


def _agency(edition: Edition, base: str) -> dict[str, Any]:
    address = base + edition.get_absolute_url()
    return {"@type": "Organization", "@id": f"{address}#agency", "name": plain(edition.agency_name), "url": address}


def _publisher(edition: Edition, base: str, around: Around) -> dict[str, Any]:
    looks = around.appearance
    return _agency(edition, base) | filled(
        {
            "@type": "NewsMediaOrganization",
            "publishingPrinciples": around.house_rules,
            "logo": logo(looks.logo) if looks else None,
            "contactPoint": [_contact(contact) for contact in looks.contacts.all()] if looks else [],
        }
    )


def _contact(contact: ContactPoint) -> dict[str, Any]:
    reached = {"email": contact.email, "telephone": contact.telephone, "url": contact.address}
    return filled({"@type": "ContactPoint", "contactType": plain(contact.purpose), **reached})


def _place(name: str) -> dict[str, Any] | None:
    return {"@type": "Place", "name": plain(name)} if name else None


def _topic(topic: Topic, edition: Edition, base: str) -> dict[str, Any]:
    # Its own method would load its edition. One of another edition has no page among those of this one.
    ours = topic.edition_id == edition.pk
    address = base + reverse("topic", args=[edition.code, topic.slug]) if ours else ""
    return filled({"@type": TYPES[topic.kind], "name": plain(topic.name), "url": address})


def _relations(story: Story, base: str, around: Around) -> dict[str, Any]:
    # All of `translations` come from one original. If that is another story, its other translations are none of ours.
    first = [other for other in around.translations if other.pk == story.translation_of_id]
    ours = [] if story.translation_of_id else around.translations
    return {
        "isBasedOn": _based_on(base, around),
        "translationOfWork": _translation(first[0], base) if first else None,
        "workTranslation": [_translation(other, base) for other in ours],
    }


def _based_on(base: str, around: Around) -> list[str] | str:
    named = [short_address(around.update_of, base)] if around.update_of else []
    named += [around.old_address] if around.old_address else []
    return named[0] if len(named) == 1 else named


def _translation(story: Story, base: str) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "@id": short_address(story, base),
        "url": base + story.get_absolute_url(),
        "headline": plain(story.headline),
        "inLanguage": story.edition.language,
    }


def _discussion(story: Story, page: str, around: Around) -> dict[str, Any]:
    if not (around.takes_comments or around.comment_count):
        return {}
    return {"commentCount": around.comment_count, "discussionUrl": f"{page}#comments"}

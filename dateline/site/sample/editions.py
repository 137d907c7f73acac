"""The editions of the sample newsroom: sections, topics, house rules, the page about it. Called by `load`."""

from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Site

from dateline.delivery.models import Place
from dateline.moderation.drafting import draft_shipped
from dateline.people.models import User
from dateline.site.sample import plan
from dateline.stories.models import Appearance, ContactPoint, Edition, Section, Topic

RULES_AGE = timedelta(days=60)
"""How long the house rules have been in force: longer than any comment is old."""


def found(*, by: User, now: datetime) -> dict[str, Edition]:
    """Store the editions with their sections, topics, rules and places; return them by code."""
    return {facts["code"]: _edition(by=by, now=now, **facts) for facts in plan.rows("newsroom", "edition")}


def _edition(
    *,
    sections: dict[str, str],
    about_title: str,
    about: str,
    footer_text: str,
    contacts: list[dict[str, str]],
    most_read: bool = False,
    by: User,
    now: datetime,
    **facts: Any,
) -> Edition:
    edition = Edition.objects.create(tag_entity="halyard.example,2026", **facts)
    for order, (slug, name) in enumerate(sections.items()):
        Section.objects.create(edition=edition, slug=slug, name=name, order=order)
    looks = Appearance.objects.create(edition=edition, footer_text=footer_text, shows_most_read=most_read)
    for order, contact in enumerate(contacts):
        ContactPoint.objects.create(appearance=looks, sort_order=order, **contact)
    for each in plan.topics(edition.code):
        topic = Topic.objects.create(
            edition=edition, slug=each.slug, name=each.name, kind=each.kind, description=each.description
        )
        topic.set_aliases(each.aliases)
    draft_shipped(edition).publish(by=by, now=now - RULES_AGE)
    root = Site.objects.get(is_default_site=True).root_page
    home = root.add_child(instance=Place(title=edition.agency_name, slug=edition.code))
    home.add_child(instance=Place(title=about_title, slug="about", body=about))
    return edition

"""What surrounds every reader page, and the addresses of its style and script."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from dateline.delivery.models import Place
from dateline.lib.languages import language_name
from dateline.stories.models import Appearance, ContactPoint, Edition, MenuLink, Section, Topic
from dateline.stories.models.appearance import Where
from dateline.stories.models.topic import Kind

register = template.Library()

KIND_WORDS = {
    Kind.SUBJECT: _("Topic"),
    Kind.PERSON: _("Person"),
    Kind.ORGANISATION: _("Organisation"),
    Kind.PLACE: _("Place"),
}


@dataclass(frozen=True)
class Furniture:
    """The edition's sections, places and own looks, and the other editions."""

    sections: list[Section]
    places: list[Place]
    others: list[Edition]
    appearance: Appearance | None
    menu: list[MenuLink]
    footer: list[MenuLink]
    contacts: list[ContactPoint]


@register.simple_tag
def furniture(edition: Edition, editions: list[Edition] | None = None) -> Furniture:
    """Load what stands round a page of this edition; the desk's preview brings no list of editions."""
    every: list[Edition] = editions or list(Edition.objects.all())
    appearance: Appearance | None = getattr(edition, "appearance", None)  # no attribute where there is no row
    links = list(appearance.links.all()) if appearance else []
    return Furniture(
        sections=list(edition.sections.all()),
        places=list(Place.objects.of(edition).only("title", "slug").order_by("path")),
        others=[other for other in every if other.pk != edition.pk],
        appearance=appearance,
        menu=[link for link in links if link.where == Where.MENU],
        footer=[link for link in links if link.where == Where.FOOTER],
        contacts=list(appearance.contacts.all()) if appearance else [],
    )


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file with a hash of its content, so that browsers may keep it."""
    found = finders.find(name)
    if not isinstance(found, str):
        return static(name)
    return f"{static(name)}?v={_content_hash(found, Path(found).stat().st_mtime_ns)}"


@register.simple_tag
def absolute(path: str) -> str:
    """The address with scheme and host, as other machines need it."""
    return settings.BASE_URL + path


@register.filter
def telephone(number: str) -> str:
    """The number as `tel:` addresses want it (RFC 3966): digits, and a plus at the front."""
    return ("+" if number.startswith("+") else "") + "".join(filter(str.isdigit, number))


@register.filter
def language_words(code: str, edition: Edition) -> str:
    """The name of a language in the edition's own: English, انگلیسی."""
    return language_name(code, edition.language)


@register.filter
def kind_word(topic: Topic) -> str:
    """What kind of topic it is, as readers say it."""
    return str(KIND_WORDS[Kind(topic.kind)])


@lru_cache(maxsize=64)
def _content_hash(path: str, _changed: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]

"""How a text opens: place, day and credit line, as an agency signs it: PORT ANSEL (HNA) – The ferry …"""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText

from dateline.delivery.templatetags.dates import day_words
from dateline.stories.models import Story

register = template.Library()


@register.simple_tag
def credit_of(story: Story) -> SafeString | str:
    """The signature that opens the text; nothing where neither story nor edition has one."""
    credit = story.credit or story.edition.credit
    place = story.dateline_place
    if place and story.dateline_date:
        place = f"{place}, {day_words(story.edition, story.dateline_date)}"
    if not (credit or place):
        return ""
    words = f"{place} ({credit})" if credit and place else credit or place
    return format_html('<span class="credit">{} –</span>', words)


@register.filter
def opened_by(paragraph: RichText, story: Story) -> SafeString:
    """The first paragraph of a text with the story's signature inside it."""
    html, credit = str(paragraph), credit_of(story)
    opened = re.sub(r"<p\b[^>]*>", lambda tag: f"{tag[0]}{credit} ", html, count=1) if credit else html
    return mark_safe(opened)  # noqa: S308 - Wagtail's cleaned HTML, and a signature that was escaped

"""Limits, told before they are hit."""

from django import template

from dateline.comments.models import LONGEST_TEXT

register = template.Library()


@register.simple_tag
def longest_text() -> int:
    """The most characters that a comment, a changed one or an appeal may have."""
    return LONGEST_TEXT

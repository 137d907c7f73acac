"""What mails and their promises ask for: whether mail is sent, whole addresses, dates without tags."""

from datetime import datetime

from django import template
from django.conf import settings
from django.urls import reverse

from dateline.delivery.templatetags.dates import moment_words
from dateline.lib import mail
from dateline.moderation.models import Decision
from dateline.stories.models import Edition, Story

register = template.Library()


@register.simple_tag
def mail_is_sent() -> bool:
    """Whether anything may be promised of mail."""
    return mail.is_set_up()


@register.simple_tag
def moment_in_words(edition: Edition, when: datetime) -> str:
    """Day and time, as text alone: 5 September 2016, 23:37."""
    return moment_words(edition, when)


@register.filter
def moment_for(when: datetime, edition: Edition) -> str:
    """Day and time in plain words, for a sentence."""
    return moment_words(edition, when)


@register.simple_tag
def rules_address(decision: Decision) -> str:
    """Where the clause stands that a refusal cites, in the version of that day."""
    rules = decision.rules
    assert rules is not None, "A refusal names its rules."
    page = reverse("house-rules-version", args=[rules.edition.code, rules.number])
    return f"{settings.BASE_URL}{page}#clause-{decision.clause_number}"


@register.simple_tag
def story_address(story: Story) -> str:
    return settings.BASE_URL + story.get_absolute_url() + "#comments"

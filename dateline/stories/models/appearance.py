"""How an edition looks and whom readers can reach: logo, colours, links in menu and footer, contact points."""

import hashlib
import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from dateline.lib.colours import contrast, readable
from dateline.stories.beats import OfEditions
from dateline.stories.models.edition import Edition
from dateline.stories.models.photo import Photo

PAPER, NIGHT = "#fdfcf9", "#15181a"
"""The grounds of `static/delivery/reader.css`, by day and in the dark; a test holds them together."""
READABLE = 4.5
"""Contrast that small text needs (WCAG 2.2, 1.4.3, level AA)."""

HEX = r"^#[0-9a-f]{6}\Z"
hex_colour = RegexValidator(HEX, _("Give a colour as # and six digits from 0 to f, such as #0b4f5c."))


class Appearance(ClusterableModel):
    """What an edition changes in the look of its pages; what it leaves empty is Dateline's own."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="appearance")
    logo = models.ForeignKey(
        Photo,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Stands in the place of the agency's name, 48 pixels high. PNG or WebP.",
    )
    logo_in_the_dark = models.ForeignKey(
        Photo, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="For dark screens."
    )
    accent = models.CharField(
        max_length=7, blank=True, validators=[hex_colour], help_text="Links, labels and buttons: #0b4f5c."
    )
    accent_in_the_dark = models.CharField(
        max_length=7, blank=True, validators=[hex_colour], help_text="The same on dark screens: #86c8d3."
    )
    shows_most_read = models.BooleanField(
        _("most-read list"),
        default=False,
        help_text=_(
            "The front page lists the five stories that were read most in a day. Only how often each was read is "
            "counted, never who read it."
        ),
    )
    footer_text = models.TextField(blank=True, help_text="Publisher, address, registration: what stands in the footer.")

    objects = OfEditions.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "appearance"
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return gettext("Appearance of %(edition)s") % {"edition": self.edition}

    def clean(self) -> None:
        faults = {
            field: fault
            for field, ground, where in (
                ("accent", PAPER, gettext("on paper")),
                ("accent_in_the_dark", NIGHT, gettext("in the dark")),
            )
            if (fault := _unreadable(getattr(self, field), ground, where))
        }
        if faults:
            raise ValidationError(faults)

    @property
    def colours(self) -> str:
        """The style sheet that puts the edition's colours in the place of ours; empty when it has none."""
        rules = []
        if self.accent:
            rules.append(f":root {{ --accent: {self.accent}; }}")
        if self.accent or self.accent_in_the_dark:
            dark = self.accent_in_the_dark or readable(self.accent, on=NIGHT, ratio=READABLE)
            rules.append(f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}")
        return "\n".join(rules)

    @property
    def colours_address(self) -> str:
        """Where `colours` is; the address changes with it, so that browsers may keep it. Empty when there is none."""
        if not self.colours:
            return ""
        mark = hashlib.sha256(self.colours.encode()).hexdigest()[:10]
        return f"{reverse('colours', args=[self.edition.code])}?v={mark}"


def _unreadable(colour: str, ground: str, where: str) -> str:
    if not re.match(HEX, colour) or (ratio := contrast(colour, ground)) >= READABLE:
        return ""
    better = readable(colour, on=ground, ratio=READABLE)
    said = gettext(
        "Text in this colour is hard to read %(where)s: its contrast is %(ratio)s to 1 and must be at least "
        "%(least)s to 1. %(better)s is the nearest shade that is."
    )
    return said % {"where": where, "ratio": f"{ratio:.1f}", "least": READABLE, "better": better}


class Where(models.TextChoices):
    MENU = "menu", _("In the menu, after the sections")
    FOOTER = "footer", _("In the footer")


WHOLE_ADDRESS = _("Give a whole address, or one of this site that begins with /.")


class MenuLink(models.Model):
    """A link besides the sections and places that Dateline lists by itself."""

    appearance = ParentalKey(Appearance, on_delete=models.CASCADE, related_name="links")
    where = models.CharField(max_length=6, choices=Where, default=Where.MENU)
    label = models.CharField(max_length=60)
    address = models.CharField(
        max_length=500,
        validators=[RegexValidator(r"^(https?://|/)", WHOLE_ADDRESS)],
        help_text="A page of this site (/en/about) or of another (https://…).",
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.label


class ContactPoint(models.Model):
    """Whom readers and authorities can reach, and for what (DSA, articles 11 and 12, ask for both)."""

    appearance = ParentalKey(Appearance, on_delete=models.CASCADE, related_name="contacts")
    purpose = models.CharField(max_length=80, help_text="Newsroom; corrections; comments; authorities.")
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True, help_text="With the country's code: +44 20 7946 0018.")
    address = models.URLField(blank=True, help_text="A form or a page, if there is one.")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.purpose

    def clean(self) -> None:
        if not any((self.email, self.telephone, self.address)):
            raise ValidationError(gettext("Give an e-mail address, a telephone number or a page."))

"""What kind of story it is. The values are terms of IPTC's genre codes (cv.iptc.org/newscodes/genre).

But for the flash: a headline and a place, out before there is a text (decisions/0039).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    """Readers see the word above the headline, unless it is plain news."""

    CURRENT = "Current", _("News")
    ANALYSIS = "Analysis", _("Analysis")
    BACKGROUND = "Background", _("Background")
    FLASH = "Flash", _("Flash")
    FEATURE = "Feature", _("Feature")
    INTERVIEW = "Interview", _("Interview")
    OBITUARY = "Obituary", _("Obituary")
    OPINION = "Opinion", _("Opinion")
    PRESS_RELEASE = "Press_Release", _("Press release")
    REVIEW = "Review", _("Review")

    @property
    def term(self) -> str:
        """IPTC's term: a flash is current news."""
        return (Genre.CURRENT if self is Genre.FLASH else self).value

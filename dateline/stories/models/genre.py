"""What kind of story it is. The values are terms of IPTC's genre codes (cv.iptc.org/newscodes/genre)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    """Readers see the word above the headline, unless it is plain news."""

    CURRENT = "Current", _("News")
    ANALYSIS = "Analysis", _("Analysis")
    BACKGROUND = "Background", _("Background")
    FEATURE = "Feature", _("Feature")
    INTERVIEW = "Interview", _("Interview")
    OBITUARY = "Obituary", _("Obituary")
    OPINION = "Opinion", _("Opinion")
    PRESS_RELEASE = "Press_Release", _("Press release")
    REVIEW = "Review", _("Review")

"""A limit: where somebody has a role. Somebody with a role and no limit has it everywhere."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.people.roles import ADMINISTRATOR
from dateline.stories.models.edition import Edition, Section


class Limit(models.Model):
    """One of the places in which a person has a role: an edition, or a section of it.

    It stands here and not beside the user, because people are below stories and know no edition.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="limits")
    role = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "edition", "section"], name="limit_once"),
            models.UniqueConstraint(
                fields=["user", "role", "edition"],
                condition=models.Q(section=None),
                name="limit_of_an_edition_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role} in {self.section or self.edition}"

    def clean(self) -> None:
        if self.role.name == ADMINISTRATOR.name:
            raise ValidationError(_("An administrator works everywhere: this role has no limit."))
        if self.section and self.section.edition_id != self.edition_id:
            raise ValidationError(_("This section belongs to another edition."))

"""What delivery tells the desk when it cannot do its work: caches in front that do not listen, cards not drawn."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dateline.delivery import drawing_at_publish
from dateline.delivery.models import Purge
from dateline.lib import troubles
from dateline.lib.troubles import Trouble


def tell() -> None:
    """Register what this part knows of. Called once, when the apps are ready."""
    troubles.REPORTS.append(caches_that_do_not_listen)
    troubles.TASKS[drawing_at_publish.draw.module_path] = _("Social cards that could not be drawn")


def caches_that_do_not_listen(now: datetime) -> Iterator[Trouble]:
    """Yield each cache in front that has not taken a purge for a minute. Two queries a cache at most."""
    for cache in settings.CACHES_IN_FRONT:
        late = Purge.objects.late(cache.name, now)
        first = late.first()
        if first:
            yield Trouble(
                what=_("Purges that %(cache)s has not taken") % {"cache": cache.name},
                count=late.count(),
                since=first.drop.due_at or first.drop.made_at,
                fault=first.fault,
                remedy=_("They are sent again every few seconds. See that it runs and lets this server purge."),
            )

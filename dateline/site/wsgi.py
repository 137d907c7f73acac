"""The WSGI application, for `dateline serve` and for any other WSGI server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from dateline.lib.precedence import before_others
from dateline.site.static_files import StaticFiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.site.settings")
django_application = get_wsgi_application()

from dateline.delivery.cache.front import StoredPages  # noqa: E402 - needs the apps
from dateline.delivery.cache.pages import store  # noqa: E402
from dateline.scoring.perspective.origins import Origins  # noqa: E402
from dateline.scoring.perspective.storage import Storage  # noqa: E402
from dateline.site.scoring_beside import BesidePages  # noqa: E402

pages = StoredPages(StaticFiles(before_others(django_application)), store)
application = BesidePages(pages, Storage(settings.HOME), Origins(settings.SCORING_ORIGINS), root=settings.BASE_URL)

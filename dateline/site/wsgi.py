"""The WSGI application, for `dateline serve` and for any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from dateline.site.static_files import StaticFiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.site.settings")
application = StaticFiles(get_wsgi_application())

"""The top of the layers: what must follow a migrate, for every part together."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SiteConfig(AppConfig):
    name = "dateline.site"
    label = "site"

    def ready(self) -> None:
        post_migrate.connect(_sync, sender=self)


def _sync(**_: Any) -> None:
    from dateline.people import roles

    roles.sync()

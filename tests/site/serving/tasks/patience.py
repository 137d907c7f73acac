"""A task that the server's own process imports: it lasts until that process has stopped serving."""

import threading

from django_tasks import task


@task()
def outlast_the_server() -> bool:
    """Return whether serving was over while this still ran."""
    threading.main_thread().join(timeout=30)
    return not threading.main_thread().is_alive()

"""Clears an index of words that no story holds any more. Queued by a redaction: an index forgets a word only as it is
merged, which in a large archive takes a while and must not keep a desk waiting.
"""

from django_tasks import task

from dateline.stories.search import engine


@task()
def clean() -> None:
    """Merge the indexes of readers and of the desk until nothing is left of words that were taken out."""
    engine.forget_for_good()

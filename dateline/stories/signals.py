"""What the stories' layer tells those above it, within the transaction of the change."""

from django.dispatch import Signal

changed = Signal()
"""Readers may now see something else of a `story`: `was` and `now_is` (`stories.shown.Shown`), `at` this instant.

With the `notice` of it, if there is one, which is stored by then.
"""

published = Signal()
"""A `story` went out as its next version. Whatever a receiver writes stands or falls with the publication."""

redacted = Signal()
"""Words were taken out of a `story`, as its `notice` says: `struck` (`stories.struck.Struck`) takes them out of what
others keep of it."""

comments_set = Signal()
"""The comments of a `story` were opened, held or closed, or are shown by another mode."""

noticed = Signal()
"""A `notice` about a story was written, and stands or falls with what it tells."""

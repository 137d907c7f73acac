"""What the comments' layer tells those above it, within the transaction of the change."""

from django.dispatch import Signal

turned = Signal()
"""A comment took on another state. `comment`, and `was` (`comments.models.State`)."""

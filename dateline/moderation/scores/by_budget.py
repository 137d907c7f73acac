"""Thresholds by what a desk can read: from which scores on an edition's newest comments would be the top share."""

from dateline.moderation.models import CommentScore
from dateline.scoring.learning.budget import thresholds_of
from dateline.stories.models import Edition

NEWEST = 5_000
"""Scored comments that are looked at: more tell the share no better, and take longer."""


def by_budget(edition: Edition, share: float, attributes: list[str]) -> dict[str, float]:
    """Return the thresholds of attributes that send this share of comments to the desk in all, as the newest were.

    Each attribute sends the same share of its own. Nothing where no comment of the edition has scores.
    """
    of_edition = CommentScore.objects.filter(comment__story__edition=edition, unscored="")
    newest = list(of_edition.order_by("-comment_id").values_list("scores", flat=True)[:NEWEST])
    known = [each for each in newest if all(name in each for name in attributes)]
    if not known or not attributes:
        return {}
    return thresholds_of(share, {name: [each[name] for each in known] for name in attributes})

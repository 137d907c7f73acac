"""Who of the newsroom may do something about a comment: for mails to them, and for passing it on."""

from dateline.comments.models import Comment
from dateline.people.models import User


def who_may(right: str, comment: Comment) -> list[User]:
    """Return the active staff who have a right, written `app.codename`, where a comment stands, in order of names."""
    mine = Comment.objects.filter(pk=comment.pk)
    staff = User.objects.filter(is_active=True).order_by("first_name", "username")
    return [user for user in staff if mine.for_right(user, right).exists()]

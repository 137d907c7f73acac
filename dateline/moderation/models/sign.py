"""What is known again of a comment without its words: who sent it, under which name, the same text. Keyed hashes."""

from django.db import models

from dateline.comments.models import Comment


class Sign(models.Model):
    """The signs of one comment, in small indexes of their own: they are asked before every comment (`signs`).

    Forgotten after `signs.LIFE`. `sent_at` is Unix time in seconds, because it is reckoned with and never shown.
    """

    comment = models.OneToOneField(Comment, primary_key=True, on_delete=models.CASCADE, related_name="sign")
    sent_at = models.BigIntegerField()
    address = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=32)
    text = models.CharField(max_length=32, blank=True, help_text="Empty where many people write the same few words.")

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["sent_at"], name="signs_in_time"),
            models.Index(fields=["address", "sent_at"], name="signs_of_address"),
            models.Index(fields=["name", "sent_at"], name="signs_of_name"),
            models.Index(fields=["text", "sent_at"], name="signs_of_text"),
        ]

    def __str__(self) -> str:
        return f"signs of comment {self.comment_id}"

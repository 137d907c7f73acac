"""What the running site leaves behind about itself. Read by `dateline doctor`."""

from django.db import models


class WorkerBeat(models.Model):
    """That a background worker is alive: one row for each, its time overwritten while it runs."""

    worker = models.CharField(max_length=64, primary_key=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} at {self.beaten_at:%Y-%m-%d %H:%M:%S} UTC"

"""A backup while readers write: all that was acknowledged before its instant is in it, and nobody waits for it."""

import json
import tarfile
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import connection

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission, receive
from dateline.lib import clock
from dateline.stories.models import Story

Run = Callable[[Path], str]
WRITERS = 4


class Readers:
    """Threads that send comments until they are stopped, and remember when each was acknowledged."""

    def __init__(self, story: Story) -> None:
        self.acknowledged: dict[str, datetime] = {}
        self._story, self._stopping = story, threading.Event()
        self._threads = [threading.Thread(target=self._write, args=[number]) for number in range(WRITERS)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        self.wait_for_more()
        return self

    def __exit__(self, *fault: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def wait_for_more(self) -> None:
        """Return once further comments were acknowledged."""
        enough = len(self.acknowledged) + 4 * WRITERS
        while len(self.acknowledged) < enough:
            assert any(thread.is_alive() for thread in self._threads)
            self._stopping.wait(0.01)

    def _write(self, number: int) -> None:
        try:
            count = 0
            while not self._stopping.is_set():
                text = f"Comment {count} of reader {number}."
                receive(self._story, Submission(name="Tom", text=text, email="", address=""), now=clock.now())
                self.acknowledged[text] = clock.now()
                count += 1
        finally:
            connection.close()


def test_all_that_was_acknowledged_before_the_instant_is_restored(
    newsroom: Path, backup: Run, restore: Run, elsewhere: Callable[[str], Path], tmp_path: Path
) -> None:
    with Readers(Story.objects.get(headline="Ferry fares rise")) as readers:
        backup(tmp_path / "b.tar")
        readers.wait_for_more()
    with tarfile.open(tmp_path / "b.tar") as tar:
        facts = json.load(tar.extractfile("manifest.json"))
    instant = datetime.fromisoformat(facts["database"]["snapshot_at"])
    elsewhere("new")
    restore(tmp_path / "b.tar")
    restored = set(Comment.objects.values_list("text", flat=True))
    before = {text for text, at in readers.acknowledged.items() if at < instant}
    after = {text for text, at in readers.acknowledged.items() if at > datetime.fromisoformat(facts["ended_at"])}
    assert before
    assert after
    assert before <= restored
    assert not after & restored
    assert Comment.objects.count() == facts["database"]["counts"]["comments"]

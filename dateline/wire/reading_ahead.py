"""Pages are read in a process of their own, a few ahead of the one that lands them (decisions/0043).

Called by `importing.py`, in which every page has its answer in its turn, whatever becomes of the process.
"""

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any

import dateline
from dateline.wire.archive import PageFile
from dateline.wire.reader import Answer, Page, Reader, Unread

FEW = 50
"""Pages that are read where they land: a process for fewer is begun for nothing."""

AHEAD = 100
"""Pages asked for before they are needed."""

ROOM = 2**20
"""Bytes in each pipe. What is asked for must fit, or both would wait for the other: 100 pages, two paths of 4,096 bytes
each. Answers that do not fit wait in the process that reads, which bounds the memory."""

ENDED = Unread("The page ended the program that reads pages.")
"""Such as one for which the system had no memory, or on which a library broke."""


def read_all(reader: Reader, pages: Iterable[Page]) -> Iterator[tuple[Page, Answer]]:
    """Yield each page with what it says, in the order given."""
    left = iter(pages)
    for page in islice(left, FEW):
        yield page, reader.answer(page)
    following = next(left, None)
    if following is not None:
        yield from _ahead(reader, following, left)


def _ahead(reader: Reader, first: Page, others: Iterator[Page]) -> Iterator[tuple[Page, Answer]]:
    asked = deque[Page]()
    child = _Child(reader)
    page: Page | None = first
    try:
        while page or asked:
            while page and len(asked) < AHEAD:
                asked.append(page)
                child.ask(page)
                page = next(others, None)
            answer = child.answer(asked[0])
            if answer is None:
                child.end()
                child, answer = _Child(reader), ENDED
                for again in islice(asked, 1, None):
                    child.ask(again)
            yield asked.popleft(), answer
    finally:
        child.end()


class _Child:
    """The process that reads. It ends with the one that began it, however that ends: nobody asks it any more."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._process = subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, "-P", "-m", __name__],  # -P: no module is taken from the folder where the archive lies
            env={**os.environ, "PYTHONPATH": os.pathsep.join(_paths())},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pipesize=ROOM,
        )
        self._tell(reader)

    def ask(self, page: Page) -> None:
        """Ask for a page; a file of the archive alone is read there, standard input where it is."""
        if isinstance(page, PageFile):
            self._tell(page)

    def answer(self, page: Page) -> Answer | None:
        """Wait for what the page says, which must be the first of those asked for. None if the process is no more."""
        if not isinstance(page, PageFile):
            return self._reader.answer(page)
        assert self._process.stdout
        with suppress(EOFError, pickle.UnpicklingError):
            answer: Answer = pickle.load(self._process.stdout)  # noqa: S301  # of our own process
            return answer
        return None

    def end(self) -> None:
        """End it where it stands; reading leaves nothing behind."""
        self._process.kill()
        for pipe in filter(None, (self._process.stdin, self._process.stdout)):
            with suppress(BrokenPipeError):  # what could not be asked for any more
                pipe.close()
        self._process.wait()

    def _tell(self, what: object) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError):  # it is no more, which its answer will show
            _send(what, self._process.stdin)


def _paths() -> Iterator[str]:
    yield str(Path(dateline.__file__).parents[1])
    yield from filter(None, [os.environ.get("PYTHONPATH")])


def pickled(what: object) -> bytes:
    return pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL)


def _send(what: object, pipe: IO[bytes]) -> None:
    pipe.write(pickled(what))
    pipe.flush()


def _serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    reader: Any = pickle.load(asked)  # noqa: S301  # from the process that began this one
    with suppress(EOFError):
        while True:
            _send(reader.answer(pickle.load(asked)), answers)  # noqa: S301  # as above


def main() -> None:
    """Read what standard input asks for, until it ends. What a library prints goes to the standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that began this
    logging.disable()  # what a library remarks on a page; our own faults are answers
    with os.fdopen(os.dup(1), "wb") as answers, suppress(BrokenPipeError):
        os.dup2(2, 1)
        _serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
